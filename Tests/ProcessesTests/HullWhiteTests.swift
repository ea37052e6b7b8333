import Processes
import Settings
import Statistics
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Hull and White's model moves the nodes of a curve")
struct HullWhiteTests {
    private func make(
        a: Double, σ: Double, premium: Double = 0, tenor: Double, tenors: [Double], rates: [Double], level: Double
    ) -> HullWhite {
        var parameters = MeanRevertingPaths.parameters(
            "hull-white", level: level, ["meanReversion": a, "volatility": σ, "riskPremium": premium])
        parameters.curve = InitialCurve(tenors: tenors, rates: rates, tenor: tenor)
        return HullWhite(parameters)
    }

    /// G. Kirikos, D. Novak, “Convexity conundrums”, Risk 10(3), 1997: futures at 94, σ 1.5%, from five years; figures of
    /// QuantLib's testFuturesConvexityBias. The futures rate is the mean of the simple rate under the bank account.
    @Test("the convexity of futures")
    func futuresConvexity() throws {
        for (end, a, forward) in [
            (5.25, 0.03, 0.0573037), (5.25, 0.0001, 0.0568627), (5.25, 0.0, 0.0568611), (5.001, 0.03, 0.0575736),
            (5.000001, 0.03, 0.0575747),
        ] {
            let tenor = end - 5
            let known = log(1 + forward * tenor) / tenor
            let process = make(a: a, σ: 0.015, tenor: tenor, tenors: [1], rates: [known], level: known)
            let mean = MeanRevertingPaths.level(process, at: 5, driver: 0)
            let deviation = MeanRevertingPaths.level(process, at: 5, driver: 1) - mean
            #expect(try abs(#require(process.expectedLevel(at: 5)) - mean) < 1e-15)
            let growth = expm1(tenor * mean + tenor * tenor * deviation * deviation / 2)
            #expect(abs(growth / tenor - 0.06) < 2e-6, "T = \(end), a = \(a): \(growth / tenor)")
        }
    }

    /// Vasicek's bond prices at κ 0.3, θ 5%, σ 2%, r₀ 3%, by QuantLib; his model is Hull and White's on his own curve.
    @Test("on Vasicek's curve it is Vasicek's model")
    func vasicek() throws {
        let (κ, θ, σ, start) = (0.3, 0.05, 0.02, 0.03)
        func rate(_ r: Double, _ τ: Double) -> Double {
            let b = (1 - exp(-κ * τ)) / κ
            let logA = (θ - σ * σ / (2 * κ * κ)) * (b - τ) - σ * σ * b * b / (4 * κ)
            return (b * r - logA) / τ
        }
        for (τ, price) in [(1.0, 0.9678601700771993), (5, 0.8227627109835557), (10, 0.6538920812770456)] {
            #expect(abs(exp(-τ * rate(start, τ)) - price) < 1e-14)
        }
        let tenors = [1.0, 2, 3, 5, 7]
        for τ in [1.0, 3, 5] {
            let process = make(
                a: κ, σ: σ, tenor: τ, tenors: tenors, rates: tenors.map { rate(start, $0) }, level: rate(start, τ))
            for driver in [-2.0, 0, 1] {
                // Mean and deviation of the short rate after two years.
                let short = 0.03902376727811947 + 0.021584034038887753 * driver
                let level = MeanRevertingPaths.level(process, at: 2, driver: driver)
                #expect(abs(level - rate(short, τ)) < 1e-13, "\(τ): \(level) for \(rate(short, τ))")
            }
        }
    }

    @Test("discounted bonds are martingales: the mean of what they cost, discounted, is today's price")
    func martingale() {
        let tenors = [0.5, 1, 2, 5, 7, 10]
        let rates = [0.02, 0.022, 0.03, 0.035, 0.036, 0.04]
        for a in [0, 0.1] {
            // A tenor of a minute stands for the short rate.
            let short = make(a: a, σ: 0.02, tenor: 2e-6, tenors: tenors, rates: rates, level: 0.02)
            let long = make(a: a, σ: 0.02, tenor: 5, tenors: tenors, rates: rates, level: 0.035)
            let count = 200
            let dt = 2.0 / Double(count)
            var integral = Array(repeating: 0.02 * dt / 2, count: 10_000)
            var prices: [Double] = []
            MeanRevertingPaths.visit([short, long], ends: (1...count).map { Double($0) * dt }, paths: 10_000) {
                step, levels, _ in
                let weight = step == count - 1 ? dt / 2 : dt
                for path in integral.indices { integral[path] += weight * levels[0][path] }
                if step == count - 1 { prices = zip(integral, levels[1]).map { exp(-$0 - 5 * $1) } }
            }
            let known = exp(-7 * 0.036)
            #expect(MeanRevertingPaths.isMean(prices, known), "a = \(a): \(Descriptive(prices).mean) for \(known)")
            #expect(MeanRevertingPaths.isMean(integral.map { exp(-$0) }, exp(-2 * 0.03)), "a = \(a)")
        }
    }

    @Test("without reversion and volatility the curve rolls along its forwards; a premium lifts it")
    func roll() {
        let tenors = [1.0, 2, 5]
        let rates = [0.01, 0.02, 0.03]
        let still = make(a: 0, σ: 0, tenor: 1, tenors: tenors, rates: rates, level: 0.01)
        #expect(abs(MeanRevertingPaths.level(still, at: 1, driver: 3) - (2 * 0.02 - 0.01)) < 1e-15)
        // Flat outside the nodes: from 8 years on all forwards are 3%.
        #expect(abs(MeanRevertingPaths.level(still, at: 8, driver: 3) - 0.03) < 1e-15)
        let lifted = make(a: 0.2, σ: 0, premium: 0.005, tenor: 1, tenors: tenors, rates: rates, level: 0.01)
        let weight = (1 - exp(-0.2)) / 0.2
        #expect(abs(MeanRevertingPaths.level(lifted, at: 1, driver: 0) - (0.03 + 0.005 * weight * weight)) < 1e-15)
    }

    @Test("splitting the steps changes nothing, with drivers that add up")
    func splitting() throws {
        let process = make(
            a: 0.1, σ: 0.02, premium: 0.001, tenor: 5, tenors: [1, 5, 10], rates: [0.02, 0.035, 0.04], level: 0.035)
        let mean = try #require(process.expectedLevel(at: 3))
        let deviation = MeanRevertingPaths.level(process, at: 3, driver: 1) - mean
        let law = NormalDistribution(mean: mean, standardDeviation: deviation)
        let levels = MeanRevertingPaths.levels(process, ends: [0.1, 1, 1.5, 3])
        #expect(MeanRevertingPaths.distance(levels) { law.cumulative($0) } < 2.2)
    }

    @Test("a factor that is no node of a curve is a problem that says what would be one")
    func problem() {
        var parameters = HullWhite.example
        #expect(HullWhite.problem(with: parameters) == nil)
        parameters.curve = nil
        #expect(HullWhite.problem(with: parameters)?.hint?.contains("IR.USD.5Y") == true)
    }

    @Test("its fit is the node's autoregression, seen from the short rate")
    func fit() throws {
        let levels = MeanRevertingPaths.writtenHistory
        let none = Specification(kind: "")
        let fit = try HullWhite.fit(MeanRevertingPaths.sample(levels, factor: "IR.USD.6M"), given: none)
        let node = try OrnsteinUhlenbeck.fit(MeanRevertingPaths.sample(levels), given: none)
        #expect(fit.parameters.map { $0.name } == ["volatility", "meanReversion", "longRate"])
        #expect(fit.parameters.map { $0.isSetting } == [true, true, false])
        let κ = fit.parameters[1].value
        let loading = (1 - exp(-κ * 0.5)) / (κ * 0.5)
        #expect(abs(fit.parameters[0].value * loading / node.parameters[0].value - 1) < 1e-12)
        #expect(fit.volatilities == node.volatilities && fit.uniforms == node.uniforms)
        // With the reversion given, the errors of the volatilities are in the same proportion.
        let given = Specification(kind: "", settings: ["meanReversion": .number(0.1)])
        let held = try HullWhite.fit(MeanRevertingPaths.sample(levels, factor: "IR.USD.6M"), given: given)
        let heldNode = try OrnsteinUhlenbeck.fit(MeanRevertingPaths.sample(levels), given: given)
        let ratio = held.parameters[0].value / heldNode.parameters[0].value
        #expect(abs(ratio - 0.05 / (1 - exp(-0.05))) < 1e-12)
        let (a, b) = (
            try #require(held.parameters[0].standardError), try #require(heldNode.parameters[0].standardError)
        )
        #expect(abs(a / b - ratio) < 1e-9)
        #expect {
            try HullWhite.fit(MeanRevertingPaths.sample(levels, factor: "EQ.ACME"), given: none)
        } throws: { ($0 as? FitError)?.hint?.contains("IR.USD.5Y") == true }
    }

    @Test("simulated parameters are found again within three standard errors")
    func recovery() throws {
        let count = MeanRevertingPaths.slow ? 400 : 8
        // Without the roll of a curve that is flat, the node is an autoregression.
        let truth = ["meanReversion": 2, "volatility": 0.015, "riskPremium": 0]
        var parameters = MeanRevertingPaths.parameters("", level: 0.04, truth)
        parameters.curve = InitialCurve(tenors: [1], rates: [0.04], tenor: 2)
        let samples = try MeanRevertingPaths.histories(
            HullWhite(parameters), factor: "IR.USD.2Y", days: 10_080, count: count, seed: 9)
        let fits = try samples.map { try HullWhite.fit($0, given: Specification(kind: "")) }
        let (inside, all) = MeanRevertingPaths.covered(fits, truth)
        #expect(all == 2 * count)
        #expect(Double(inside) >= 0.95 * Double(all), "\(inside) of \(all)")
        if MeanRevertingPaths.slow { print("Hull–White: \(inside) of \(all) within three standard errors") }
    }
}
