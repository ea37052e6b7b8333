import Processes
import Settings
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Cox, Ingersoll and Ross's process is fitted by maximum likelihood")
struct CoxIngersollRossFitTests {
    private func given(_ numbers: [String: Double] = [:]) -> Specification {
        Specification(kind: "", settings: numbers.mapValues { .number($0) })
    }

    private let known = [
        ("volatility", 0.8604780899, 0.0819562), ("meanReversion", 205.1432502, 47.46955),
        ("longLevel", 0.05016785647, 0.00140546),
    ]

    /// By scipy 1.17: Nelder–Mead on the sum of `ncx2.logpdf`, errors from differences of it.
    @Test("a written history: estimates, errors and likelihood")
    func knownAnswer() throws {
        let fit = try CoxIngersollRoss.fit(MeanRevertingPaths.sample(MeanRevertingPaths.writtenHistory), given: given())
        #expect(fit.parameters.map { $0.name } == known.map { $0.0 })
        for (parameter, (name, estimate, error)) in zip(fit.parameters, known) {
            #expect(abs(parameter.value - estimate) < 2e-5 * estimate, "\(name): \(parameter.value)")
            #expect(try abs(#require(parameter.standardError) - error) < 1e-2 * error, "\(name)")
        }
        #expect(abs(fit.logLikelihood - 399.53219863107745) < 1e-7)
        #expect(fit.uniforms.allSatisfy { $0 > 0 && $0 < 1 } && fit.freeParameters == 3)
    }

    @Test("levels that swing from day to day are refused; with the reversion stated all their changes are noise")
    func swinging() throws {
        let sample = try MeanRevertingPaths.sample((0..<400).map { 100 + Double($0 % 2) })
        #expect {
            try CoxIngersollRoss.fit(sample, given: given())
        } throws: { ($0 as? FitError)?.hint == "state meanReversion, or choose another process" }
        let fit = try CoxIngersollRoss.fit(sample, given: given(["meanReversion": 1]))
        let volatility = try #require(fit.parameters.first { $0.name == "volatility" })
        #expect(abs(volatility.value - (252 / 100.5).squareRoot()) < 0.05 * volatility.value, "\(volatility)")
    }

    @Test("what is given is held")
    func givenOthers() throws {
        let sample = try MeanRevertingPaths.sample(MeanRevertingPaths.writtenHistory)
        for held in 0..<3 {
            let fit = try CoxIngersollRoss.fit(sample, given: given([known[held].0: known[held].1]))
            #expect(fit.parameters.count == 2 && fit.freeParameters == 2)
            for (name, estimate, _) in known where name != known[held].0 {
                let found = try #require(fit.parameters.first { $0.name == name })
                #expect(abs(found.value - estimate) < 1e-4 * estimate, "\(name) with \(known[held].0) given")
            }
        }
        let all = Dictionary(uniqueKeysWithValues: known.map { ($0.0, $0.1) })
        let fit = try CoxIngersollRoss.fit(sample, given: given(all))
        #expect(fit.parameters.isEmpty && abs(fit.logLikelihood - 399.53219863107745) < 1e-7)
    }

    @Test("a history that runs away has no reversion, and says so")
    func withoutReversion() throws {
        var levels = [1.0]
        for day in 0..<200 { levels.append(levels[day] * 1.01 + 0.001 * sin(Double(day * day))) }
        let fit = try CoxIngersollRoss.fit(MeanRevertingPaths.sample(levels), given: given())
        #expect(fit.parameters[1].value == 0 && fit.parameters[1].standardError == nil)
        #expect(fit.parameters[2].standardError == nil && fit.parameters[0].standardError != nil)
        #expect(fit.method.contains("no reversion") && fit.freeParameters == 2)
    }

    @Test("histories that cannot be fitted are refused with the reason")
    func refusals() throws {
        #expect(throws: FitError.impossibleLevel(0)) {
            try CoxIngersollRoss.fit(MeanRevertingPaths.sample(Array(repeating: 1, count: 40) + [0]), given: given())
        }
        #expect(throws: FitError.tooFewMoves(needed: 30, found: 4)) {
            try CoxIngersollRoss.fit(MeanRevertingPaths.sample([1, 2, 1, 3, 1]), given: given())
        }
        #expect(throws: FitError.noVariation) {
            try CoxIngersollRoss.fit(MeanRevertingPaths.sample(Array(repeating: 1, count: 40)), given: given())
        }
    }

    @Test("simulated parameters are found again within three standard errors")
    func recovery() throws {
        let count = MeanRevertingPaths.slow ? 200 : 4
        let truth = ["meanReversion": 4, "longLevel": 0.04, "volatility": 0.2]
        let process = CoxIngersollRoss(MeanRevertingPaths.parameters("", level: 0.05, truth))
        let samples = try MeanRevertingPaths.histories(process, factor: "IR.TEST", days: 5_040, count: count, seed: 5)
        let fits = try samples.map { try CoxIngersollRoss.fit($0, given: given()) }
        let (inside, all) = MeanRevertingPaths.covered(fits, truth)
        #expect(all == 3 * count)
        #expect(Double(inside) >= 0.95 * Double(all), "\(inside) of \(all)")
        #expect(MeanRevertingPaths.distance(fits[0].uniforms) { $0 } < 2.2)
        // The volatility it foresees is σ·√x, nearly.
        for (level, volatility) in zip(samples[0].from, fits[0].volatilities) {
            #expect(abs(volatility / (0.2 * level.squareRoot()) - 1) < 0.1)
        }
        if MeanRevertingPaths.slow { print("Cox–Ingersoll–Ross: \(inside) of \(all) within three standard errors") }
    }
}
