import Market
import Measures

/// Replayed paths as one JSON object, `market-twin.replay/1`.
public struct ReplayJSON: Sendable {
    public static let schema = "market-twin.replay/1"

    public init() {}

    /// - Throws: `ReportError.notFinite` where a figure is infinite or not a number.
    public func render(_ report: ReplayReport) throws -> String {
        try JSONValue.object([
            ("schema", .text(Self.schema)), ("version", .text(report.version)), ("run", .finding(report.run)),
            ("currency", .text(report.currency.code)), ("value", .number(report.value)),
            ("timeGain", .number(report.timeGain)),
            ("paths", .list(report.paths.indices.map { path(report, $0) })),
        ]).document()
    }

    private func path(_ report: ReplayReport, _ index: Int) -> JSONValue {
        let path = report.paths[index]
        func gains(_ holdings: [ReplayReport.Holding], isBook: Bool) -> JSONValue {
            .list(
                holdings.map { holding in
                    let name: [(key: String, value: JSONValue)] =
                        isBook
                        ? [("book", .text(holding.name))]
                        : [("id", .text(holding.name)), ("book", .text(holding.book))]
                    return .object(
                        name + [("value", .number(holding.value)), ("gain", .number(holding.gains[index]))])
                })
        }
        return .object([
            ("path", .integer(path.path)), ("dates", .list(path.dates.map { .text($0.description) })),
            ("gain", .number(path.gain)),
            (
                "factors",
                .list(
                    path.moves.enumerated().map { place, move in
                        .object([
                            ("factor", .text(move.factor.name)), ("today", .number(report.levels[place])),
                            ("then", .number(path.levels[place])), ("change", .number(move.change)),
                            ("isRelative", .flag(move.isRelative)), ("deviations", .number(move.deviations)),
                            ("gain", .number(move.loss.map { -$0 })),
                        ])
                    })
            ), ("books", gains(report.books, isBook: true)), ("positions", gains(report.positions, isBook: false)),
        ])
    }
}
