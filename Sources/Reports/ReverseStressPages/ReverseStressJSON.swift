import Market
import Measures

/// A reverse stress test as one JSON object, `market-twin.reverse/1`.
public struct ReverseStressJSON: Sendable {
    public static let schema = "market-twin.reverse/1"

    public init() {}

    /// - Throws: `ReportError.notFinite` where a figure is infinite or not a number.
    public func render(_ report: ReverseStressReport) throws -> String {
        try JSONValue.object([
            ("schema", .text(Self.schema)), ("version", .text(report.version)),
            (
                "run",
                .object([
                    ("id", .text(report.run.id)), ("title", .text(report.run.title)),
                    ("scenario", .text(report.run.scenario)), ("asOf", .text(report.run.asOf.description)),
                    ("horizonDays", .integer(report.run.horizonDays)),
                ])
            ),
            ("currency", .text(report.currency.code)), ("book", .text(report.book)),
            ("bookValue", .number(report.bookValue)), ("portfolioValue", .number(report.portfolioValue)),
            ("target", report.target.json), ("law", report.law.json), ("search", report.search.json),
            ("simulated", report.simulated?.json ?? .null),
            ("reached", .flag(!report.scenarios.isEmpty)),
            ("scenarios", .list(report.scenarios.map(\.json))),
            ("notes", .list(report.notes.map { .text($0) })),
        ]).document()
    }
}

extension ReverseTarget {
    fileprivate var json: JSONValue {
        let source: [(key: String, value: JSONValue)] =
            switch origin {
            case .stated: [("origin", .text("stated"))]
            case .share(let share): [("origin", .text("share")), ("share", .number(share))]
            case .limit(let key):
                [("origin", .text("limit"))] + key.measure.members(kindAs: "measure", alwaysConfidence: true)
            case .multiple(let factor, let key):
                [("origin", .text("multiple"))] + key.measure.members(kindAs: "measure") + [
                    ("multiple", .number(factor))
                ]
            }
        return .object([("loss", .number(loss))] + source)
    }
}

extension ReverseLaw {
    fileprivate var json: JSONValue {
        .object([
            ("factors", .integer(factors)), ("directions", .integer(directions)),
            ("horizonDays", .integer(horizonDays)), ("degreesOfFreedom", .number(degreesOfFreedom)),
            ("exact", .flag(isExact)), ("inexactBecause", reason.map { .text($0) } ?? .null),
            ("valuedAt", .text(isAtHorizon ? "horizon" : "today")),
        ])
    }
}

extension SimulatedLosses {
    fileprivate var json: JSONValue {
        .object([
            ("losses", .integer(count)), ("paths", .integer(paths)), ("share", .number(share)),
            ("standardError", .number(standardError)), ("low", .number(interval.low)),
            ("high", .number(interval.high)),
        ])
    }
}

extension ReverseSearch {
    fileprivate var json: JSONValue {
        .object([
            ("linear", .flag(isLinear)), ("expectedLoss", .number(expectedLoss)), ("searches", .integer(searches)),
            ("unconverged", .integer(unconverged)), ("reduced", .flag(isReduced)),
            ("largestLoss", .number(largestLoss)), ("largestDistance", .number(largestDistance)),
        ])
    }
}

extension ReverseScenario {
    fileprivate var json: JSONValue {
        .object([
            ("distance", .number(distance)), ("loss", .number(loss)), ("residual", .number(residual)),
            ("converged", .flag(isConverged)), ("endings", .integer(endings)),
            ("probabilityBeyond", .number(probabilityBeyond)), ("probabilityAlong", .number(probabilityAlong)),
            (
                "moves",
                .list(
                    moves.map {
                        .object([
                            ("factor", .text($0.factor.name)), ("level", .number($0.level)),
                            ("moved", .number($0.moved)), ("change", .number($0.change)),
                            ("relative", .flag($0.convention == .logarithmic)),
                            ("deviations", .number($0.deviations)), ("lossAlone", .number($0.lossAlone)),
                        ])
                    })
            ),
            (
                "classes",
                .list(classes.map { .object([("class", .text($0.factorClass.rawValue)), ("loss", .number($0.loss))]) })
            ),
            ("timeLoss", .number(timeLoss)),
            ("books", .list(books.map { .object([("book", .text($0.path)), ("gain", .number($0.gain))]) })),
            (
                "positions",
                .list(
                    positions.map {
                        .object([("id", .text($0.id)), ("book", .text($0.book)), ("gain", .number($0.gain))])
                    })
            ),
        ])
    }
}
