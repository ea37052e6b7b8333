import Foundation
import Market
import Measures
import Reports

/// A document with every sort of block that formats write, and losses that are known.
enum FormatFixture {
    static let hostile = ["=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "a\u{1B}[31mb", "naïve “quoted” <b>&amp;"]

    static var losses: DocumentLosses {
        DocumentLosses(
            books: ["", "Equity", "Rates/EUR"],
            sample: ProfitAndLoss(nodeCount: 3, pathCount: 70_001) { buffer in
                for place in buffer.indices { buffer[place] = Double(place % 70_001) - 1_000 * Double(place / 70_001) }
            })
    }

    /// The first of two paths counts three times as much.
    static var weighted: DocumentLosses {
        DocumentLosses(
            books: ["", "portfolio"],
            sample: ProfitAndLoss(nodeCount: 2, pathCount: 2) { buffer in
                for place in buffer.indices { buffer[place] = -Double(place) }
            }, weights: [0.75, 0.25])
    }

    static func document(losses: DocumentLosses? = losses) -> Document {
        let figures = DocumentTable(
            caption: "Figures", stub: "book",
            columns: [.init("measure", .words), .init("value"), .init("utilisation")],
            rows: [
                .init("", [.init("value-at-risk"), .exact(12_345.678901234567), .exact(0.5)]),
                .init("Equity", [.init("value-at-risk"), .exact(nil), .exact(1.25)]),
            ] + hostile.map { .init($0, [.init($0), .exact(-1e-300), .exact(nil)]) })
        var document = Document(
            eyebrow: "Report", title: "A title with =signs & <marks>", facts: ["As of 2022-12-28", "USD"], version: "1",
            sections: [
                DocumentSection(
                    anchor: "figures", heading: "Figures",
                    blocks: [
                        .lead("What matters."),
                        .headlines([
                            DocumentHeadline(
                                label: "VaR 99%", figure: Quantity(12_345.6, standardError: 12.3, .digits(6)),
                                unit: "USD",
                                interval: (Quantity(12_300, .digits(6)), Quantity(12_400, .digits(6))))
                        ]),
                    ]),
                DocumentSection(anchor: "books", heading: "Where the risk sits", blocks: [.table(figures)]),
                DocumentSection(
                    anchor: "losses", heading: "Losses",
                    blocks: [
                        .chart(
                            DocumentChart(
                                HistogramChart(
                                    histogram: Histogram(
                                        start: -2, binWidth: 1, counts: [1, 5, 9, 4], below: 0, above: 0),
                                    markers: [], axisTitle: "loss", title: "Losses", description: "Some."), width: 700,
                                height: 200))
                    ]),
                DocumentSection(
                    anchor: "provenance", heading: "Provenance", blocks: [.facts([.init("seed", Prose(.count(42)))])]),
            ],
            records: [
                DocumentRecords(name: "report", table: figures), DocumentRecords(name: "components", table: figures),
            ])
        document.losses = losses
        document.identity = String(repeating: "ab", count: 32)
        return document
    }
}
