import Instruments
import Market
import Settings
import Testing

@Suite("Instruments refuse terms that cannot be")
struct InstrumentTermsTests {
    private let asOf = CalendarDate(iso: "2022-12-28")!

    private func option(_ expiry: Term) throws(InstrumentProblem) -> EuropeanOption {
        try EuropeanOption(
            Specification(
                kind: "european-option",
                settings: [
                    "factor": .factor(FactorID("EQ.A")!), "right": .text("put"), "strike": .number(1),
                    "expiry": .term(expiry), "volatility": .quantity(.number(0.2)), "rate": .quantity(.number(0)),
                    "dividendYield": .quantity(.number(0)),
                ]), asOf: asOf)
    }

    @Test("an expiry that has passed, or is today")
    func expired() throws {
        for date in ["2022-12-28", "2022-06-28"] {
            let date = try #require(CalendarDate(iso: date))
            #expect { try option(.date(date)) } throws: { error in
                (error as? InstrumentProblem)?.setting == "expiry"
                    && (error as? InstrumentProblem)?.message.contains("has expired") == true
            }
        }
        #expect(try option(.date(asOf.adding(days: 365))).expiry == 1)
        #expect(throws: InstrumentProblem.self) { try option(.years(0)) }
        // Closer than the rounding of a year fraction, which the timeline takes for today.
        #expect(throws: InstrumentProblem.self) { try option(.years(1e-10)) }
    }

    private func bond(_ maturity: Term, frequency: Int) throws(InstrumentProblem) -> FixedRateBond {
        try FixedRateBond(
            Specification(
                kind: "fixed-rate-bond",
                settings: [
                    "coupon": .number(0.06), "maturity": .term(maturity), "frequency": .count(frequency),
                    "face": .number(100), "rate": .quantity(.curve("IR.EUR")), "spread": .quantity(.number(0)),
                ]), asOf: asOf)
    }

    @Test("coupons that are not whole months apart")
    func frequency() {
        #expect(throws: InstrumentProblem.self) { try bond(.years(3), frequency: 5) }
        #expect(throws: Never.self) { try bond(.years(3), frequency: 4) }
    }

    @Test("a bond is in the currency of its curve, an exchange rate in its second")
    func currencies() throws {
        #expect(try bond(.years(3), frequency: 2).currency == Currency("EUR"))
        let spot = try FXSpot(
            Specification(kind: "fx-spot", settings: ["factor": .factor(FactorID("FX.USDJPY")!)]), asOf: asOf)
        #expect(spot.currency == Currency("JPY"))
    }
}
