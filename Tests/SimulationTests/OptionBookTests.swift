import Kernels
import Market
import MarketTwin
import Settings
import Simulation
import Testing

@Suite("Options against closed forms")
struct OptionBookTests {
    private func call(_ quantity: Double, spotVolatility: Double = 0.3) -> TestMarket {
        var market = TestMarket(factors: [.init(id: "EQ.S", level: 100, volatility: spotVolatility, drift: 0.08)])
        market.hold(
            quantity, "european-option",
            [
                "factor": .factor("EQ.S"), "right": .text("call"), "strike": .number(105), "expiry": .term(.years(0.5)),
                "volatility": .quantity(.number(0.25)), "rate": .quantity(.number(0.02)),
            ])
        return market
    }

    /// One call revalued in full after ten days, implied volatility constant: monotone in the spot, so the quantile is
    /// the price at the spot's quantile; expected shortfall by quadrature.
    @Test("one call over ten days, long and short")
    func singleCall() throws {
        let long = try call(1).simulator(paths: 400_000, days: 10)
        #expect(abs(long.valuesToday[0] - 5.376620585926439) < 1e-9)
        let losses = LossDistribution(losses: long.losses())
        let short = LossDistribution(losses: try call(-1).simulator(paths: 400_000, days: 10).losses())
        let known: [(LossDistribution, ConfidenceLevel, Double, Double)] = [
            (losses, 0.95, 3.4159115118441896, 3.8582071393113826),
            (losses, 0.99, 4.144919946178176, 4.394205159479907),
            (short, 0.95, 5.54427841032701, 7.562845721509028),
            (short, 0.99, 8.813291709686162, 10.67574430476332),
        ]
        for (sample, confidence, valueAtRisk, shortfall) in known {
            #expect(isWithin(4, ValueAtRisk(confidence: confidence).estimate(sample), of: valueAtRisk))
            #expect(isWithin(4, ExpectedShortfall(confidence: confidence).estimate(sample), of: shortfall))
        }
    }

    /// A forward made of a call and a put pays S(T) − K whether the options live or have expired on the way.
    @Test("a long call and a short put on one strike are a forward, alive or expired", arguments: [0.02, 0.03, 0.5])
    func putCallParity(expiry: Double) throws {
        var options = TestMarket(factors: [.init(id: "EQ.S", level: 100, volatility: 0.3)])
        for (quantity, right) in [(1.0, "call"), (-1.0, "put")] {
            options.hold(
                quantity, "european-option",
                [
                    "factor": .factor("EQ.S"), "right": .text(right), "strike": .number(101),
                    "expiry": .term(.years(expiry)), "volatility": .quantity(.number(0.25)),
                    "rate": .quantity(.number(0.04)),
                ])
        }
        let horizon = 10.0 / 252
        let losses = try options.simulator(paths: 2_000, days: 10, steps: 2).losses()
        if expiry > horizon {
            var shares = TestMarket(factors: [.init(id: "EQ.S", level: 100, volatility: 0.3)])
            shares.hold(1, "equity", ["factor": .factor("EQ.S")])
            let shareLosses = try shares.simulator(paths: 2_000, days: 10, steps: 2).losses()
            let discount = { (time: Double) in 101 * exp(-0.04 * time) }
            let carry = discount(expiry - horizon) - discount(expiry)
            for (loss, shareLoss) in zip(losses, shareLosses) { #expect(abs(loss - shareLoss - carry) < 1e-10) }
        } else {
            // Expired: the payoff S(expiry) − K has mean 100 − 101 under zero drift.
            let today = 100 - 101 * exp(-0.04 * expiry)
            #expect(isWithin(4, MeanLoss().estimate(LossDistribution(losses: losses)), of: today + 1))
        }
    }

    /// An option that expires on the way pays what the level of its own expiry says, not the horizon's.
    @Test("an expired option has the variance of its expiry, not of the horizon")
    func expiryOnTheWay() throws {
        var market = TestMarket(
            factors: [.init(id: "EQ.S", level: 100, volatility: 20, process: "arithmetic-brownian-motion")])
        for (quantity, right) in [(1.0, "call"), (-1.0, "put")] {
            market.hold(
                quantity, "european-option",
                [
                    "factor": .factor("EQ.S"), "right": .text(right), "strike": .number(100),
                    "expiry": .term(.years(5.0 / 252)), "volatility": .quantity(.number(0.2)),
                ])
        }
        let losses = LossDistribution(losses: try market.simulator(paths: 200_000, days: 20).losses())
        #expect(isWithin(4, StandardDeviation().estimate(losses), of: 20 * (5.0 / 252).squareRoot()))
    }

    /// P. Glasserman, P. Heidelberger, P. Shahabuddin, “Variance reduction techniques for estimating value-at-risk”,
    /// Management Science 46, 2000: ten independent assets, on each ten calls and five puts sold at the money, half a
    /// year to expiry, moves normal over 0.04 years; the quantiles are from an exact convolution. Business days do not
    /// make 0.04 years, so the same move is spread over ten days, and the expiry keeps 0.46 years from the horizon. The
    /// values today are then those of 0.4997 years, which shifts all losses by a constant that is taken out.
    @Test("ten short straddles: loss quantiles of an exact convolution")
    func glassermanHeidelbergerShahabuddin() throws {
        let horizon = 10.0 / 252
        var market = TestMarket(
            factors: (0..<10).map {
                .init(
                    id: "EQ.A\($0)", level: 100, volatility: 30 * (0.04 / horizon).squareRoot(),
                    process: "arithmetic-brownian-motion")
            })
        for index in 0..<10 {
            for (quantity, right) in [(-10.0, "call"), (-5.0, "put")] {
                market.hold(
                    quantity, "european-option",
                    [
                        "factor": .factor("EQ.A\(index)"), "right": .text(right), "strike": .number(100),
                        "expiry": .term(.years(0.46 + horizon)), "volatility": .quantity(.number(0.3)),
                        "rate": .quantity(.number(0.05)),
                    ])
            }
        }
        let simulator = try market.simulator(paths: 400_000, days: 10)
        let shift = -1_321.7810544090412 - simulator.valuesToday[0]
        let losses = LossDistribution(losses: simulator.losses().map { $0 + shift })
        let known: [(ConfidenceLevel, Double, Double)] = [
            (0.95, 123.34389999384739, 161.47863520252722), (0.99, 185.35268387650086, 218.05273264210842),
            (0.999, 259.5225701794011, 287.87088937064306),
        ]
        for (confidence, valueAtRisk, shortfall) in known {
            #expect(isWithin(4, ValueAtRisk(confidence: confidence).estimate(losses), of: valueAtRisk))
            #expect(isWithin(4, ExpectedShortfall(confidence: confidence).estimate(losses), of: shortfall))
        }
        #expect(isWithin(4, MeanLoss().estimate(losses), of: -4.714699804307028))
    }
}

#if canImport(Glibc)
    import Glibc
#endif
