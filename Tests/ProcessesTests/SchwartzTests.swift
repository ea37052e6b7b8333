import Processes
import Settings
import Statistics
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Schwartz's commodity price: its logarithm reverts")
struct SchwartzTests {
    private let truth = ["meanReversion": 0.9, "longLevel": 75, "volatility": 0.35]

    private func make(level: Double, _ numbers: [String: Double]) -> Schwartz {
        Schwartz(MeanRevertingPaths.parameters("schwartz", level: level, numbers))
    }

    /// E. S. Schwartz 1997, equations (3) and (4), with α = ln 75.
    @Test("log price is normal with the known mean and variance, however the step is split")
    func distribution() throws {
        let process = make(level: 60, truth)
        let decay = exp(-0.9 * 2.0)
        let mean = decay * log(60) + (1 - decay) * log(75)
        let variance = 0.35 * 0.35 / 1.8 * (1 - decay * decay)
        let law = NormalDistribution(mean: mean, standardDeviation: variance.squareRoot())
        for ends in [[2.0], [0.2, 0.25, 2]] {
            let levels = MeanRevertingPaths.levels(process, ends: ends)
            #expect(MeanRevertingPaths.distance(levels) { law.cumulative(log($0)) } < 2.2)
            #expect(MeanRevertingPaths.isMean(levels, exp(mean + variance / 2)))
        }
        #expect(try abs(#require(process.expectedLevel(at: 2)) - exp(mean + variance / 2)) < 1e-11)
        #expect(try abs(#require(process.expectedLevel(at: 500)) - 75 * exp(0.35 * 0.35 / 3.6)) < 1e-10)
    }

    @Test("without reversion it is geometric Brownian motion whose logarithm has no drift")
    func withoutReversion() {
        let process = make(level: 60, ["meanReversion": 0, "longLevel": 75, "volatility": 0.35])
        for driver in [-1.0, 0, 2] {
            let level = MeanRevertingPaths.level(process, at: 0.25, driver: driver)
            #expect(abs(level - 60 * exp(0.35 * 0.5 * driver)) < 1e-12)
        }
    }

    @Test("a price of 0 or less is a problem that says so")
    func problem() {
        let problem = Schwartz.problem(with: MeanRevertingPaths.parameters("schwartz", level: -37.63, truth))
        #expect(problem?.message.contains("-37.63") == true)
        #expect(Schwartz.problem(with: MeanRevertingPaths.parameters("schwartz", level: 1, truth)) == nil)
    }

    @Test("its fit is that of the logarithms")
    func fit() throws {
        let levels = MeanRevertingPaths.writtenHistory
        let none = Specification(kind: "")
        let fit = try Schwartz.fit(MeanRevertingPaths.sample(levels), given: none)
        let logs = try OrnsteinUhlenbeck.fit(MeanRevertingPaths.sample(levels.map { log($0) }), given: none)
        #expect(fit.parameters[0] == logs.parameters[0] && fit.parameters[1] == logs.parameters[1])
        #expect(abs(fit.parameters[2].value - exp(logs.parameters[2].value)) < 1e-15)
        #expect(fit.parameters[2].name == "longLevel" && fit.kind == "schwartz")
        let (a, b) = (try #require(fit.parameters[2].standardError), try #require(logs.parameters[2].standardError))
        #expect(abs(a - b * fit.parameters[2].value) < 1e-15)
        #expect(fit.uniforms == logs.uniforms && fit.logLikelihood == logs.logLikelihood)
        let held = try Schwartz.fit(
            MeanRevertingPaths.sample(levels), given: Specification(kind: "", settings: ["longLevel": .number(0.05)]))
        #expect(held.parameters.map { $0.name } == ["volatility", "meanReversion"])
    }
}
