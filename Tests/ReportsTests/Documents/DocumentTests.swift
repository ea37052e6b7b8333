import Reports
import Testing

@Suite("Documents")
struct DocumentTests {
    private let document = Document(
        eyebrow: "Stress test", title: "Rates & <shares>", facts: ["As of 2022-12-28"], version: "1.0",
        sections: [
            DocumentSection(
                anchor: "losses", heading: "Losses",
                blocks: [
                    .paragraph("Two of \"three\" lose."),
                    .headlines([DocumentHeadline(label: "Worst", value: "−12", unit: "USD", meaning: "of all")]),
                    .table(table),
                    .chart(DocumentChart(caption: "A line.", markup: "<svg></svg>")),
                ]),
            DocumentSection(
                anchor: "picture", heading: "Only a picture",
                blocks: [.chart(DocumentChart(caption: "Another.", markup: "<svg></svg>"))]),
        ], records: table)

    private static var table: DocumentTable {
        DocumentTable(
            caption: "Losses by scenario", stub: "scenario",
            columns: [.init("loss"), .init("book", .words), .init("why", .prose)],
            rows: [
                .init("crash", [.init("1,234", value: 1234.5678), "Equity", "shares fall, and rates with them"]),
                .init("calm, \"flat\"", [.init("—"), "Rates", ""], depth: 1, isStrong: true),
                .init("third", [.init("2", value: 2), "Rates", ""]),
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
              crash           1,234  Equity
                  shares fall, and rates with them
                calm, "flat"      —  Rates
              … and 1 more in the report

            """
        #expect(DocumentText().render(document) == expected)
    }

    @Test("a page escapes words and shows every row and picture")
    func page() throws {
        let page = try DocumentPage().render(document)
        #expect(page.contains("<h1>Rates &amp; &lt;shares&gt;</h1>"))
        #expect(page.contains("Two of &quot;three&quot; lose."))
        #expect(page.contains("<td class=\"prose\">shares fall, and rates with them</td>"))
        #expect(page.contains("<th scope=\"row\" class=\"book\" style=\"padding-left:1.25rem\">calm"))
        #expect(page.contains("third"))
        #expect(page.contains("href=\"#picture\""))
        #expect(page.contains("<svg></svg><figcaption>Another.</figcaption>"))
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
        broken.records.rows[0].cells[0] = .init("∞", value: .infinity)
        #expect(throws: ReportError.self) { try DocumentCSV().render(broken) }
    }
}
