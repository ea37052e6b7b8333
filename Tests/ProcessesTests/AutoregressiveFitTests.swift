import Processes
import Settings
import Statistics
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Gaussian mean reversion is fitted by exact maximum likelihood")
struct AutoregressiveFitTests {
    private func given(_ numbers: [String: Double] = [:]) -> Specification {
        Specification(kind: "", settings: numbers.mapValues { .number($0) })
    }

    private func value(_ fit: ProcessFit, _ name: String) -> ProcessFit.Parameter? {
        fit.parameters.first { $0.name == name }
    }

    /// By scipy 1.17: Nelder–Mead on the sum of normal log densities, errors from differences of it.
    @Test("a written history: estimates, errors and likelihood")
    func knownAnswer() throws {
        let sample = try MeanRevertingPaths.sample(MeanRevertingPaths.writtenHistory)
        let fit = try OrnsteinUhlenbeck.fit(sample, given: given())
        let known = [
            ("meanReversion", 206.1011147, 47.577), ("longLevel", 0.05016741177, 0.00136961),
            ("volatility", 0.1888170776, 0.017978),
        ]
        for (name, estimate, error) in known {
            let parameter = try #require(value(fit, name))
            #expect(abs(parameter.value - estimate) < 1e-6 * estimate, "\(name): \(parameter.value)")
            #expect(try abs(#require(parameter.standardError) - error) < 1e-3 * error, "\(name)")
        }
        #expect(abs(fit.logLikelihood - 400.6890045417067) < 1e-8)
        #expect(fit.observations == 119 && fit.freeParameters == 3 && fit.uniforms.count == 119)
    }

    /// By the same search with σ = 0.25 held.
    @Test("with the volatility given, the rest is as likely as can be")
    func givenVolatility() throws {
        let sample = try MeanRevertingPaths.sample(MeanRevertingPaths.writtenHistory)
        let fit = try Vasicek.fit(sample, given: given(["volatility": 0.25]))
        #expect(value(fit, "volatility") == nil && fit.freeParameters == 2)
        #expect(try abs(#require(value(fit, "meanReversion")).value - 339.869273) < 1e-3)
        #expect(try abs(#require(value(fit, "longLevel")).value - 0.0501312583) < 1e-8)
        #expect(abs(fit.logLikelihood - 397.5530655782138) < 1e-8)
    }

    @Test("what is given is held, and the likelihood falls by it")
    func givenOthers() throws {
        let sample = try MeanRevertingPaths.sample(MeanRevertingPaths.writtenHistory)
        let free = try OrnsteinUhlenbeck.fit(sample, given: given())
        for numbers in [["longLevel": 0.052], ["meanReversion": 150], ["meanReversion": 150, "longLevel": 0.052]] {
            let fit = try OrnsteinUhlenbeck.fit(sample, given: given(numbers))
            #expect(fit.parameters.count == 3 - numbers.count && fit.freeParameters == 3 - numbers.count)
            #expect(fit.parameters.allSatisfy { numbers[$0.name] == nil && $0.standardError != nil })
            #expect(fit.logLikelihood < free.logLikelihood && fit.logLikelihood > free.logLikelihood - 5)
        }
        // Given what was found, nothing else changes.
        let κ = try #require(value(free, "meanReversion")).value
        let same = try OrnsteinUhlenbeck.fit(sample, given: given(["meanReversion": κ]))
        #expect(try abs(#require(value(same, "volatility")).value - #require(value(free, "volatility")).value) < 1e-12)
        #expect(abs(same.logLikelihood - free.logLikelihood) < 1e-9)
    }

    @Test("a history that runs away has no reversion, and says so")
    func withoutReversion() throws {
        var levels = [1.0]
        for day in 0..<200 { levels.append(levels[day] * 1.01 + 0.001 * sin(Double(day * day))) }
        let fit = try OrnsteinUhlenbeck.fit(MeanRevertingPaths.sample(levels), given: given())
        let reversion = try #require(value(fit, "meanReversion"))
        let longLevel = try #require(value(fit, "longLevel"))
        #expect(reversion.value == 0 && reversion.standardError == nil && longLevel.standardError == nil)
        #expect(abs(longLevel.value - Descriptive(levels.dropLast()).mean) < 1e-12)
        #expect(fit.method.contains("no reversion") && fit.freeParameters == 2)
        // Then the volatility is that of changes about 0.
        let squares = zip(levels, levels.dropFirst()).map { ($1 - $0) * ($1 - $0) }
        let known = (Descriptive(squares).mean * 252).squareRoot()
        #expect(try abs(#require(value(fit, "volatility")).value - known) < 1e-12)
    }

    @Test("histories that cannot be fitted are refused with the reason")
    func refusals() throws {
        #expect(throws: FitError.tooFewMoves(needed: 30, found: 9)) {
            try OrnsteinUhlenbeck.fit(MeanRevertingPaths.sample(Array(repeating: 1, count: 10)), given: given())
        }
        #expect(throws: FitError.noVariation) {
            try OrnsteinUhlenbeck.fit(MeanRevertingPaths.sample(Array(repeating: 1, count: 50)), given: given())
        }
        let swinging = (0..<60).map { 1 + ($0 % 2 == 0 ? 0.1 : -0.1) + 0.01 * sin(Double($0 * $0)) }
        #expect {
            try OrnsteinUhlenbeck.fit(MeanRevertingPaths.sample(swinging), given: given())
        } throws: { "\($0)".contains("within a day") }
        #expect(throws: FitError.impossibleLevel(-1)) {
            try Schwartz.fit(MeanRevertingPaths.sample(Array(repeating: 1, count: 40) + [-1]), given: given())
        }
        #expect {
            try Vasicek.fit(MeanRevertingPaths.sample(swinging), given: given(["volatility": 0, "meanReversion": 1]))
        } throws: { "\($0)".contains("stated as 0") }
    }

    @Test("simulated parameters are found again within three standard errors")
    func recovery() throws {
        let count = MeanRevertingPaths.slow ? 400 : 12
        let truth = ["meanReversion": 4, "longLevel": 0.04, "volatility": 0.02]
        let process = Vasicek(MeanRevertingPaths.parameters("vasicek", level: 0.05, truth))
        // Forty years: the upward bias of κ, 4/T, is then a quarter of its error.
        let samples = try MeanRevertingPaths.histories(process, factor: "IR.TEST", days: 10_080, count: count, seed: 3)
        let fits = try samples.map { try Vasicek.fit($0, given: given()) }
        let (inside, all) = MeanRevertingPaths.covered(fits, truth)
        #expect(all == 3 * count)
        #expect(Double(inside) >= 0.95 * Double(all), "\(inside) of \(all)")
        // Under the right law the transforms are uniform.
        #expect(MeanRevertingPaths.distance(fits[0].uniforms) { $0 } < 2.2)
        #expect(fits.allSatisfy { abs($0.volatilities[0] - 0.02) < 0.001 })
        if MeanRevertingPaths.slow { print("Vasicek: \(inside) of \(all) within three standard errors") }
    }
}
