import Measures
import Reports
import Risk
import Testing

@Suite struct TextReportTests {
    @Test(arguments: 0..<ReportSample.all.count)
    func noLineIsLongerThanEightyCharacters(sample: Int) throws {
        let text = DocumentText().render(Document(ReportSample.all[sample]))
        for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }

    @Test func wideAmountsAndFineErrorsStillFit() throws {
        for scale in [1e-9, 1, 1e6, 1e9, 1e12, 1e17] {
            var report = ReportSample.bank
            for index in report.figures.indices where report.figures[index].kind != "probability-of-loss" {
                let estimate = report.figures[index].estimate
                report.figures[index].estimate = Estimate(
                    value: -estimate.value * scale / 1e7, standardError: estimate.standardError * scale / 1e12,
                    low: -1.1 * scale, high: nil)
            }
            for index in report.books.indices { report.books[index].value *= -scale / 1e8 }
            let text = DocumentText().render(Document(report))
            for line in text.split(separator: "\n") where line.count > 80 { Issue.record("\(line)") }
        }
    }

    @Test(arguments: [1e-6, 1, 1e4, 1e8, 1e14])
    func parametricFiguresStandBesideTheSimulated(scale: Double) throws {
        var report = ReportSample.bank
        for index in report.figures.indices where report.figures[index].kind != "probability-of-loss" {
            let estimate = report.figures[index].estimate
            report.figures[index].estimate = Estimate(
                value: estimate.value * scale, standardError: estimate.standardError * scale, low: nil, high: nil)
        }
        let methods = ["delta-normal", "delta-gamma", "cornish-fisher", "imhof"]
        let value = try #require(report.figure("value-at-risk", confidence: 0.99)).estimate.value
        report.parametric = ParametricSummary(
            figures: methods.map {
                .init(method: $0, key: FigureKey(ValueAtRisk(confidence: 0.99)), value: value * 1.0625)
            }, remarks: ["Second derivatives were left out."])
        let text = DocumentText().render(Document(report))
        for line in text.split(separator: "\n") where line.count > 80 { Issue.record("\(line)") }
        #expect(text.contains("simulated  delta-normal  delta-gamma  cornish-fisher"))
        #expect(text.contains("Second derivatives were left out."))
        if scale == 1 { #expect(text.contains("VaR 99%  12,346,000    13,117,000")) }
        let again = try JSONReport.decode(try JSONReport().render(report), measures: ReportSample.measures)
        #expect(again.parametric?.figures == report.parametric?.figures)
        let page = DocumentPage().render(Document(report))
        #expect(page.contains("<h2 id=\"parametric-heading\">") && page.contains("cornish-fisher"))
    }

    @Test func aLawHasNoErrorsAndNoIntervals() throws {
        var report = ReportSample.bank
        #expect(DocumentPage().render(Document(report)).contains("95% interval</th>"))
        report.run.paths = 0
        let page = DocumentPage().render(Document(report))
        #expect(!page.contains("95% interval</th>") && !page.contains("class=\"error\""))
    }

    @Test func theHeadlineStandsOnTop() throws {
        let text = DocumentText().render(Document(ReportSample.bank))
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "Global macro and equity, year end")
        #expect(lines[1] == "as of 2022-12-28 · horizon 10 business days · 100,000 paths · USD")
        #expect(text.contains("VaR 99%    12,346,000  44,000    12,259,000 to 12,434,000"))
        #expect(text.contains("ES 97.5%   12,509,000  51,000    12,410,000 to 12,609,000"))
        #expect(text.contains("400,000 paths would halve the intervals"))
    }

    @Test func columnsOfABookTableEndTogether() throws {
        let lines = DocumentText().render(Document(ReportSample.bank)).split(separator: "\n")
        let start = try #require(lines.firstIndex { $0 == "Books, USD" })
        let rows = lines[(start + 1)...].prefix { $0.hasPrefix("  ") }
        let full = rows.filter { !$0.contains("diversification") }
        #expect(full.count == 12)
        #expect(Set(full.map(\.count)).count == 1)
    }

    @Test func diversificationMakesTheColumnAddUp() throws {
        let text = DocumentText().render(Document(ReportSample.bank))
        // 10,246,848 + 3,580,224 + 987,648 − 2,469,120 = 12,345,600
        #expect(text.contains("    diversification                        −2,469,100         −2,501,700"))
    }

    @Test func longNamesAreShortenedInTheMiddle() throws {
        let text = DocumentText().render(Document(ReportSample.extreme))
        #expect(text.contains("…"))
        #expect(text.contains("began, 2022"))
    }

    @Test func onlySomeIssuesAreListedTheWorstFirst() throws {
        let text = DocumentText().render(Document(ReportSample.bank))
        #expect(text.contains("Data issues: 1 error, 12 warnings, 1 for information\n  error "))
        #expect(text.contains("… and 6 more in the report"))
    }

    @Test func openEndsAreDashesAndExplained() throws {
        let text = DocumentText().render(Document(ReportSample.extreme))
        #expect(text.contains("— to —"))
        #expect(text.contains("— marks an end of an interval that so few paths cannot bound."))
        #expect(!DocumentText().render(Document(ReportSample.bank)).contains("cannot bound"))
    }

    @Test func aGainIsCalledOne() throws {
        #expect(DocumentText().render(Document(ReportSample.gain)).contains("A negative loss is a gain."))
        #expect(!DocumentText().render(Document(ReportSample.bank)).contains("A negative loss"))
    }

    @Test func colorIsOnlyThereOnRequestAndChangesNoLetter() throws {
        let plain = DocumentText().render(Document(ReportSample.bank))
        let colored = DocumentText(usesColor: true).render(Document(ReportSample.bank))
        #expect(!plain.contains("\u{1B}"))
        #expect(colored.contains("\u{1B}[1mBooks"))
        var stripped = ""
        var isEscape = false
        for character in colored {
            if character == "\u{1B}" { isEscape = true }
            if !isEscape { stripped.append(character) }
            if character == "m" { isEscape = false }
        }
        #expect(stripped == plain)
    }

    @Test func namesCannotCommandTheTerminal() throws {
        var report = ReportSample.bank
        report.run.title = "Red \u{1B}[31m alert\u{7}"
        report.books[1].name = "\u{1B}]0;title"
        report.notes = ["line\nbreak \u{1B}c"]
        let text = DocumentText().render(Document(report))
        #expect(!text.contains("\u{1B}"))
        #expect(!text.contains("\u{7}"))
    }

    @Test func theCommandQuotesTheFile() throws {
        let text = DocumentText().render(Document(ReportSample.extreme))
        #expect(text.contains(#"twin run 'it'\''s a file.yaml' --seed 42 --paths 100000"#))
    }
}
