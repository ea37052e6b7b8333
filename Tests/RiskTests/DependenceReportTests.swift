import Measures
import Reports
import Risk
import Testing

@Suite("Reports tell what was fitted of the dependence")
struct DependenceReportTests {
    private let report = ReportSample.bank

    @Test("in text: the fit with its errors and likelihood, the pairs that fall together, the marginal laws")
    func text() throws {
        let text = DocumentText().render(Document(report)).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("Fit degrees of freedom 4.91 ± 0.25, lower <shape> 0.45"))
        #expect(text.contains("log-likelihood −18,941.3, 2,227.7 above the normal law's"))
        #expect(text.contains("Tails extremes strike together most for "))
        #expect(text.contains("Marginals 2 generalised-pareto-tails"))
    }

    @Test("in HTML: with the shapes by threshold, and escaped")
    func html() throws {
        let page = DocumentPage().render(Document(report))
        #expect(page.contains("degrees of freedom 4.91 ± 0.25"))
        #expect(page.contains("lower &lt;shape&gt;"))
        #expect(page.contains("0.12 at 10%"))
        #expect(page.contains("Tail dependence"))
    }

    @Test("in JSON: to the last bit")
    func json() throws {
        let read = try JSONReport.decode(JSONReport().render(report), measures: ReportSample.measures).model
            .dependenceFit
        let fit = try #require(read)
        #expect(fit.parameters.map(\.value) == [4.912, 0.45] && fit.parameters[1].standardError == nil)
        #expect(fit.logLikelihood == -18_941.25 && fit.tailDependence.count == 3)
        #expect(fit.marginals[0].lowerThresholds[0].shape == 0.123)
    }
}
