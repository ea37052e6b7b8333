import Market
import Measures

/// The risk of candidate trades as one JSON object, `market-twin.whatif/1`.
public struct WhatIfJSON: Sendable {
    public static let schema = "market-twin.whatif/1"

    public init() {}

    /// - Throws: `ReportError.notFinite` where a figure is infinite or not a number.
    public func render(_ result: WhatIf) throws -> String {
        try JSONValue.object([
            ("schema", .text(Self.schema)), ("version", .text(result.version)),
            (
                "run",
                .object([
                    ("id", .text(result.run.id)), ("title", .text(result.run.title)),
                    ("asOf", .text(result.run.asOf.description)), ("seed", .integer(result.run.seed)),
                    ("paths", .integer(result.run.paths)), ("horizonDays", .integer(result.run.horizonDays)),
                ])
            ),
            ("currency", .text(result.currency.code)), ("value", .number(result.value)),
            ("measures", .list(result.held.map { $0.json })),
            ("trades", .list(result.candidates.map { $0.json(result.held) })),
            ("together", result.together?.json(result.held) ?? .null),
            (
                "timings",
                .object([
                    ("simulate", .number(result.seconds.simulate)), ("measure", .number(result.seconds.measure)),
                ])
            ),
            ("notes", .list(result.notes.map { .text($0) })),
        ]).document()
    }
}

extension WhatIf.Candidate {
    fileprivate func json(_ held: [RiskFigure]) -> JSONValue {
        .object([
            ("id", .text(id)), ("book", .text(book)), ("kind", .text(kind)), ("quantity", .number(quantity)),
            ("value", .number(value)),
            (
                "changes",
                .list(
                    zip(held, changes).map { figure, change in
                        .object([
                            ("kind", .text(figure.kind)), ("confidence", .number(figure.confidence)),
                            ("after", .number(change.after.value)),
                            ("afterStandardError", .number(change.after.standardError)),
                            ("change", .number(change.change.value)),
                            ("standardError", .number(change.change.standardError)),
                        ])
                    })
            ),
        ])
    }
}
