import Market
import Measures

extension Document {
    /// Candidate trades for people: what each would do to the leading figures, the most helpful first.
    public init(_ result: WhatIf) {
        let pages = WhatIfSections(result)
        self.init(
            eyebrow: "What if", title: result.run.title,
            facts: [
                "As of \(result.run.asOf)", "horizon " + NumberText.counted(result.run.horizonDays, "business day"),
                result.run.scenarioText, result.currency.code,
            ], version: result.version, sections: [pages.held, pages.trades] + pages.others + pages.notes,
            records: pages.records)
    }
}

private struct WhatIfSections {
    private let result: WhatIf
    private let unit: CountingUnit

    init(_ result: WhatIf) {
        self.result = result
        unit = CountingUnit(fitting: result.held.map(\.estimate.value), digits: 7)
    }

    private var money: String { result.currency.code + unit.title }

    /// The first value-at-risk and the first expected shortfall, by their place among the figures.
    private var leading: [Int] {
        let found = ["value-at-risk", "expected-shortfall"].compactMap { kind in
            result.held.firstIndex { $0.kind == kind }
        }
        return found.isEmpty ? [0] : found
    }

    var held: DocumentSection {
        DocumentSection(
            anchor: "held", heading: "What is held",
            blocks: [
                .headlines(
                    leading.map { index in
                        let figure = result.held[index]
                        let text = EstimateText(figure)
                        return DocumentHeadline(
                            label: MeasureWords(figure).label, value: text.value, unit: result.currency.code,
                            meaning: "± \(text.standardError); 95% interval \(text.interval)")
                    })
            ])
    }

    var trades: DocumentSection {
        let all = result.candidates.sorted { change($0).value < change($1).value }
        let rows = (result.together.map { all + [$0] } ?? all).map { candidate in
            DocumentTable.Row(
                candidate.id,
                [.init(amount(candidate.value), value: candidate.value)]
                    + leading.flatMap { index in cells(candidate, index) }, isStrong: candidate.quantity == nil)
        }
        return DocumentSection(
            anchor: "trades", heading: "What each trade would do",
            blocks: [
                .remark(
                    "In \(money), the trade that takes most \(MeasureWords(result.held[order]).label) away first. The"
                        + " changes come from the same paths with and without the trade; ± is their standard error."),
                .table(
                    DocumentTable(
                        caption: "What each trade would do", stub: "trade",
                        columns: [.init("value")]
                            + leading.flatMap { index in
                                [.init("Δ " + MeasureWords(result.held[index]).label), .init("±")]
                            }, rows: rows)),
            ])
    }

    /// The measures that do not lead, a table each on the page.
    var others: [DocumentSection] {
        let rest = result.held.indices.filter { !leading.contains($0) }
        guard !rest.isEmpty else { return [] }
        return [
            DocumentSection(
                anchor: "measures", heading: "Every measure",
                blocks: result.held.indices.map { index in
                    let figure = result.held[index]
                    let words = MeasureWords(figure)
                    let isShare = words.isProportion
                    func text(_ value: Double, _ error: Double) -> String {
                        let resolution = Resolution(values: [value], standardErrors: [error], digits: 6)
                        return isShare
                            ? resolution.text(value, scale: -2) + "%"
                            : resolution.text(value, scale: unit.powerOfTen)
                    }
                    let candidates = result.candidates + [result.together].compactMap(\.self)
                    return .table(
                        DocumentTable(
                            caption: words.label, stub: "\(words.label)",
                            columns: [.init("with the trade"), .init("change"), .init("±")],
                            rows: candidates.map { candidate in
                                let change = candidate.changes[index]
                                let error = change.change.standardError
                                return DocumentTable.Row(
                                    candidate.id,
                                    [
                                        .init(text(change.after.value, change.after.standardError)),
                                        .init(text(change.change.value, error)), .init(text(error, error)),
                                    ], isStrong: candidate.quantity == nil)
                            }, textLimit: 0))
                })
        ]
    }

    var notes: [DocumentSection] {
        let count = Double(result.candidates.count)
        let cost =
            "\(NumberText.seconds(result.seconds.simulate)) s to simulate and value everything,"
            + " \(NumberText.seconds(result.seconds.measure / count * 1_000)) ms a trade to measure."
        return [
            DocumentSection(
                anchor: "notes", heading: "Notes",
                blocks: [.list(result.notes + ["Trades from \(result.trades); \(cost)"])])
        ]
    }

    var records: DocumentTable {
        let candidates = result.candidates + [result.together].compactMap(\.self)
        return DocumentTable(
            caption: "What each trade would do", stub: "trade",
            columns: [
                .init("measure", .words), .init("confidence"), .init("held"), .init("after"), .init("change"),
                .init("standardError"),
            ],
            rows: candidates.flatMap { candidate in
                zip(result.held, candidate.changes).map { figure, change in
                    DocumentTable.Row(
                        candidate.id,
                        [
                            .init(figure.kind), .exact(figure.confidence), .exact(figure.estimate.value),
                            .exact(change.after.value), .exact(change.change.value),
                            .exact(change.change.standardError),
                        ])
                }
            })
    }

    /// The measure by which the trades are put in order.
    private var order: Int { leading[leading.count - 1] }

    private func change(_ candidate: WhatIf.Candidate) -> FigureChange { candidate.changes[order].change }

    private func cells(_ candidate: WhatIf.Candidate, _ index: Int) -> [DocumentTable.Cell] {
        let change = candidate.changes[index].change
        let all = result.candidates.map { $0.changes[index].change }
        let resolution = Resolution(
            values: all.map(\.value), standardErrors: all.map(\.standardError), digits: 5)
        let words = resolution.text(change.value, scale: unit.powerOfTen)
        return [
            .init((change.value > 0 ? "+" : "") + words, value: change.value),
            .init(resolution.text(change.standardError, scale: unit.powerOfTen), value: change.standardError),
        ]
    }

    private func amount(_ value: Double) -> String {
        Resolution(exact: result.candidates.map(\.value), scale: unit.powerOfTen).text(value, scale: unit.powerOfTen)
    }
}
