import Foundation
import Market
import Measures
import Reports
import Risk
import Testing

@Suite("What a figure is of, written and read")
struct FigureKeyTests {
    private static let measures = ReportSample.measures

    /// The first figure is of a measure with a setting.
    private func report(above: Double) -> RiskReport {
        var report = ReportSample.single
        report.figures[0].key = FigureKey(ProbabilityOfLoss(above: above))
        report.figures[0].estimate = Estimate(value: 0.25, standardError: 0.01, low: 0.23, high: 0.27)
        return report
    }

    @Test("a setting that is not at its default stands under settings, and is read again")
    func settings() throws {
        let text = try JSONReport().render(report(above: 1e6))
        #expect(
            text.contains(#"{"kind": "probability-of-loss", "settings": {"above": 1000000}, "book": "", "value": 0.25"#)
                || text.contains(#""settings": {"above": 1000000.0}"#), "\(text.prefix(2_000))")
        let again = try JSONReport.decode(text, measures: Self.measures)
        #expect(again.figures[0].key == FigureKey(ProbabilityOfLoss(above: 1e6)))
        #expect(again.figures[0].key.measure.isProportion)
        #expect(try JSONReport().render(again) == text)
        #expect(try !JSONReport().render(report(above: 0)).contains("settings"))
    }

    @Test("a figure of a measure that nobody knows here is the same figure, without words of its own")
    func unknown() throws {
        let text = try JSONReport().render(report(above: 1e6))
        let again = try JSONReport.decode(text, measures: [])
        #expect(again.figures.map(\.key) == report(above: 1e6).figures.map(\.key))
        #expect(again.figures[1].confidence == 0.975 && again.figures[1].key.measure.meaning == nil)
        #expect(try JSONReport().render(again) == text)
    }

    @Test(
        "a setting that the measure cannot have, or that it lacks, is no figure",
        arguments: [
            (#""settings": {"above": 1000000.0}"#, #""settings": {"above": "much"}"#),
            (#""kind": "expected-shortfall", "confidence": 0.975, "book""#, #""kind": "expected-shortfall", "book""#),
            (#""kind": "expected-shortfall", "confidence": 0.975"#, #""kind": "expected-shortfall", "confidence": 2"#),
        ])
    func damaged(written: String, instead: String) throws {
        let text = try JSONReport().render(report(above: 1e6)).replacingOccurrences(
            of: #"{"above": 1000000}"#, with: #"{"above": 1000000.0}"#)
        #expect(text.contains(written))
        let other = text.replacingOccurrences(of: written, with: instead)
        #expect(throws: DecodingError.self) { try JSONReport.decode(other, measures: Self.measures) }
    }

    @Test("records have a column of settings where there are any, and only there")
    func records() throws {
        let rows = try DocumentCSV().render(Document(report(above: 1e6))).split(separator: "\r\n")
        #expect(rows[0].hasSuffix(",estimator,settings"))
        #expect(rows[1].hasPrefix(",probability-of-loss,,0.25,") && rows[1].hasSuffix(",above=1000000.0"))
        #expect(rows[2].hasSuffix(","))
        #expect(
            try DocumentCSV().render(Document(report(above: 0))).split(separator: "\r\n")[0].hasSuffix(",estimator"))
    }

    @Test("a measure is called and explained by its own words")
    func words() throws {
        let above = FigureKey(ProbabilityOfLoss(above: 1_250_000))
        #expect(above.words == "probability of loss above 1,250,000 of the portfolio")
        #expect(above.measure.kindWords == "probability-of-loss above 1,250,000")
        #expect(FigureKey(ExpectedShortfall(confidence: 0.975), book: "A").words == "ES 97.5% of A")
        #expect(FigureKey(WorstLoss(), book: "Equity/US").words == "worst loss of Equity/US")
        #expect(FigureKey(ValueAtRisk(confidence: 0.99)).words == "VaR 99% of the portfolio")
        var report = ReportSample.single
        report.figures = [report.figures[0]]
        report.figures[0].key = above
        let page = DocumentPage().render(Document(report))
        #expect(page.contains("Probability of loss above 1,250,000"))
        #expect(page.contains("How often the portfolio lost more than 1,250,000 over 10 business days."))
    }

    @Test("a limit that nothing was measured for says what there is")
    func limits() {
        let figures = [FigureKey(ValueAtRisk(confidence: 0.99)), FigureKey(MeanLoss(), book: "A")]
        func hint(_ key: FigureKey) -> String {
            LimitWithoutFigure(limit: Limit(key, breach: 1), index: 0, figures: figures).hint
        }
        #expect(hint(FigureKey(WorstLoss())) == "there are figures of value-at-risk 99%")
        #expect(hint(FigureKey(WorstLoss(), book: "B")) == "there are figures of the portfolio, A")
    }
}
