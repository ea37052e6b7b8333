import Calibration
import Foundation
import Kernels
import Market
import MarketTwin
import Randomness
import Reports
import TestSupport
import Testing

@Suite("Calibration as a result")
struct CalibrationRunTests {
    private static func calibrate(_ name: String) throws -> CalibrationStudy.Finding {
        try CalibrationStudy().run("\(Shipped.folder)/\(name).yaml", in: .standard())
    }

    @Test(
        "shipped scenarios: parameters with errors, likelihood and a diagnosis for every fit",
        arguments: ["jumps", "clustered-volatility", "mean-reversion", "stochastic-volatility", "copula"])
    func shipped(name: String) throws {
        let result = try Self.calibrate(name)
        let report = result.report
        #expect(
            report.run == (try Workshop.standard().check(ScenarioRequest("\(Shipped.folder)/\(name).yaml"))).identity)
        let fitted = report.factors.filter { $0.method != nil }
        #expect(fitted.isEmpty == (name == "copula"))
        for factor in fitted {
            let diagnosis = try #require(factor.diagnosis, "\(factor.id)")
            #expect(!factor.parameters.isEmpty)
            for parameter in factor.parameters {
                #expect(parameter.value.isFinite && parameter.standardError ?? 1 > 0, "\(factor.id) \(parameter.name)")
            }
            let likelihood = try #require(factor.logLikelihood)
            // −2 ln L + 2k and −2 ln L + k·ln n, for the same number of parameters k.
            let count = (try #require(factor.akaike) + 2 * likelihood) / 2
            #expect(abs(count - count.rounded()) < 1e-6 && count >= 0)
            let bayesian = count * log(Double(diagnosis.moves)) - 2 * likelihood
            #expect(abs(try #require(factor.bayesian) - bayesian) < 1e-6 * abs(bayesian))
            #expect(diagnosis.uniformCounts.reduce(0, +) == diagnosis.moves)
            #expect((100...1_500).contains(diagnosis.moves) && diagnosis.to <= report.asOf)
            #expect(diagnosis.volatilities.allSatisfy { $0.modelled > 0 && $0.realised > 0 })
        }
        let errors = fitted.flatMap(\.parameters).compactMap(\.standardError)
        #expect(fitted.isEmpty || errors.count >= fitted.count)
        let spectrum = try #require(report.spectrum)
        #expect(abs(spectrum.eigenvalues.reduce(0, +) - Double(spectrum.eigenvalues.count)) < 1e-9)

        let json = try JSONSerialization.jsonObject(with: Data(FindingJSON().render(report).utf8))
        let object = try #require(json as? [String: Any])
        #expect(object["schema"] as? String == "market-twin.calibration/1")
        #expect((object["factors"] as? [Any])?.count == report.factors.count)
        #expect((object["run"] as? String)?.count == 64)
        let page = DocumentPage().render(Document(report))
        for factor in report.factors { #expect(page.contains(factor.id.name)) }
        #expect(try #require(result.model).scenario.contains("correlationFile"))
    }

    @Test("the moves of a factor under a copula are judged by its marginal, under student-t by that law")
    func marginals() throws {
        let report = try Self.calibrate("copula").report
        #expect(report.dependenceFit?.parameters.first?.standardError ?? 0 > 0)
        for factor in report.factors {
            let diagnosis = try #require(factor.diagnosis)
            #expect(factor.marginal == (factor.id.name == "EQ.KO" ? "student-t" : "generalised-pareto-tails"))
            #expect(diagnosis.excessKurtosis > 2, "\(factor.id)")
            #expect(diagnosis.quantiles.allSatisfy { abs($0.observed) < 5 })
        }
        // Fifteen hundred moves are far from normal and close to the law fitted to them, whose body is bent but little.
        #expect(report.factors.count { $0.diagnosis?.uniformity.pValue ?? 0 > 0.05 } >= 18)
        func shapes(_ dependence: String) throws -> [Double] {
            try CalibrationStudy().run(
                "\(Shipped.folder)/fitted-t.yaml",
                overrides: dependence.isEmpty ? [] : [Override(path: "dependence", value: dependence)], in: .standard()
            ).report.factors.compactMap { $0.diagnosis?.uniformity.statistic }
        }
        let (t, normal) = (try shapes(""), try shapes("{kind: gaussian}"))
        #expect(t.count == normal.count && t.count > 5)
        #expect(t.reduce(0, +) < 0.7 * normal.reduce(0, +))
    }

    /// Levels of a GARCH(1,1) with normal innovations on weekdays.
    private static func history(ω: Double, α: Double, β: Double, days: Int) -> String {
        let normals = RowStorage(rowCount: 1, pathCount: days)
        PhiloxDraws(seed: 8).normals(step: 0, paths: 0..<days, into: normals.rows)
        var (variance, level) = (ω / (1 - α - β), 100.0)
        let lines = normals.copy(row: 0).enumerated().map { day, normal in
            let change = variance.squareRoot() * normal
            variance = ω + α * change * change + β * variance
            level *= exp(change)
            return "\(CalendarDate(dayNumber: 15_005 + Int32(day / 5 * 7 + day % 5))),\(level)"
        }
        return "date,EQ.A\n" + lines.joined(separator: "\n") + "\n"
    }

    @Test("clustered moves: GARCH finds its parameters and nothing is rejected; a Brownian motion is, for its squares")
    func clusters() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try folder.write("p.csv", Self.history(ω: 4e-6, α: 0.12, β: 0.85, days: 2_500))
        func factor(_ process: String) throws -> CalibratedFactor {
            let text = """
                version: 1
                title: Clusters
                market: {history: [{kind: csv, path: p.csv}]}
                calibration: {window: 2_499d}
                factors: {EQ.A: {process: {kind: \(process)}}}
                portfolio: {positions: [{id: a, quantity: 1, instrument: {kind: equity, factor: EQ.A}}]}
                """
            let file = try folder.write("s.yaml", text)
            return try #require(try CalibrationStudy().run(file, in: .standard()).report.factors.first)
        }
        let garch = try factor("garch")
        for (name, known) in [("omega", 4e-6), ("alpha", 0.12), ("beta", 0.85)] {
            let parameter = try #require(garch.parameters.first { $0.name == name })
            #expect(abs(parameter.value - known) < 3 * (try #require(parameter.standardError)), "\(parameter)")
        }
        let right = try #require(garch.diagnosis)
        #expect(right.moves == 2_499)
        #expect(right.uniformity.pValue > 0.01 && right.independence.pValue > 0.01)
        #expect(right.squareIndependence.pValue > 0.01)
        let wrong = try #require(try factor("geometric-brownian-motion").diagnosis)
        #expect(wrong.squareIndependence.pValue < 1e-10)
        #expect(wrong.squareAutocorrelations[0] > 0.05 && abs(right.squareAutocorrelations[0]) < 0.08)
        #expect(wrong.volatility == right.volatility)
    }

    @Test("the text of a calibration", arguments: ["clustered-volatility", "copula"])
    func golden(name: String) throws {
        let document = Document(try Self.calibrate(name).report)
        try expectPresentable(document, .calibrate)
        let text = DocumentText().render(document)
        try expectRecorded(text, as: "calibration-\(name)")
    }
}
