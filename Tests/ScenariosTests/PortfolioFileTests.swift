import MarketTwin
import TestSupport
import Testing

@Suite("Portfolios in a CSV file")
struct PortfolioFileTests {
    private static let head = "id,book,kind,quantity,currency,factor,strike,expiry,right,volatility\n"

    private func folder(_ csv: String) throws -> ScratchFolder {
        let market = inlineScenario.prefix(upTo: try #require(inlineScenario.range(of: "portfolio:")).lowerBound)
        return try ScratchFolder(["s.yaml": market + "portfolio: {file: p.csv}\n", "p.csv": csv])
    }

    @Test("positions are read as if they stood in the scenario")
    func read() throws {
        let rows = "a,X/Y,equity,10,USD,EQ.A,,,,\nb,,european-option,-2k,,EQ.B,48,6M,put,22%\n"
        let run = try folder(Self.head + rows).resolve().run
        #expect(run.positions.map(\.id) == ["a", "b"])
        #expect(run.positions.map(\.quantity) == [10, -2_000])
        #expect(run.positions.map(\.book) == ["X/Y", ""])
        #expect(run.positions[1].instrument.text("right") == "put")
        #expect(run.positions[1].instrument.number("strike") == 48)
        #expect(run.positions[1].instrument.quantity("rate") == .number(0))
    }

    @Test("every row that is wrong is told, at its cell")
    func mistakes() throws {
        let rows = [
            "a,X,equity,ten,USD,EQ.A,,,,", "a2,X,equity,10,USD,EQ.A,5,,,", "b,X,equities,10,USD,EQ.A,,,,",
            ",X,equity,10,USD,EQ.A,,,,", "c,,,1,,,,,,", "d,X,equity,10,usd,EQ.A,,,,", "e,X,equity,,USD,EQ.A,,,,",
            "f,X,european-option,10,USD,EQ.B,-50,2023-06-28,putt,20%", "g,X,european-option,1,,EQ.B,5,,call,20%",
            "h,X,equity,nan,USD,EQ.A,,,,",
        ]
        let found = try folder(Self.head + rows.joined(separator: "\n") + "\n").complaints()
        #expect(
            Set(found) == [
                "2:12 “ten” is not a number", "3:25 equity has no setting “strike”",
                "4:5 unknown instrument “equities”",
                "5:1 the position has no id", "6:1 position c has no kind", "7:15 “usd” is no currency code",
                "8:1 position e has no quantity", "9:33 -50 is out of range", "9:48 unknown value “putt”",
                "10:1 european-option needs “expiry”", "11:12 “nan” is not a number",
            ])
        #expect(found.count == 11)
    }

    @Test("mistakes of resolution stand at the cell too")
    func resolution() throws {
        let rows = "a,X,european-option,1,,EQ.B,5,2022-06-28,call,20%\na,X,equity,1,,EQ.ZZ,,,,\n"
        let found = try folder(Self.head + rows).complaints(["portfolio.expired=refuse"])
        #expect(
            found == [
                "2:31 2022-06-28 is not after the valuation date 2022-12-28: the instrument has expired",
                "3:1 the position id “a” is used twice", "3:15 no data names the factor EQ.ZZ",
            ])
    }

    @Test(
        "what is no portfolio",
        arguments: [
            ("", ["1:1 the file is empty"]), (head, ["1:1 the portfolio has a header but no position"]),
            ("id,kind\n", ["1:1 the column “quantity” is missing"]),
            ("id,kind,quantity,factr\na,equity,1,EQ.A\n", ["1:18 unknown column “factr”"]),
            ("id,id,kind,quantity\na,a,equity,1\n", ["1:4 the column “id” is there twice"]),
            ("id,kind,quantity,factor\na,equity,1\n", ["2:10 3 fields where the header has 4"]),
        ])
    func none(csv: String, complaints: [String]) throws { #expect(try folder(csv).complaints() == complaints) }
}
