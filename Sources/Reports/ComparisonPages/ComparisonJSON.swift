import Market
import Measures

/// A comparison as one JSON object, `market-twin.compare/1`.
public struct ComparisonJSON: Sendable {
    public static let schema = "market-twin.compare/1"

    public init() {}

    /// - Throws: `ReportError.notFinite` where a figure is infinite or not a number.
    public func render(_ comparison: RunComparison) throws -> String {
        try JSONValue.object([
            ("schema", .text(Self.schema)), ("version", .text(comparison.version)),
            ("currency", .text(comparison.currency.code)), ("first", comparison.first.json),
            ("second", comparison.second.json), ("steps", .list(comparison.steps.map(\.json))),
            ("changes", .list(comparison.changes.map { $0.json(steps: comparison.steps) })),
            ("differences", comparison.differences?.json ?? .null),
            ("notes", .list(comparison.notes.map { .text($0) })),
        ]).document()
    }
}

extension ComparedRun {
    fileprivate var json: JSONValue {
        .object([
            ("file", .text(file)), ("id", .text(run.id)), ("title", .text(run.title)),
            ("asOf", .text(run.asOf.description)), ("simulation", .text(run.scenarios?.kind ?? "monte-carlo")),
            ("seed", .integer(run.seed)), ("paths", .integer(run.paths)), ("horizonDays", .integer(run.horizonDays)),
            ("steps", .integer(run.steps)), ("value", .number(value)), ("positions", .integer(positions)),
        ])
    }
}

extension ComparisonStep {
    /// The name of the step in each change.
    fileprivate var key: String { parts.map(\.rawValue).joined(separator: "+") }

    fileprivate var json: JSONValue {
        .object([
            ("name", .text(key)), ("parts", .list(parts.map { .text($0.rawValue) })),
            ("reasons", .list(reasons.map { .text($0) })), ("paired", .flag(isPaired)),
        ])
    }
}

extension FigureChange {
    fileprivate var members: [(key: String, value: JSONValue)] {
        [
            ("value", .number(value)), ("standardError", .number(standardError)),
            ("significant", .flag(isSignificant)),
        ]
    }
}

extension MeasureChange {
    fileprivate func json(steps names: [ComparisonStep]) -> JSONValue {
        .object(
            [("book", .text(book))] + key.measure.members() + [
                ("first", from.json), ("second", to.json), ("change", .object(total.members)),
                (
                    "steps",
                    .list(zip(names, steps).map { .object([("name", .text($0.key))] + $1.members) })
                ),
            ])
    }
}

extension RunDifferences {
    fileprivate var json: JSONValue {
        .object([
            (
                "settings",
                .list(
                    settings.map {
                        .object([("name", .text($0.name)), ("first", .text($0.from)), ("second", .text($0.to))])
                    })
            ),
            (
                "positions",
                .list(
                    positions.map {
                        .object([
                            ("id", .text($0.id)), ("book", .text($0.book)), ("first", .number($0.from)),
                            ("second", .number($0.to)), ("otherTerms", .flag($0.isOther)),
                        ])
                    })
            ),
            ("onlyFirst", .list(onlyFirst.map { .text($0.name) })),
            ("onlySecond", .list(onlySecond.map { .text($0.name) })),
            (
                "levels",
                .list(
                    levels.map {
                        .object([
                            ("factor", .text($0.factor.name)), ("first", .number($0.from)), ("second", .number($0.to)),
                            ("dailyDeviations", .number($0.deviations)),
                        ])
                    })
            ),
            (
                "volatilities",
                .list(
                    volatilities.map {
                        .object([
                            ("factor", .text($0.factor.name)), ("first", .number($0.from)), ("second", .number($0.to)),
                            ("processes", .list(($0.processes ?? []).map { .text($0) })),
                        ])
                    })
            ),
            (
                "correlations",
                .list(
                    correlations.map {
                        .object([
                            ("between", .list($0.between.map { .text($0.name) })), ("first", .number($0.from)),
                            ("second", .number($0.to)),
                        ])
                    })
            ),
        ])
    }
}
