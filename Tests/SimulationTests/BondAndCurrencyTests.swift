import Market
import MarketTwin
import Settings
import Simulation
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Bonds and currencies")
struct BondAndCurrencyTests {
    /// J. Hull, “Options, Futures, and Other Derivatives”, chapter 4: three years, 10 % semi-annual, 12 % continuous yield.
    @Test("Hull's three-year bond is worth 94.213")
    func hull() throws {
        var market = TestMarket(
            factors: [.init(id: "IR.USD.1Y", level: 0.12, volatility: 0.01, process: "arithmetic-brownian-motion")])
        market.hold(
            1, "fixed-rate-bond",
            ["coupon": .number(0.1), "maturity": .term(.years(3)), "rate": .rate("IR.USD.1Y")])
        #expect(abs(try market.simulator(paths: 1, days: 1).valuesToday[0] - 94.213020554763) < 1e-9)
    }

    /// A zero-coupon bond on one normal rate: the loss is monotone in the rate, so its quantile is the price at the
    /// rate's quantile.
    @Test("a zero-coupon bond on a normal rate")
    func zeroCouponBond() throws {
        var market = TestMarket(
            factors: [.init(id: "IR.USD.5Y", level: 0.04, volatility: 0.012, process: "arithmetic-brownian-motion")])
        market.hold(
            10, "zero-coupon-bond", ["maturity": .term(.years(5)), "rate": .rate("IR.USD.5Y"), "face": .number(100)])
        let losses = LossDistribution(losses: try market.simulator(paths: 300_000, days: 20).losses())
        let horizon = 20.0 / 252
        let rate = 0.04 + 2.3263478740408408 * 0.012 * horizon.squareRoot()
        let known = 1_000 * (exp(-0.04 * 5) - exp(-rate * (5 - horizon)))
        #expect(isWithin(4, ValueAtRisk(confidence: 0.99).estimate(losses), of: known))
    }

    @Test("a curve is read between its nodes, and flat beyond them")
    func interpolation() throws {
        func value(_ maturity: Double) throws -> Double {
            var market = TestMarket(
                factors: [
                    .init(id: "IR.USD.2Y", level: 0.03, volatility: 0.01, process: "arithmetic-brownian-motion"),
                    .init(id: "IR.USD.6M", level: 0.01, volatility: 0.01, process: "arithmetic-brownian-motion"),
                    .init(id: "IR.USD.10Y", level: 0.05, volatility: 0.01, process: "arithmetic-brownian-motion"),
                ])
            market.hold(
                1, "zero-coupon-bond",
                ["maturity": .term(.years(maturity)), "rate": .quantity(.curve("IR.USD")), "face": .number(1)])
            return try market.simulator(paths: 1, days: 1).valuesToday[0]
        }
        for (maturity, rate) in [(0.1, 0.01), (0.5, 0.01), (1.25, 0.02), (2, 0.03), (6, 0.04), (10, 0.05), (30, 0.05)] {
            #expect(abs(try value(maturity) - exp(-rate * maturity)) < 1e-14)
        }
    }

    /// Without volatility everything is known: today's value grows at its rate, and a coupon on the way is cash.
    @Test("without volatility a bond earns its yield, and a coupon on the way counts as cash")
    func carry() throws {
        var market = TestMarket(
            factors: [.init(id: "IR.USD.1Y", level: 0.05, volatility: 0, process: "arithmetic-brownian-motion")])
        market.hold(
            1, "fixed-rate-bond",
            ["coupon": .number(0.08), "maturity": .term(.years(1.02)), "rate": .rate("IR.USD.1Y")])
        let simulator = try market.simulator(paths: 3, days: 10)
        let horizon = 10.0 / 252
        let flows = [(1.02, 104.0), (0.52, 4), (0.02, 4)]
        let today = flows.reduce(0) { $0 + $1.1 * exp(-0.05 * $1.0) }
        let later = flows.dropLast().reduce(4) { $0 + $1.1 * exp(-0.05 * ($1.0 - horizon)) }
        #expect(abs(simulator.valuesToday[0] - today) < 1e-11)
        for loss in simulator.losses() { #expect(abs(loss - (today - later)) < 1e-11) }
    }

    @Test("a spread adds to the rate")
    func spread() throws {
        var market = TestMarket(
            factors: [
                .init(id: "IR.USD.1Y", level: 0.03, volatility: 0, process: "arithmetic-brownian-motion"),
                .init(id: "CS.ACME.5Y", level: 0.02, volatility: 0, process: "arithmetic-brownian-motion"),
            ])
        market.hold(
            1, "zero-coupon-bond",
            [
                "maturity": .term(.years(2)), "rate": .rate("IR.USD.1Y"), "spread": .rate("CS.ACME.5Y"),
                "face": .number(1),
            ])
        #expect(abs(try market.simulator(paths: 1, days: 1).valuesToday[0] - exp(-0.1)) < 1e-15)
    }

    /// One of each: a direct rate, an inverse one, and a cross through dollars.
    @Test(
        "amounts reach the base currency by a rate, its inverse, or a cross",
        arguments: [
            ("EUR", "USD", 1.1), ("USD", "EUR", 1 / 1.1), ("JPY", "USD", 1 / 130.0), ("JPY", "EUR", 1 / 130.0 / 1.1),
            ("EUR", "JPY", 1.1 * 130), ("USD", "USD", 1),
        ])
    func conversion(from: String, to: String, rate: Double) throws {
        var market = TestMarket(
            factors: [
                .init(id: "EQ.X", level: 7, volatility: 0), .init(id: "FX.EURUSD", level: 1.1, volatility: 0),
                .init(id: "FX.USDJPY", level: 130, volatility: 0),
            ])
        market.hold(2, "equity", ["factor": .factor("EQ.X")], currency: from)
        #expect(abs(try market.simulator(paths: 1, days: 1, base: to).valuesToday[0] - 14 * rate) < 1e-12 * 14 * rate)
    }

    @Test("currencies move along the path: euros held are a share in the exchange rate")
    func alongThePath() throws {
        var cash = TestMarket(
            factors: [.init(id: "EQ.X", level: 1, volatility: 0), .init(id: "FX.EURUSD", level: 1.1, volatility: 0.1)])
        var spot = cash
        cash.hold(100, "equity", ["factor": .factor("EQ.X")], currency: "EUR")
        spot.hold(100, "fx-spot", ["factor": .factor("FX.EURUSD")])
        let (a, b) = (
            try cash.simulator(paths: 300, days: 10).losses(), try spot.simulator(paths: 300, days: 10).losses()
        )
        for (x, y) in zip(a, b) { #expect(abs(x - y) < 1e-10) }
    }

    /// Covered parity: today's forward rate makes the contract worth nothing.
    @Test("a forward at the forward rate is worth nothing, and pays S − K where it matures on the way")
    func forward() throws {
        var market = TestMarket(factors: [.init(id: "FX.EURUSD", level: 1.1, volatility: 0.1)])
        let settings: [String: Value.Content] = [
            "factor": .factor("FX.EURUSD"), "strike": .number(1.1 * exp((0.05 - 0.03) * 0.5)),
            "maturity": .term(.years(0.5)), "rate": .quantity(.number(0.05)), "foreignRate": .quantity(.number(0.03)),
        ]
        market.hold(1_000, "fx-forward", settings)
        #expect(abs(try market.simulator(paths: 1, days: 1).valuesToday[0]) < 1e-10)
        var matured = TestMarket(factors: [.init(id: "FX.EURUSD", level: 1.1, volatility: 0)])
        matured.hold(
            1_000, "fx-forward",
            settings.merging(["strike": .number(1), "maturity": .term(.years(0.02))]) { _, new in new })
        let simulator = try matured.simulator(paths: 2, days: 10)
        for loss in simulator.losses() { #expect(abs(loss - (simulator.valuesToday[0] - 100)) < 1e-9) }
    }
}
