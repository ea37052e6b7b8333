import Market
import Measures

/// Replayed paths as one JSON object, `market-twin.replay/1`.
public struct ReplayJSON: Sendable {
    public static let schema = "market-twin.replay/1"

    public init() {}

    /// - Throws: `ReportError.notFinite` where a figure is infinite or not a number.
    public func render(_ replay: PathReplay) throws -> String {
        let run = replay.run
        return try JSONValue.object([
            ("schema", .text(Self.schema)), ("version", .text(replay.version)),
            (
                "run",
                .object([
                    ("id", .text(run.id)), ("title", .text(run.title)), ("asOf", .text(run.asOf.description)),
                    ("seed", .integer(run.seed)), ("paths", .integer(run.paths)),
                    ("horizonDays", .integer(run.horizonDays)), ("steps", .integer(run.steps)),
                ])
            ),
            ("currency", .text(replay.currency.code)), ("paths", .list(replay.paths.map(\.json))),
            ("notes", .list(replay.notes.map { .text($0) })),
        ]).document()
    }
}

extension ReplayedPath {
    fileprivate var json: JSONValue {
        .object([
            ("path", .integer(path)), ("from", days.map { .text($0.from.description) } ?? .null),
            ("to", days.map { .text($0.to.description) } ?? .null), ("profitAndLoss", .number(profitAndLoss)),
            ("rank", .integer(rank)), ("summary", .text(MoveWords.summary(factors.map(\.move)))),
            (
                "factors",
                .list(
                    factors.map { factor in
                        .object([
                            ("id", .text(factor.id.name)), ("from", .number(factor.from)), ("to", .number(factor.to)),
                            ("change", .number(factor.change)), ("deviations", .number(factor.score)),
                        ])
                    })
            ),
            (
                "positions",
                .list(
                    positions.map { position in
                        .object([
                            ("id", .text(position.id)), ("book", .text(position.book)), ("kind", .text(position.kind)),
                            ("profitAndLoss", .number(position.profitAndLoss)),
                        ])
                    })
            ),
            (
                "books",
                .list(
                    books.map { book in
                        .object([("book", .text(book.path)), ("profitAndLoss", .number(book.profitAndLoss))])
                    })
            ),
        ])
    }
}
