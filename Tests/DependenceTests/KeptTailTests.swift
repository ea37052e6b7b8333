import Dependence
import Settings
import Statistics
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

@Suite("Generalised Pareto tails stay as they were fitted")
struct KeptTailTests {
    /// A. McNeil, R. Frey, P. Embrechts, “Quantitative Risk Management”, example of AT&T: 521 weekly losses in percent, of
    /// which 102 beyond u = 2.75, ξ = 0.22 and β = 2.1 give a value-at-risk of 11.7 % and a shortfall of 17.0 % at 99 %. From
    /// the rounded parameters the formulas say 11.57 and 16.75.
    @Test("McNeil, Frey and Embrechts: weekly losses of AT&T")
    func weeklyLosses() throws {
        let (u, ξ, β, share, deviation) = (2.75, 0.22, 2.1, 102.0 / 521, 3.9)
        let body = [-u, -1.3, -0.4, 0.35, 1.1, 2.0, 3.1].map { Value.Content.number($0 / deviation) }
        let marginal = GeneralisedParetoTails(
            Specification(
                kind: GeneralisedParetoTails.kind,
                settings: [
                    "threshold": .number(share), "lowerShape": .number(ξ), "lowerScale": .number(β / deviation),
                    "upperShape": .number(0.05), "upperScale": .number(1.7 / deviation), "body": .list(body),
                ]))
        let normal = NormalDistribution.standard
        func quantile(_ p: Double) -> Double { -deviation * marginal.driver(score: normal.quantile(p)) }
        let known = u + β / ξ * (pow(0.01 / share, -ξ) - 1)
        #expect(abs(quantile(0.01) / known - 1) < 1e-9)
        #expect(abs(quantile(0.01) / 11.7 - 1) < 0.015)
        // The mean beyond it, by quadrature over the probability.
        let nodes = (0..<200_000).map { 0.01 * (Double($0) + 0.5) / 200_000 }
        let shortfall = nodes.reduce(0) { $0 + quantile($1) } / 200_000
        #expect(abs(shortfall / ((known + β - ξ * u) / (1 - ξ)) - 1) < 0.005)
        #expect(abs(shortfall / 17 - 1) < 0.025)
        // And the whole has the mean and the variance of a driver.
        let all = (0..<400_000).map { marginal.driver(score: normal.quantile((Double($0) + 0.5) / 400_000)) }
        let mean = all.reduce(0, +) / 400_000
        #expect(abs(mean) < 1e-3)
        #expect(abs(all.reduce(0) { $0 + $1 * $1 } / 400_000 - 1) < 0.01)
    }

    @Test("a heavy tail keeps its quantiles")
    func heavy() throws {
        // A sample whose worst days are milder than the tail that they are fitted by.
        let law = StudentTDistribution(degreesOfFreedom: 2.6)
        let raw = (1...500).map { law.quantile(Double($0) / 501) }
        let deviation = Descriptive(raw).standardDeviation
        let sample = raw.map { $0 / deviation }
        let fit = try GeneralisedParetoTails.fit(
            sample, given: Specification(kind: "", settings: ["threshold": .number(0.1)]))
        let marginal = GeneralisedParetoTails(fit.specification)
        let (ξ, β) = (fit.parameters[0].value, fit.parameters[1].value)
        let u = Descriptive(sample).quantile(0.1)
        for p in [0.001, 0.01, 0.05] {
            let known = u - β / ξ * (pow(p / 0.1, -ξ) - 1)
            let value = marginal.driver(score: NormalDistribution.standard.quantile(p))
            #expect(abs(value - known) < 1e-6, "\(p): \(value), not \(known)")
        }
    }

    /// The mean square of the tails alone is 2·0.1·(1.5² + 2·1.5·2 + 2·2²) = 3.25, so no middle makes it 1.
    @Test("tails that no middle goes with are refused, with how far the deviation is off")
    func deviationOff() throws {
        let settings: [String: Value.Content] = [
            "threshold": .number(0.1), "lowerShape": .number(0), "lowerScale": .number(2), "upperShape": .number(0),
            "upperScale": .number(2), "body": .list([-1.5, -0.5, 0, 0.5, 1.5].map { .number($0) }),
        ]
        let wide = Specification(kind: "", settings: settings)
        let error = #expect(throws: DependenceFitError.self) { try GeneralisedParetoTails.fit([], given: wide) }
        guard case .deviationOff(let deviation)? = error else {
            Testing.Issue.record("\(String(describing: error))")
            return
        }
        #expect(deviation * deviation > 3.25 && deviation < 1.9)
        var narrow = wide
        narrow.settings["lowerScale"] = .number(0.5)
        narrow.settings["upperScale"] = .number(0.5)
        #expect(try GeneralisedParetoTails.fit([], given: narrow).specification == narrow)
    }
}
