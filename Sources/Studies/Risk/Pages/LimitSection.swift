import Market
import Measures
import Reports

extension RiskReport {
    /// The limits, the breached ones first; nil where the scenario has none.
    package var limitSection: DocumentSection? {
        guard !limits.isEmpty else { return nil }
        let amounts = limits.filter { !LimitWords($0).isProportion }
        let unit = CountingUnit(fitting: amounts.map(\.estimate.value), digits: 8)
        let rows = limits.ranked.map { row($0, unit: unit) }
        let money = "Losses are in \(portfolio.currency.code)\(unit.title). "
        let rule =
            "A limit is breached, or clear, where the whole 95% interval lies on one side of it, and undecided where"
            + " the interval reaches over it"
            + (limits.contains { $0.morePaths != nil }
                ? "; the paths that would decide are counted at the present estimate." : ".")
        return DocumentSection(
            anchor: "limits", heading: "Limits",
            blocks: [
                .paragraph(limits.summary),
                .table(
                    DocumentTable(
                        caption: "Limits", stub: "",
                        columns: [
                            .init("status", .words), .init("loss"), .init("warn"), .init("limit"), .init("used"),
                            .init("", .prose),
                        ], rows: rows, textLimit: 60)),
                .remark(Prose((amounts.isEmpty ? "" : money) + rule)),
            ])
    }

    private func row(_ reading: LimitReading, unit: CountingUnit) -> DocumentTable.Row {
        let words = LimitWords(reading)
        let (limit, estimate) = (reading.limit, reading.estimate)
        let resolution = Resolution(values: [estimate.value], standardErrors: [estimate.standardError])
        let notation: Notation = words.isProportion ? .share(resolution) : .amount(resolution, in: unit)
        func level(_ value: Double?) -> DocumentTable.Cell {
            .init(value, words.isProportion ? .percent(decimals: nil) : .stated(in: unit))
        }
        let question = words.openQuestion(isDrawn: run.isDrawn, unit: run.unit) { Quantity($0, notation) } ?? ""
        return DocumentTable.Row(
            words.label,
            [
                .init(words.status), .init(estimate.value, notation, of: limit.key), level(limit.warn),
                level(limit.breach),
                .init(words.utilisation, bar: LimitBar(reading: reading)),
                .init(question),
            ], isStrong: reading.status == .breach)
    }
}
