import Market
import Settings
import Simulation
import Testing

/// Levels that leave what reads them without a meaning.
@Suite("Levels below zero are counted and told")
struct BelowZeroTests {
    /// A call whose volatility stands at 20 % and moves by 60 points a year: over ten days zero lies 1.67 deviations away, beyond
    /// which a normal law has 4.7 % of its paths.
    private func market(_ process: String, option: Bool = true) -> TestMarket {
        var market = TestMarket(factors: [
            .init(id: "EQ.S", level: 100, volatility: 0.2),
            .init(id: "VOL.S", level: 0.2, volatility: 0.6, process: process),
        ])
        market.hold(
            1, "european-option",
            [
                "factor": .factor("EQ.S"), "right": .text("call"), "strike": .number(100), "expiry": .term(.years(1)),
                "volatility": option ? .rate("VOL.S") : .quantity(.number(0.2)),
            ])
        return market
    }

    private func told(_ market: TestMarket, paths: Int = 10_000) throws -> [String] {
        try market.simulator(paths: paths, days: 10).remarks.filter { $0.rule == "below-zero" }.map(\.message)
    }

    @Test("an implied volatility that moves by amounts is zero or less on as many paths as its law says")
    func volatility() throws {
        let messages = try told(market("arithmetic-brownian-motion"))
        let words = try #require(messages.first)
        #expect(messages.count == 1)
        let found = try #require(words.firstMatch(of: #/zero or less on (\d+) of the first 4096 states/#)?.output.1)
        let count = try #require(Double(found))
        let share = 0.0473
        #expect(abs(count / 4_096 - share) < 5 * (share * (1 - share) / 4_096).squareRoot(), "\(words)")
        #expect(try told(market("arithmetic-brownian-motion"), paths: 1_000).first?.contains("of 1000 states") == true)
    }

    @Test("a process of relative changes, a level far from zero and one that nothing reads are not told")
    func silent() throws {
        #expect(try told(market("geometric-brownian-motion")).isEmpty)
        #expect(try told(market("arithmetic-brownian-motion", option: false)).isEmpty)
        var far = market("arithmetic-brownian-motion")
        far.factors[1].volatility = 0.02
        #expect(try told(far).isEmpty)
    }

    @Test("a price that may be negative is told under an option, and not where it is merely held")
    func prices() throws {
        func oil(_ kind: String, _ settings: [String: Value.Content]) throws -> [String] {
            var market = TestMarket(factors: [
                .init(id: "CM.WTI", level: 5, volatility: 20, process: "arithmetic-brownian-motion")
            ])
            market.hold(1, kind, settings.merging(["factor": .factor("CM.WTI")]) { $1 })
            return try told(market)
        }
        #expect(try oil("commodity", [:]).isEmpty)
        let option = try oil(
            "european-option",
            [
                "right": .text("put"), "strike": .number(5), "expiry": .term(.years(1)),
                "volatility": .quantity(.number(0.3)),
            ])
        #expect(option.count == 1 && option[0].contains("a level of next to nothing"))
    }
}
