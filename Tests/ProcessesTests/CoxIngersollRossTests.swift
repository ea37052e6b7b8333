import Processes
import Settings
import Statistics
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Cox, Ingersoll and Ross's process moves by its exact law")
struct CoxIngersollRossTests {
    private func make(level: Double, κ: Double, θ: Double, σ: Double) -> CoxIngersollRoss {
        CoxIngersollRoss(
            MeanRevertingPaths.parameters(
                "cox-ingersoll-ross", level: level, ["meanReversion": κ, "longLevel": θ, "volatility": σ]))
    }

    /// Of every number of degrees of freedom: 10, 2.25, 1.5, just above 1, 1, 0.4, 0.04.
    private static let cases: [(level: Double, κ: Double, θ: Double, σ: Double)] = [
        (0.03, 0.5, 0.05, 0.1), (0.09, 2, 0.09, 0.565_685_424_949_238), (0.04, 0.5, 0.03, 0.2),
        (0.04, 0.5, 0.0201, 0.2), (0.04, 0.5, 0.02, 0.2), (0.04, 0.5, 0.03, 0.387_298_334_620_741_7),
        (0.02, 0.1, 0.01, 0.3), (0, 0.5, 0.05, 0.1), (0, 0.5, 0.03, 0.387_298_334_620_741_7),
    ]

    /// J. C. Cox, J. E. Ingersoll, S. A. Ross 1985, equations (18) and (19).
    @Test("terminal distribution, mean and variance, however the step is split, whatever the degrees of freedom")
    func distribution() throws {
        for (level, κ, θ, σ) in Self.cases {
            let process = make(level: level, κ: κ, θ: θ, σ: σ)
            let time = 1.5
            let decay = exp(-κ * time)
            let scale = σ * σ * (1 - decay) / (4 * κ)
            let law = NonCentralChiSquareDistribution(
                degreesOfFreedom: 4 * κ * θ / (σ * σ), nonCentrality: level * decay / scale)
            let mean = θ + (level - θ) * decay
            let variance =
                level * σ * σ / κ * (decay - decay * decay) + θ * σ * σ / (2 * κ) * (1 - decay) * (1 - decay)
            #expect(try abs(#require(process.expectedLevel(at: time)) - mean) < 1e-14)
            for ends in [[time], [0.004, 0.4, time]] {
                let levels = MeanRevertingPaths.levels(process, ends: ends, paths: 10_000)
                let name = "d = \(process.degreesOfFreedom) from \(level) in \(ends.count)"
                #expect(MeanRevertingPaths.distance(levels) { law.cumulative($0 / scale) } < 2.2, "\(name)")
                #expect(MeanRevertingPaths.isMean(levels, mean), "\(name)")
                #expect(MeanRevertingPaths.isMean(levels.map { ($0 - mean) * ($0 - mean) }, variance), "\(name)")
                #expect(levels.allSatisfy { $0 >= 0 }, "\(name)")
            }
        }
    }

    @Test("without a pull it is a martingale that stays at 0 where it arrives there")
    func absorption() {
        let process = make(level: 0.04, κ: 0, θ: 0.05, σ: 0.4)
        let levels = MeanRevertingPaths.levels(process, ends: [0.5, 1])
        // The chance of 0 at T is e^(−2x/(σ²T)).
        let known = exp(-2 * 0.04 / 0.16)
        let share = Double(levels.filter { $0 == 0 }.count) / Double(levels.count)
        #expect(abs(share - known) < 4 * (known * (1 - known) / Double(levels.count)).squareRoot())
        #expect(MeanRevertingPaths.isMean(levels, 0.04))
        #expect(MeanRevertingPaths.isMean(levels.map { ($0 - 0.04) * ($0 - 0.04) }, 0.04 * 0.16))
        #expect(MeanRevertingPaths.level(make(level: 0, κ: 0, θ: 0.05, σ: 0.4), at: 1, driver: 2) == 0)
    }

    @Test("without volatility it goes its certain way; with hardly any it does so too")
    func withoutVolatility() {
        let known = 0.05 - 0.02 * exp(-0.5)
        #expect(
            abs(MeanRevertingPaths.level(make(level: 0.03, κ: 0.5, θ: 0.05, σ: 0), at: 1, driver: 1) - known) < 1e-16)
        for σ in [1e-4, 1e-6, 1e-9] {
            // The deviation over a year, from the variance of the law.
            let decay = exp(-0.5)
            let variance = σ * σ * (0.03 / 0.5 * (decay - decay * decay) + 0.05 * (1 - decay) * (1 - decay))
            let levels = MeanRevertingPaths.levels(make(level: 0.03, κ: 0.5, θ: 0.05, σ: σ), ends: [1], paths: 5_000)
            let deviation = Descriptive(levels).standardDeviation
            #expect(abs(deviation / variance.squareRoot() - 1) < 4 / 1e4.squareRoot(), "σ = \(σ): \(deviation)")
            #expect(MeanRevertingPaths.isMean(levels, known), "σ = \(σ)")
        }
    }

    @Test("daily moves go with the correlated driver, for few degrees of freedom too")
    func correlation() {
        for (level, κ, θ, σ) in [(0.05, 0.5, 0.05, 0.1), (0.04, 0.5, 0.03, 0.387)] {
            MeanRevertingPaths.visit([make(level: level, κ: κ, θ: θ, σ: σ)], ends: [1.0 / 252], paths: 20_000) {
                _, levels, drivers in
                let z = Descriptive(drivers[0])
                let x = Descriptive(levels[0])
                let product = zip(drivers[0], levels[0]).reduce(0) { $0 + ($1.0 - z.mean) * ($1.1 - x.mean) }
                let correlation = product / Double(z.count - 1) / (z.standardDeviation * x.standardDeviation)
                #expect(correlation > 0.99, "\(correlation)")
            }
        }
    }

    @Test("a negative level is a problem that says so; 0 is none")
    func problem() {
        let example = CoxIngersollRoss.example
        var negative = example
        negative.level = -0.001
        #expect(CoxIngersollRoss.problem(with: negative)?.message.contains("-0.001") == true)
        negative.level = 0
        #expect(CoxIngersollRoss.problem(with: negative) == nil)
    }
}
