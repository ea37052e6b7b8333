import Market
import Settings
import Testing

@Suite("Shapes: what may stand where")
struct ShapeTests {
    private func complaint(_ shape: Shape, _ text: String) -> Settings.Issue? {
        do {
            _ = try shape.parse(text)
            return nil
        } catch { return error }
    }

    @Test("every shape reads what a person would write")
    func readable() throws {
        #expect(try Shape.number().parse("4.7%") == .number(4.7 / 100))
        #expect(try Shape.count(1...1_000_000).parse("100_000") == .count(100_000))
        #expect(try Shape.count(1...1_000_000).parse("0.1M") == .count(100_000))
        #expect(try Shape.days(1...100).parse("10d") == .count(10))
        #expect(try Shape.term.parse("2023-06-28") == .term(.date(#require(CalendarDate(iso: "2023-06-28")))))
        #expect(try Shape.term.parse("6M") == .term(.years(0.5)))
        #expect(try Shape.date.parse("2023-06-28") == .date(#require(CalendarDate(iso: "2023-06-28"))))
        #expect(try Shape.text.parse("a b") == .text("a b"))
        #expect(try Shape.flag.parse("yes") == .flag(true))
        #expect(try Shape.flag.parse("off") == .flag(false))
        #expect(try Shape.choice(["call", "put"]).parse("put") == .text("put"))
        #expect(try Shape.currency.parse("EUR") == .currency(#require(Currency("EUR"))))
        #expect(try Shape.factor([.equity]).parse("EQ.A") == .factor(#require(FactorID("EQ.A"))))
        #expect(try Shape.factorPattern.parse("EQ.*") == .text("EQ.*"))
        #expect(try Shape.quantity(of: [.volatility]).parse("20%") == .quantity(.number(0.2)))
        #expect(try Shape.quantity(of: [.volatility]).parse(".5") == .quantity(.number(0.5)))
        #expect(
            try Shape.quantity(of: [.volatility]).parse("VOL.A") == .quantity(.factor(#require(FactorID("VOL.A")))))
        #expect(Shape.oneOrMore(.number()).noun == "a number, or a list of them")
    }

    @Test(
        "the exact words of a refusal",
        arguments: [
            (.number(), "abc", "“abc” is not a number", "write it as in 1250.5, 4.7%, 25bp, 100k or 2.5M"),
            (
                .number(), "1,5", "“1,5” is not a number",
                "write it as in 1250.5, 4.7%, 25bp, 100k or 2.5M; a decimal point is “.”, thousands may be set apart by “_”"
            ),
            (.number(.positive), "0", "0 is out of range", "it must be greater than 0"),
            (.number(.nonNegative), "-1%", "-1% is out of range", "it must be at least 0"),
            (.number(.fraction), "99", "99 is out of range", "it must be between 0 and 1; did you mean 99%?"),
            (.number(.fraction), "1", "1 is out of range", "it must be between 0 and 1"),
            (.number(.correlation), "-1.5", "-1.5 is out of range", "it must be from -1 to 1"),
            (.count(1...10), "1.5", "“1.5” is not a whole number", "write it as in 100_000, 100k or 1M"),
            (.count(1...10), "1%", "“1%” is not a whole number", "write it as in 100_000, 100k or 1M"),
            (.count(1...10), "0", "0 is out of range", "it must be a whole number from 1 to 10"),
            (.count(1...10), "1e300", "1e300 is out of range", "it must be a whole number from 1 to 10"),
            (.days(1...10), "5", "“5” is not a number of business days", "write it as in “10d”"),
            (.days(1...10), "1.5d", "“1.5d” is not a number of business days", "write it as in “10d”"),
            (.days(1...10), "0d", "0 is out of range", "it must be a whole number from 1 to 10"),
            (
                .term, "soon", "“soon” is neither a date nor a time",
                "write it as in 2023-06-28, 0.25y, 6M, 2w or 91d"
            ),
            (.date, "28.12.2022", "“28.12.2022” is no date", "write it as in 2022-12-28 (year-month-day)"),
            (.text, "", "is empty", "write a text"), (.flag, "maybe", "“maybe” is neither true nor false", nil),
            (.choice(["call", "put"]), "putt", "unknown value “putt”", "did you mean “put”?"),
            (.choice(["call", "put"]), "straddle", "unknown value “straddle”", "known: call, put"),
            (.currency, "usd", "“usd” is no currency code", "write three capital letters, as in USD"),
            (
                .factor([.equity]), "FX.EURUSD", "FX.EURUSD is a factor of class foreign exchange",
                "this needs EQ. (equity)"
            ),
            (
                .quantity(of: [.volatility]), "EQ.A", "EQ.A is a factor of class equity",
                "this needs VOL. (implied volatility)"
            ),
            (.list(.number()), "5", "“5” stands where a list of values, each a number belongs", nil),
        ] as [(Shape, String, String, String?)])
    func refused(shape: Shape, text: String, message: String, hint: String?) {
        let issue = complaint(shape, text)
        #expect(issue?.message == message)
        #expect(issue?.hint == hint)
    }

    @Test(
        "no text is infinite or no number, whatever its suffix",
        arguments: ["nan", ".nan", "inf", "-.inf", "1e999", "1e308k", "-1e305M", "0x1p3"])
    func notFinite(_ text: String) {
        #expect(complaint(.number(), text) != nil)
        #expect(complaint(.quantity(of: []), text) != nil)
        #expect(complaint(.count(0...10), text) != nil)
    }

    @Test(
        "no number is larger or smaller than those of a market",
        arguments: [
            (Shape.number(), "1e18", nil), (.number(), "-1e18", nil), (.number(), "1.1e18", "too large"),
            (.number(), "-1e300", "too large"), (.number(), "2e20%", "too large"), (.number(), "1e-60", nil),
            (.number(), "0", nil), (.number(), "1e-61", "too small"), (.number(.positive), "1e-18", nil),
            (.number(.positive), "9e-19", "too small"), (.number(.nonNegative), "9e-19", nil),
            (.quantity(of: []), "1e19", "too large"), (.term, "10000y", nil), (.term, "10001y", "too long a time"),
        ])
    func magnitude(_ shape: Shape, _ text: String, _ words: String?) {
        let issue = complaint(shape, text)
        #expect(issue?.message == words.map { "“\(text)” is \($0)" })
        #expect(issue == nil || issue?.hint != nil)
    }

    @Test(
        "a time after the valuation date",
        arguments: [("0.25y", 0.25), ("6M", 0.5), ("2w", 14.0 / 365), ("63d", 0.25), ("1Y", 1.0), ("252D", 1.0)])
    func span(_ text: String, _ years: Double) throws {
        #expect(abs(try #require(Term.span(text)) - years) < 1e-15)
    }

    @Test("what is no time", arguments: ["", "y", "6", "6m", "1e999y", "nany", "6 M", "6Ms"])
    func noSpan(_ text: String) { #expect(Term.span(text) == nil) }

    @Test("a date is so many calendar days / 365 away")
    func years() throws {
        let asOf = try #require(CalendarDate(iso: "2022-12-28"))
        let term = Term.date(try #require(CalendarDate(iso: "2023-12-28")))
        #expect(term.years(from: asOf) == 1)
        #expect(Term.years(0.3).years(from: asOf) == 0.3)
    }
}
