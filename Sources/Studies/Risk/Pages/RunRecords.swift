import Measures
import Reports

/// Every figure as a row, at full precision.
extension RiskReport {
    /// A row a figure; where the scenario has limits, further columns say which a figure has and how it stands; where a
    /// measure has settings besides its confidence, a last one holds them.
    package var figureRecords: DocumentTable {
        let hasLimits = !limits.isEmpty
        let hasSettings = figures.contains { !$0.key.measure.settingsText.isEmpty }
        let limitColumns: [DocumentTable.Column] = [
            .init("warn"), .init("breach"), .init("utilisation"), .init("status", .words),
        ]
        let rows = figures.map { figure -> DocumentTable.Row in
            let estimate = figure.estimate
            let reading = limits.first { $0.limit.key == figure.key }
            let standing: [DocumentTable.Cell] = [
                .exact(reading?.limit.warn), .exact(reading?.limit.breach), .exact(reading?.utilisation),
                .init(reading?.status.rawValue ?? ""),
            ]
            let cells: [DocumentTable.Cell] = [
                .init(figure.kind), .exact(figure.confidence), .exact(estimate.value), .exact(estimate.standardError),
                .exact(estimate.low), .exact(estimate.high), .init(figure.estimator),
            ]
            return .init(
                figure.book,
                cells + (hasLimits ? standing : []) + (hasSettings ? [.init(figure.key.measure.settingsText)] : []),
                fullLabel: "\(figure.kind) of book “\(figure.book)”")
        }
        return DocumentTable(
            caption: "Figures", stub: "book",
            columns: [
                .init("measure", .words), .init("confidence"), .init("value"), .init("standardError"), .init("low"),
                .init("high"), .init("estimator", .words),
            ] + (hasLimits ? limitColumns : [])
                + (hasSettings ? [.init(MeasureDescription.settingsColumn, .words)] : []), rows: rows)
    }

    /// What every part adds to the leading figures, a row each.
    package var componentRecords: DocumentTable {
        let rows = (attribution?.components ?? []).map { component -> DocumentTable.Row in
            let numbers: [Double?] = [
                component.confidence, component.value, component.standardError, component.share, component.marginal,
                component.standAlone, component.standAloneError, component.incremental, component.incrementalError,
            ]
            return .init(
                component.by.rawValue,
                [.init(component.name), .init(component.kind)] + numbers.map { .exact($0) },
                fullLabel: "\(component.by.rawValue) “\(component.name)”")
        }
        return DocumentTable(
            caption: "Contributions", stub: "by",
            columns: [.init("name", .words), .init("measure", .words)]
                + [
                    "confidence", "value", "standardError", "share", "marginal", "standAlone", "standAloneError",
                    "incremental", "incrementalError",
                ].map { .init($0) }, rows: rows)
    }
}
