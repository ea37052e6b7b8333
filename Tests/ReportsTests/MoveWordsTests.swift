import Market
import Reports
import Testing

@Suite("Words for moves")
struct MoveWordsTests {
    private func move(
        _ id: String, _ change: Double, _ convention: ChangeConvention? = nil, level: Double? = nil, weight: Double = 1
    ) throws -> FactorMove {
        let factor = try #require(FactorID(id))
        return FactorMove(factor, convention ?? factor.factorClass.change, change, level: level, weight: weight)
    }

    @Test(
        "a move is told in the units of its class",
        arguments: [
            ("EQ.SP500", -0.143, "EQ.SP500 −14.3%"), ("FX.EURUSD", 0.0312, "FX.EURUSD +3.12%"),
            ("IR.USD.5Y", 0.0040, "IR.USD.5Y +40 bp"), ("CS.ACME", -0.00042, "CS.ACME −4.2 bp"),
            ("VOL.SP500", 0.1021, "VOL.SP500 +10.2 points"), ("CM.OIL", 0.0, "CM.OIL 0.00%"),
        ])
    func units(id: String, change: Double, words: String) throws {
        let factor = try #require(FactorID(id))
        #expect(MoveWords.phrase(factor, factor.factorClass.change, change) == words)
    }

    @Test("an absolute move of a price is told relative to its level, or in its own units")
    func absolutePrice() throws {
        #expect(MoveWords.amount(try move("EQ.A", -5, .absolute, level: 50)) == "−10.0%")
        #expect(MoveWords.amount(try move("EQ.A", -5, .absolute)) == "−5")
    }

    @Test("shares are told together by weight, exchange rates each, rates by curve; what does not move is left out")
    func summary() throws {
        let words = MoveWords.summary([
            try move("IR.USD.1Y", 0.003), try move("IR.USD.5Y", 0.005), try move("EQ.A", -0.20, weight: 3),
            try move("EQ.B", -0.10), try move("FX.EURUSD", -0.03), try move("FX.USDJPY", 0), try move("CM.OIL", 1e-6),
        ])
        #expect(words == "equities −17.5% (−20.0% to −10.0%), EURUSD −3.00%, IR.USD +40 bp (+30 bp to +50 bp)")
        #expect(MoveWords.summary([try move("EQ.A", 0)]) == "nothing moves")
    }
}
