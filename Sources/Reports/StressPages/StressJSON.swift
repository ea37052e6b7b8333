import Market
import Measures

/// A stress report as one JSON object, `market-twin.stress/1`.
public struct StressJSON: Sendable {
    public static let schema = "market-twin.stress/1"

    public init() {}

    /// - Throws: `ReportError.notFinite` where a figure is infinite or not a number.
    public func render(_ report: StressReport) throws -> String {
        let run = report.run
        let ranking = report.ranking
        return try JSONValue.object([
            ("schema", .text(Self.schema)), ("version", .text(report.version)),
            (
                "run",
                .object([
                    ("id", .text(run.id)), ("title", .text(run.title)), ("asOf", .text(run.asOf.description)),
                    ("seed", .integer(run.seed)), ("paths", .integer(run.paths)),
                    ("horizonDays", .integer(run.horizonDays)), ("steps", .integer(run.steps)),
                ])
            ),
            (
                "portfolio",
                .object([
                    ("currency", .text(report.currency.code)), ("value", .number(report.value)),
                    ("positions", .integer(report.positions.count)),
                ])
            ),
            ("standardSet", .flag(report.isStandard)),
            (
                "ranking",
                .list(
                    ranking.map {
                        .object([
                            ("name", .text($0.name)), ("profitAndLoss", .number($0.revaluation?.profitAndLoss)),
                        ])
                    })
            ),
            ("sensitivities", .list(report.sensitivities.map(\.json))),
            ("scenarios", .list(report.outcomes.map { $0.json(report) })),
            ("notes", .list(report.notes.map { .text($0) })),
        ]).document()
    }
}

extension StressOutcome {
    fileprivate func json(_ report: StressReport) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("name", .text(name)), ("kind", .text(kind)), ("description", .text(words)),
            ("profitAndLoss", .number(revaluation?.profitAndLoss)),
        ]
        if let revaluation { members += revaluation.members(report) }
        if let grid { members.append(("grid", grid.json(report))) }
        if let conditional { members.append(("conditional", conditional.json)) }
        if !risk.isEmpty { members.append(("risk", .list(risk.map(\.json)))) }
        members.append(("notes", .list(notes.map { .text($0) })))
        members.append(("warnings", .list(warnings.map { .text($0) })))
        return .object(members)
    }
}

extension StressRevaluation {
    fileprivate func members(_ report: StressReport) -> [(key: String, value: JSONValue)] {
        [
            (
                "byBook",
                .list(
                    zip(report.books, byBook).map {
                        .object([("book", .text($0.path)), ("profitAndLoss", .number($1))])
                    })
            ),
            (
                "byPosition",
                .list(
                    zip(report.positions, byPosition).map {
                        .object([
                            ("id", .text($0.id)), ("book", .text($0.book)), ("profitAndLoss", .number($1)),
                        ])
                    })
            ),
            (
                "byClass",
                .list(
                    byClass.map {
                        .object([
                            ("class", .text($0.factorClass.rawValue)), ("profitAndLoss", .number($0.profitAndLoss)),
                        ])
                    })
            ), ("classInteraction", .number(classInteraction)),
            (
                "byFactor",
                .list(
                    moves.map {
                        .object([("factor", .text($0.id.name)), ("profitAndLoss", .number($0.profitAndLoss))])
                    })
            ), ("factorInteraction", .number(factorInteraction)),
            (
                "moves",
                .list(
                    moves.map {
                        .object([
                            ("factor", .text($0.id.name)), ("from", .number($0.from)), ("to", .number($0.to)),
                            ("change", .number($0.change)),
                            ("convention", .text($0.convention == .logarithmic ? "relative" : "absolute")),
                        ])
                    })
            ), ("sensitivities", .list(sensitivities.map(\.json))),
        ]
    }
}

extension ClassSensitivity {
    fileprivate var json: JSONValue {
        .object([
            ("class", .text(factorClass.rawValue)), ("per", .text(factorClass.sensitivityUnit)),
            ("delta", .number(delta)), ("gamma", .number(gamma)),
        ])
    }
}

extension StressGrid {
    /// Figures are one list of a ladder, and a list of lists, row by row, of a grid.
    fileprivate func json(_ report: StressReport) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [("rows", rows.json)]
        if let columns { members.append(("columns", columns.json)) }
        func figures(_ gains: [Double]) -> JSONValue {
            guard let width = columns?.values.count else { return .list(gains.map { .number($0) }) }
            return .list(
                stride(from: 0, to: gains.count, by: width).map { start in
                    .list(gains[start..<start + width].map { .number($0) })
                })
        }
        members.append(("profitAndLoss", figures(profitAndLoss)))
        members.append(("worst", .integer(worst)))
        members.append(
            (
                "byBook",
                .list(
                    zip(report.books, byBook).map {
                        .object([("book", .text($0.path)), ("profitAndLoss", figures($1))])
                    })
            ))
        members.append(
            (
                "byClass",
                .list(
                    byClass.map {
                        .object([
                            ("class", .text($0.factorClass.rawValue)), ("profitAndLoss", figures($0.profitAndLoss)),
                        ])
                    })
            ))
        members.append(
            (
                "byPosition",
                .list(
                    zip(report.positions, byPosition).map {
                        .object([
                            ("id", .text($0.id)), ("book", .text($0.book)), ("profitAndLoss", figures($1)),
                        ])
                    })
            ))
        return .object(members)
    }
}

extension StressGrid.Axis {
    fileprivate var json: JSONValue {
        .object([
            ("factors", .text(factors)), ("labels", .list(labels.map { .text($0) })),
            ("shocks", .list(values.map { .number($0) })),
        ])
    }
}

extension ConditionalOutcome {
    fileprivate var json: JSONValue {
        .object([
            ("law", .text(law)), ("mahalanobisDistance", .number(distance)), ("probability", .number(probability)),
            (
                "factors",
                .list(
                    factors.map {
                        .object([
                            ("factor", .text($0.id.name)), ("stated", .flag($0.isStated)),
                            ("convention", .text($0.convention.rawValue)), ("mean", .number($0.mean)),
                            ("standardDeviation", .number($0.deviation)), ("expectedChange", .number($0.expected)),
                        ])
                    })
            ),
            (
                "profitAndLoss",
                .object([
                    ("mean", .number(mean)), ("standardError", .number(standardError)),
                    ("standardDeviation", .number(deviation)), ("low", .number(low)), ("high", .number(high)),
                    ("draws", .integer(draws)),
                ])
            ),
        ])
    }
}

extension StressedFigure {
    fileprivate var json: JSONValue {
        .object(
            [("book", .text(book))] + key.measure.members() + [
                ("before", before.json), ("after", after.json), ("change", .number(change)),
                ("changeStandardError", .number(changeError)),
            ])
    }
}

extension FactorClass {
    /// What sensitivities to the class are told per.
    var sensitivityUnit: String {
        switch self {
        case .equity, .foreignExchange, .commodity: "1%"
        case .interestRate, .creditSpread: "1 bp"
        case .volatility: "1 point"
        }
    }
}
