import Market
import Measures

/// Candidate trades as one JSON object, `market-twin.whatif/1`.
public struct WhatIfJSON: Sendable {
    public static let schema = "market-twin.whatif/1"

    public init() {}

    /// - Throws: `ReportError.notFinite` where a figure is infinite or not a number.
    public func render(_ report: WhatIfReport) throws -> String {
        func head(_ index: Int) -> [(key: String, value: JSONValue)] {
            report.measures[index].members()
        }
        func changes(_ trade: WhatIfReport.Trade) -> JSONValue {
            .list(
                report.measures.indices.map { index in
                    let change = trade.changes[index]
                    let alone: [(key: String, value: JSONValue)] =
                        trade.standAlone.isEmpty
                        ? []
                        : [
                            ("standAlone", .number(trade.standAlone[index].value)),
                            ("standAloneError", .number(trade.standAlone[index].standardError)),
                        ]
                    return .object(
                        head(index) + [
                            ("value", .number(change.after.value)),
                            ("standardError", .number(change.after.standardError)),
                            ("change", .number(change.change.value)),
                            ("changeError", .number(change.change.standardError)),
                        ] + alone)
                })
        }
        return try JSONValue.object([
            ("schema", .text(Self.schema)), ("version", .text(report.version)), ("run", .finding(report.run)),
            ("currency", .text(report.currency.code)),
            (
                "timings",
                .object([
                    ("simulate", .number(report.seconds.simulate)), ("perTrade", .number(report.seconds.perTrade)),
                ])
            ),
            (
                "base",
                .object([
                    ("value", .number(report.value)),
                    (
                        "measures",
                        .list(
                            report.measures.indices.map { index in
                                .object(head(index) + report.base[index].members)
                            })
                    ),
                ])
            ),
            (
                "trades",
                .list(
                    report.trades.map { trade in
                        .object([
                            ("id", .text(trade.id)), ("book", .text(trade.book)),
                            ("instrument", .text(trade.instrument)), ("quantity", .number(trade.quantity)),
                            ("value", .number(trade.value)), ("measures", changes(trade)),
                        ])
                    })
            ),
            (
                "together",
                .object([("value", .number(report.together.value)), ("measures", changes(report.together))])
            ), ("notes", .list(report.notes.map { .text($0) })),
        ]).document()
    }
}
