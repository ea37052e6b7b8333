import Calibrate
import Calibration
import LinearAlgebra
import Market
import Reports
import TestSupport
import Testing

@Suite("Calibration as text, JSON and HTML")
struct CalibrationPagesTests {
    /// Two factors, one with a diagnosis, and words that mean something to HTML, JSON and terminals.
    private static func report(factors extra: Int = 0) throws -> CalibrationReport {
        let changes = (0..<300).map { (Double($0 * 37 % 300) - 149.5) * 1e-4 }
        let diagnosis = FactorDiagnosis(
            changes: changes, dates: changes.indices.map { CalendarDate(dayNumber: 18_000 + Int32($0)) },
            uniforms: (0..<300).map { (Double($0 * 37 % 300) + 0.5) / 300 }, modelled: changes.map { _ in 0.14 })
        func factor(_ name: String, _ diagnosis: FactorDiagnosis?) throws -> CalibratedFactor {
            CalibratedFactor(
                id: try #require(FactorID(name)), process: "garch", marginal: diagnosis == nil ? nil : "student-t",
                level: 100, volatility: 0.14, drift: 0,
                method: diagnosis == nil ? nil : "maximum likelihood",
                parameters: [
                    .init(name: "alpha", value: 0.084, standardError: 0.012),
                    .init(name: "nextVariance", value: 1.2e-4, standardError: nil),
                ], logLikelihood: 812.25, akaike: -1_616.5, bayesian: -1_601.6, diagnosis: diagnosis)
        }
        return CalibrationReport(
            title: "Quiet & <wild> “days”\u{1B}[2J", scenario: "s.yaml", asOf: CalendarDate(dayNumber: 18_300),
            run: "abc", version: "1", dependence: "t copula, 4.2 degrees of freedom",
            covariance: "sample covariance, 300 changes",
            dependenceFit: DependenceSummary(
                method: "maximum likelihood", observations: 300,
                parameters: [.init(name: "degrees of freedom", value: 4.2, standardError: 0.4)], logLikelihood: 12,
                normalLogLikelihood: 3, tailDependence: [],
                marginals: [
                    .init(
                        factor: try #require(FactorID("EQ.A")), kind: "student-t", parameters: [], lowerThresholds: [],
                        upperThresholds: [])
                ]),
            factors: try [factor("EQ.A", diagnosis), factor("EQ.B", nil)]
                + (0..<extra).map { try factor("EQ.X\($0)", diagnosis) },
            spectrum: try Spectrum(Matrix([[1, 0.5], [0.5, 1]]), observations: 300), dataIssues: [],
            notes: ["a note with <tags> & more"])
    }

    @Test("the page is well-formed, whatever the names, with four charts for each diagnosis")
    func page() throws {
        let markup = MarkupCheck(DocumentPage().render(Document(try Self.report())))
        #expect(markup.problem == nil, "\(markup.problem ?? "")")
        let identifiers = Set(markup.elements.compactMap { $0.attributes["id"] })
        for anchor in ["fits", "dependence", "diagnosis", "spectrum"] { #expect(identifiers.contains(anchor)) }
        #expect(markup.named("figure").count == 5)
        #expect(markup.named("figcaption").count == 4)
        let page = DocumentPage().render(Document(try Self.report()))
        #expect(!page.contains("<wild>"))
    }

    @Test("of many factors, those beyond the first wait behind a summary")
    func manyFactors() throws {
        let markup = MarkupCheck(DocumentPage().render(Document(try Self.report(factors: 30))))
        #expect(markup.problem == nil)
        #expect(markup.named("summary").contains { $0.text == "7 more factors" })
        #expect(markup.named("figure").count == 31 * 4 + 1)
    }

    @Test("the text fits a terminal and says what was fitted")
    func text() throws {
        let text = DocumentText().render(Document(try Self.report(factors: 45)))
        #expect(!text.contains("\u{1B}"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        let flowing = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for words in [
            "degrees of freedom 4.20 ± 0.40", "marginal laws: 1 student-t", "alpha 0.084 ± 0.012", "… and 6 more",
            "log-likelihood 812.3", "1 of 2 eigenvalues above the noise of 300",
        ] { #expect(flowing.contains(words), "\(words)") }
    }

    @Test("JSON holds every figure, and refuses what it cannot hold")
    func json() throws {
        var report = try Self.report()
        let text = try FindingJSON().render(report)
        for words in [
            "\"schema\": \"market-twin.calibration/1\"", "\"marginal\": \"student-t\"", "\"dependenceFit\": {",
            "\"kolmogorovSmirnov\"", "\"standardError\": 0.012", "\"informative\": 1",
        ] { #expect(text.contains(words), "\(words)") }
        report.factors[0].volatility = .nan
        #expect(throws: ReportError.self) { try FindingJSON().render(report) }
    }
}
