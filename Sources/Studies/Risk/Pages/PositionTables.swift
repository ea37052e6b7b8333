import Market
import Measures
import Reports

/// Each position by itself, and the portfolio without it, beside what it adds: a table a figure.
package struct PositionTables {
    private let figures: [RiskFigure]
    private let attribution: RiskAttribution
    private let unit: CountingUnit
    private let isExact: Bool

    private static let textLimit = 8
    private static let pageLimit = 25

    /// - Parameter isExact: whether the figures have no sampling error.
    package init(_ figures: [RiskFigure], attribution: RiskAttribution, unit: CountingUnit, isExact: Bool) {
        self.figures = figures
        self.attribution = attribution
        self.unit = unit
        self.isExact = isExact
    }

    /// Empty where positions were not looked at one by one.
    package var blocks: [DocumentBlock] {
        let tables = figures.indices.compactMap { table(figures[$0], isInText: $0 == figures.count - 1) }
        guard !tables.isEmpty else { return [] }
        return [.heading("Each position alone, and the whole without it")] + tables.map { .table($0) } + [
            .remark(
                """
                adds: what it contributes; alone: its own figure; saves: what the whole falls by without it; marginal: what it \
                adds per unit of its value today.
                """)
        ]
    }

    /// Text shows that of the last figure: expected shortfall, where there is one.
    private func table(_ figure: RiskFigure, isInText: Bool) -> DocumentTable? {
        let own = attribution.components(of: figure.key, by: .position)
        guard own.count > 1, own.contains(where: { $0.standAlone != nil }) else { return nil }
        func resolution(_ value: KeyPath<RiskComponent, Double?>, _ error: KeyPath<RiskComponent, Double?>)
            -> Resolution
        {
            Resolution(
                values: own.compactMap { $0[keyPath: value] }, standardErrors: own.compactMap { $0[keyPath: error] },
                digits: 5)
        }
        let (alone, saved) = (
            resolution(\.standAlone, \.standAloneError), resolution(\.incremental, \.incrementalError)
        )
        let adds = Resolution(values: own.map(\.value), standardErrors: own.map(\.standardError), digits: 5)
        func cell(_ value: Double?, _ resolution: Resolution) -> DocumentTable.Cell {
            .init(value, .amount(resolution, in: unit))
        }
        let order = own.sorted { (-abs($0.value), $0.name) < (-abs($1.value), $1.name) }.prefix(Self.pageLimit)
        let rows = order.map { position in
            DocumentTable.Row(
                position.name,
                [cell(position.value, adds), cell(position.standAlone, alone)]
                    + (isExact ? [] : [cell(position.standAloneError, alone)])
                    + [cell(position.incremental, saved)]
                    + (isExact ? [] : [cell(position.incrementalError, saved)])
                    + [.init(.share(position.marginal, decimals: 1))])
        }
        let label = MeasureWords(figure).label
        let error: [DocumentTable.Column] = isExact ? [] : [.init("±")]
        return DocumentTable(
            caption: "\(label) of each position alone, and what it saves", stub: label,
            columns: [.init("adds"), .init("alone")] + error + [.init("saves")] + error + [.init("marginal")],
            rows: rows, textLimit: isInText ? Self.textLimit : 0)
    }
}
