import Measures
import Reports
import TestSupport
import Testing

@Suite struct HTMLReportTests {
    @Test(arguments: 0..<ReportSample.all.count)
    func tagsAreBalancedAndTextIsEscaped(sample: Int) throws {
        let html = DocumentPage().render(Document(ReportSample.all[sample]))
        #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
        let check = MarkupCheck(html)
        #expect(check.problem == nil)
        #expect(check.named("section").count >= 7)
    }

    @Test(arguments: 0..<ReportSample.all.count)
    func thePageStandsAlone(sample: Int) throws {
        let html = DocumentPage().render(Document(ReportSample.all[sample]))
        let check = MarkupCheck(html)
        #expect(check.named("script").isEmpty)
        #expect(check.named("link").isEmpty)
        #expect(check.named("img").isEmpty)
        #expect(!html.contains("@import"))
        #expect(!html.contains("url("))
        for element in check.elements {
            #expect(element.attributes["src"] == nil)
            if let link = element.attributes["href"] { #expect(link.hasPrefix("#")) }
        }
    }

    @Test(arguments: 0..<ReportSample.all.count)
    func everyLinkLeadsSomewhereAndNoNameIsTakenTwice(sample: Int) throws {
        let check = MarkupCheck(DocumentPage().render(Document(ReportSample.all[sample])))
        let names = check.elements.compactMap { $0.attributes["id"] }
        #expect(Set(names).count == names.count)
        for link in check.named("a") { #expect(names.contains(String(link.attributes["href"]?.dropFirst() ?? ""))) }
        for section in check.named("section") {
            #expect(names.contains(section.attributes["aria-labelledby"] ?? ""))
        }
    }

    @Test func headingsGoDownOneStepAtATime() throws {
        for report in ReportSample.all {
            let levels = MarkupCheck(DocumentPage().render(Document(report))).elements.compactMap { element -> Int? in
                guard element.name.count == 2, element.name.hasPrefix("h") else { return nil }
                return Int(element.name.dropFirst())
            }
            #expect(levels.first == 1)
            #expect(levels.count { $0 == 1 } == 1)
            for (level, next) in zip(levels, levels.dropFirst()) { #expect(next <= level + 1) }
        }
    }

    @Test func everyChartIsDescribedAndHasItsData() throws {
        let check = MarkupCheck(DocumentPage().render(Document(ReportSample.bank)))
        let charts = check.named("svg").filter { $0.attributes["role"] == "img" }
        // A histogram and two convergence panels, each again for a small screen, a heat map and 25 histories.
        #expect(charts.count == 32)
        #expect(check.named("desc").count == charts.count)
        #expect(check.named("desc").allSatisfy { !$0.text.isEmpty })
        #expect(
            check.named("svg").allSatisfy { svg in
                svg.attributes["role"] == "img" || svg.attributes["aria-hidden"] == "true"
                    || svg.attributes["overflow"] != nil
            })
        let summaries = check.named("summary").map(\.text)
        #expect(summaries.filter { $0.hasPrefix("Data of the chart") }.count == 5)
    }

    @Test func figuresStandWithTheirErrors() throws {
        let html = DocumentPage().render(Document(ReportSample.bank))
        #expect(
            html.contains("<dt>Value-at-risk 99%</dt><dd class=\"value\"><span>12,346,000</span> <small>USD</small>"))
        #expect(html.contains("± 44,000 · 95% interval"))
        #expect(html.contains("12,259,000 to 12,434,000"))
        #expect(html.contains("The mean loss over 10 business days in the worst 2.5% of cases."))
        #expect(html.contains("twin run Scenarios/year-end.yaml --seed 42 --paths 100000"))
        #expect(html.contains("3f2a91c04b7de8516f0a2b9c8d7e6f5041322314a5b6c7d8e9f0123456789abc"))
        #expect(html.contains("order statistics, the last one weighted by the remainder"))
    }

    @Test func namesAreTextNotMarkup() throws {
        let html = DocumentPage().render(Document(ReportSample.extreme))
        #expect(!html.contains("<script"))
        #expect(!html.contains("<kept>"))
        #expect(html.contains("Stress &amp; &lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"))
        #expect(!html.contains("&amp;amp;"))
        #expect(!html.contains("&amp;lt;"))
    }

    @Test func manyFactorsAreThinnedAndTheReaderIsTold() throws {
        let html = DocumentPage().render(Document(ReportSample.extreme))
        #expect(html.contains("Every 4th of 200 factors is shown"))
        #expect(html.contains("<summary>All 200 factors</summary>"))
    }

    @Test func sectionsWithoutContentAreLeftOut() throws {
        let anchors = MarkupCheck(DocumentPage().render(Document(ReportSample.single))).named("section").compactMap {
            $0.attributes["id"]
        }
        #expect(anchors == ["figures", "losses", "convergence", "measures", "model", "factors", "data", "provenance"])
    }

    @Test func anEmptyReportIsStillAPage() throws {
        var report = ReportSample.single
        report.figures = []
        report.books = []
        report.convergence = []
        report.histogram.counts = []
        report.model.factors = []
        report.model.correlations = []
        #expect(MarkupCheck(DocumentPage().render(Document(report))).problem == nil)
        #expect(DocumentText().render(Document(report)).contains("Provenance"))
    }
}
