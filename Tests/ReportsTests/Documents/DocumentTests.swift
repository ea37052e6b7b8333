import Reports
import Testing

/// A chart of one mark.
private struct Square: Chart {
    func drawing(width: Double, height: Double) -> Drawing {
        var drawing = Drawing(width: width, height: width)
        drawing.rectangle(x: 0, y: 0, width: width, height: width, fill: .first)
        return drawing
    }
}

@Suite("Documents")
struct DocumentTests {
    private let document = Document(
        eyebrow: "Stress test", title: "Rates & <shares>", facts: ["As of 2022-12-28"], version: "1.0",
        sections: [
            DocumentSection(
                anchor: "losses", heading: "Losses",
                blocks: [
                    .paragraph("Two of \"three\" lose."),
                    .headlines([
                        DocumentHeadline(label: "Worst", figure: .number(-12), unit: "USD", meaning: "of all")
                    ]),
                    .table(table),
                    .chart(DocumentChart(caption: "A line.", Square(), width: 10)),
                ]),
            DocumentSection(
                anchor: "picture", heading: "Only a picture",
                blocks: [.chart(DocumentChart(caption: "Another.", Square(), width: 10))]),
        ], records: table)

    private static var table: DocumentTable {
        DocumentTable(
            caption: "Losses by scenario", stub: "scenario",
            columns: [.init("loss"), .init("book", .words), .init("why", .prose)],
            rows: [
                .init("crash", [.init(.decimal(1234.5678, 0)), "Equity", "shares fall, and rates with them"]),
                .init("calm, \"flat\"", [.init("—"), "Rates", ""], depth: 1, isStrong: true),
                .init("third", [.init(.number(2)), "Rates", ""]),
            ], textLimit: 2)
    }

    private var table: DocumentTable { Self.table }

    @Test("text puts prose below its row, leaves pictures out, and tells what it does not show")
    func text() {
        let expected = """
            Rates & <shares>
            stress test · As of 2022-12-28

            Losses
              Two of "three" lose.
              Worst: −12 USD; of all
              scenario         loss  book
              crash           1,235  Equity
                  shares fall, and rates with them
                calm, "flat"      —  Rates
              … and 1 more in the report

            """
        #expect(DocumentText().render(document) == expected)
    }

    @Test("a page escapes words and shows every row and picture")
    func page() throws {
        let page = DocumentPage().render(document)
        #expect(page.contains("<h1>Rates &amp; &lt;shares&gt;</h1>"))
        #expect(page.contains("Two of &quot;three&quot; lose."))
        #expect(page.contains("<td class=\"prose\">shares fall, and rates with them</td>"))
        // On a small screen it stands below the row instead.
        #expect(
            page.contains(
                "<tr class=\"below\"><td colspan=\"3\"><div>shares fall, and rates with them</div></td></tr>"))
        #expect(page.contains("<th scope=\"row\" class=\"book\" style=\"--depth:1\">calm"))
        #expect(page.contains("third"))
        #expect(page.contains("href=\"#picture\""))
        #expect(page.contains("fill=\"#0b5cad\"/></svg><figcaption>Another.</figcaption>"))
    }

    @Test("records keep every digit, and words with commas their quotes")
    func records() throws {
        let expected = [
            "scenario,loss,book,why", "crash,1234.5678,Equity,\"shares fall, and rates with them\"",
            "\"calm, \"\"flat\"\"\",—,Rates,", "third,2.0,Rates,",
        ]
        #expect(try DocumentCSV().render(document) == expected.map { $0 + "\r\n" }.joined())
    }

    @Test("a figure that is no number is an error, not a word")
    func notFinite() {
        var broken = document
        let whole = broken.records[0].table
        broken.records[0] = DocumentRecords(
            name: "report",
            table: {
                var table = whole
                table.rows[0].cells[0] = .init(.number(.infinity))
                return table
            }())
        #expect(throws: ReportError.self) { try DocumentCSV().render(broken) }
    }

    @Test("one screen has the sections for one screen, and a choice of names the sections of these names")
    func readings() {
        var short = document
        short.sections[0].readings = [.brief]
        short.sections[1].anchor = "picture-2"
        #expect(DocumentText(reading: .brief).render(short).contains("Worst: −12 USD"))
        #expect(!DocumentText().render(short).contains("Worst"))
        #expect(short.choosing(["picture"]).sections.map(\.anchor) == ["picture-2"])
        #expect(short.choosing(["losses", "picture-3"]).sections.map(\.anchor) == ["losses"])
        let outline = DocumentOutline(["losses", "picture"])
        #expect(outline.unknown(among: ["losses", "picture-2", "picture"]) == nil)
        #expect(outline.unknown(among: ["losses", "pictures"]) == "pictures")
    }

    @Test("marks of charts are coloured by attributes that are right anywhere, and by classes that a page restyles")
    func colors() {
        let page = DocumentPage().render(document)
        #expect(page.contains("<rect x=\"0\" y=\"0\" width=\"10\" height=\"10\" class=\"f1\" fill=\"#0b5cad\"/>"))
        #expect(page.contains(".f1{fill:var(--first)}"))
        for attribute in ["fill", "stroke"] { #expect(!page.contains("\(attribute)=\"var(")) }
    }

    @Test("numbers in words keep their values, and are written by their notations")
    func prose() {
        let change = Quantity(0.0004, .decimals(2, sign: .change))
        let words: Prose = "from \(.count(1_234)) by \(change), \(Quantity(2, standardError: 0.5, .decimals(1)))"
        let table = DocumentTable(
            caption: "", stub: "what", columns: [.init("words", .words)], rows: [.init("a", [.init(words)])])
        var own = document
        own.sections = [DocumentSection(anchor: "a", heading: "A", blocks: [.table(table)])]
        #expect(DocumentText().render(own).contains("from 1,234 by 0.00, 2.0 ± 0.5"))
        #expect(DocumentPage().render(own).contains("by 0.00, 2.0 <span class=\"error\">± 0.5</span></td>"))
        let numbers = words.parts.compactMap { part in if case .value(let number) = part { number.value } else { nil } }
        #expect(numbers == [1_234, 0.0004, 2])
    }
}
