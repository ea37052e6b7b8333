import MarketTwin
import Settings
import Simulation
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Markets at the edge of what can be")
struct EdgeCaseTests {
    /// An arithmetic process may take an underlying below zero: a call is then worth nothing, a put K·e^(−rτ) − S.
    @Test("options on an underlying that falls below zero stay numbers, and parity holds")
    func negativeUnderlying() throws {
        var market = TestMarket(
            factors: [.init(id: "EQ.S", level: 10, volatility: 20, process: "arithmetic-brownian-motion")])
        for right in ["call", "put"] {
            market.hold(
                1, "european-option",
                [
                    "factor": .factor("EQ.S"), "right": .text(right), "strike": .number(9),
                    "expiry": .term(.years(3)), "volatility": .quantity(.number(0.4)), "rate": .quantity(.number(0.05)),
                ], book: right)
        }
        market.hold(1, "equity", ["factor": .factor("EQ.S")], book: "share")
        let simulator = try market.simulator(paths: 2_000, days: 252)
        let result = simulator.profitAndLoss(workers: 2)
        let values = (1...3).map { node in result.withNode(node) { $0.map { $0 + simulator.valuesToday[node] } } }
        let strike = 9 * exp(-0.05 * 2)
        #expect(values[2].contains { $0 < -10 })
        for path in values[0].indices {
            let (call, put, share) = (values[0][path], values[1][path], values[2][path])
            #expect(abs(call - put - (share - strike)) < 1e-11)
            if share <= 0 { #expect(abs(call) < 1e-12) }
            if share > 0 { #expect(call > -1e-12 && call < share + 1e-12) }
        }
    }

    @Test("an implied volatility that falls below zero gives the discounted intrinsic value")
    func negativeVolatility() throws {
        var market = TestMarket(
            factors: [
                .init(id: "EQ.S", level: 100, volatility: 0),
                .init(id: "VOL.S", level: 0.1, volatility: 1, process: "arithmetic-brownian-motion"),
            ])
        market.hold(
            1, "european-option",
            [
                "factor": .factor("EQ.S"), "right": .text("call"), "strike": .number(95), "expiry": .term(.years(2)),
                "volatility": .rate("VOL.S"), "rate": .quantity(.number(0.03)),
            ])
        let simulator = try market.simulator(paths: 1_000, days: 252)
        let values = simulator.losses().map { simulator.valuesToday[0] - $0 }
        let intrinsic = 100 - 95 * exp(-0.03)
        #expect(values.filter { abs($0 - intrinsic) < 1e-11 }.count > 300)
        #expect(values.allSatisfy { $0 >= intrinsic - 1e-11 && $0 < 100 })
    }

    @Test("a book without a single risk factor earns its carry", arguments: ["gaussian", "student-t"])
    func noFactors(kind: String) throws {
        var market = TestMarket(factors: [])
        if kind == "student-t" { market.dependence = TestMarket.studentT(5) }
        market.hold(2, "zero-coupon-bond", ["maturity": .term(.years(2)), "rate": .quantity(.number(0.03))])
        for precision in Sampling.Precision.allCases {
            let losses = try market.simulator(paths: 300, days: 10, steps: 7, precision: precision).losses()
            let known = 200 * (exp(-0.06) - exp(-0.03 * (2 - 10.0 / 252)))
            #expect(losses.allSatisfy { abs($0 - known) < 1e-11 })
        }
    }

    /// What pays on the way is cash in its own currency, at the horizon's exchange rate.
    @Test("cash received on the way in another currency is worth the exchange rate at the horizon")
    func foreignCash() throws {
        var market = TestMarket(factors: [.init(id: "FX.EURUSD", level: 1.1, volatility: 0.3)])
        market.hold(
            1, "zero-coupon-bond", ["maturity": .term(.years(0.02)), "rate": .quantity(.number(0))], book: "Bond",
            currency: "EUR")
        market.hold(100, "fx-spot", ["factor": .factor("FX.EURUSD")], book: "Cash")
        let result = try market.simulator(paths: 500, days: 10).profitAndLoss(workers: 1)
        let (bond, cash) = (result.withNode(1) { Array($0) }, result.withNode(2) { Array($0) })
        for path in bond.indices { #expect(abs(bond[path] - cash[path]) < 1e-11) }
        #expect(Set(bond).count > 400)
    }

    @Test("positions that cancel leave nothing, to the last bit")
    func netting() throws {
        var market = TestMarket(factors: [.init(id: "EQ.S", level: 123.456, volatility: 0.3)])
        for quantity in [0.1, 0.2, -0.1, -0.2] {
            market.hold(quantity, "equity", ["factor": .factor("EQ.S")], book: "Net")
        }
        market.hold(0, "equity", ["factor": .factor("EQ.S")], book: "Nothing")
        let losses = try market.simulator(paths: 300, days: 10).losses()
        #expect(losses.allSatisfy { abs($0) < 1e-13 })
    }

    /// Full revaluation of a call and a put in four stressed markets; figures by Black and Scholes.
    @Test("two options under deterministic stress")
    func stress() throws {
        func value(spot: Double, volatility: Double, rate: Double) throws -> Double {
            var market = TestMarket(
                factors: [
                    .init(id: "EQ.S", level: 100 * (1 + spot), volatility: 0.2),
                    .init(id: "VOL.CALL", level: 0.22 + volatility, volatility: 0.1),
                    .init(id: "VOL.PUT", level: 0.25 + volatility, volatility: 0.1),
                    .init(
                        id: "IR.USD.1Y", level: 0.03 + rate, volatility: 0.01, process: "arithmetic-brownian-motion"),
                ])
            for (quantity, right, strike, expiry, volatility) in [
                (10.0, "call", 105.0, 0.5, "VOL.CALL"), (-20, "put", 95, 0.25, "VOL.PUT"),
            ] {
                market.hold(
                    quantity, "european-option",
                    [
                        "factor": .factor("EQ.S"), "right": .text(right), "strike": .number(strike),
                        "expiry": .term(.years(expiry)), "volatility": .rate(volatility), "rate": .rate("IR.USD.1Y"),
                        "dividendYield": .quantity(.number(0.01)),
                    ])
            }
            return try market.simulator(paths: 1, days: 1).valuesToday[0]
        }
        let base = try value(spot: 0, volatility: 0, rate: 0)
        #expect(abs(base + 6.554126257171333) < 1e-9)
        let known = [
            (-0.1, 0.05, -0.005, -132.69051272409365), (-0.3, 0.2, -0.01, -492.1851680409794),
            (0.1, -0.03, 0.005, 91.8745474255195), (0, 0, 0.01, 3.575679026407599),
        ]
        for (spot, volatility, rate, profit) in known {
            #expect(abs(try value(spot: spot, volatility: volatility, rate: rate) - base - profit) < 1e-8)
        }
    }
}
