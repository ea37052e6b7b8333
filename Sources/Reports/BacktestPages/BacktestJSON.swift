import Backtesting
import Market
import Statistics

/// A backtest as one JSON object, `market-twin.backtest/1`.
public struct BacktestJSON: Sendable {
    public static let schema = "market-twin.backtest/1"

    public init() {}

    /// - Throws: `ReportError.notFinite` where a figure is infinite or not a number, which JSON cannot hold.
    public func render(_ report: BacktestReport) throws -> String { try report.json.document() }
}

extension BacktestReport {
    fileprivate var json: JSONValue {
        .object([
            ("schema", .text(BacktestJSON.schema)), ("title", .text(title)), ("scenario", .text(scenario)),
            ("version", .text(version)), ("currency", .text(currency.code)), ("confidence", .number(confidence)),
            ("shortfallConfidence", .number(shortfallConfidence)),
            ("horizonDays", .integer(horizonDays)), ("step", .integer(step)),
            ("profitAndLossIs", .text(isActual ? "actual" : "hypothetical")), ("level", .number(level)),
            ("count", .integer(days.count)), ("expectedExceptions", .number(models.first?.expectedExceptions)),
            (
                "detectable",
                .object([
                    ("power", .number(detectable.power)), ("rate", .number(detectable.rate)),
                    (
                        "acceptedExceptions",
                        detectable.accepted.map { .list([.integer($0.lowerBound), .integer($0.upperBound)]) } ?? .null
                    ),
                ])
            ),
            ("models", .list(models.map { $0.json(level: level) })),
            ("from", .list(days.map { .text($0.origin.description) })),
            ("dates", .list(days.map { .text($0.target.description) })),
            ("profitAndLoss", .list(profitAndLoss.map { .number($0) })), ("dataIssues", .finding(dataIssues)),
            ("notes", .list(notes.map { .text($0) })),
            ("seconds", .number(seconds)),
        ])
    }
}

extension BacktestedModel {
    fileprivate func json(level: Double) -> JSONValue {
        .object([
            ("name", .text(name)), ("description", .text(description)), ("exceptions", .integer(exceptionCount)),
            ("trafficLight", recent.json),
            (
                "zones",
                .object(TrafficLight.Zone.allCases.map { ($0.rawValue, .integer(zones[$0] ?? 0)) })
            ),
            (
                "years",
                .list(
                    years.map {
                        .object([
                            ("year", .integer($0.year)), ("days", .integer($0.days)),
                            ("exceptions", .integer($0.exceptions)), ("zone", .text($0.light.zone.rawValue)),
                        ])
                    })
            ),
            ("tests", .list(tests.map { $0.json(level: level) })),
            (
                "scores",
                .object([("fisslerZiegel", .number(jointScore)), ("quantileLoss", .number(quantileScore))])
            ),
            ("againstBest", comparison?.json(level: level) ?? .null),
            ("valueAtRisk", .list(forecasts.valueAtRisk.map { .number($0) })),
            ("expectedShortfall", .list(shortfalls.map { .number($0) })),
            ("shortfallValueAtRisk", .list(shortfallForecasts.valueAtRisk.map { .number($0) })),
            ("shortfallExceptions", .integer(shortfallForecasts.exceptions.exceptionCount)),
            ("transforms", .list((forecasts.transforms ?? []).map { .number($0) })),
        ])
    }
}

extension TrafficLight {
    fileprivate var json: JSONValue {
        .object([
            ("zone", .text(zone.rawValue)), ("exceptions", .integer(exceptions)), ("days", .integer(count)),
            ("cumulativeProbability", .number(cumulativeProbability)),
            ("multiplier1996", .number(multiplier(.basel1996))), ("multiplierMAR99", .number(multiplier(.mar99))),
        ])
    }
}

extension BacktestedModel.Test {
    fileprivate func json(level: Double) -> JSONValue {
        .object([
            ("name", .text(name)), ("asks", .text(summary)), ("outcome", outcome.json(level: level)),
            (
                "power",
                power.map {
                    .object([
                        ("against", .text($0.fault)), ("probability", .number($0.probability)),
                        ("size", .number($0.size)),
                    ])
                } ?? .null
            ),
        ])
    }
}

extension TestOutcome {
    fileprivate func json(level: Double) -> JSONValue {
        let verdict = JSONValue.text(verdict(at: level).rawValue)
        switch self {
        case .result(let result):
            // A t statistic of residuals without spread has no end.
            let statistic = result.statistic.isFinite ? result.statistic : nil
            return .object([
                ("statistic", .number(statistic)), ("pValue", .number(result.pValue)),
                ("law", .text(result.law.description)), ("verdict", verdict),
            ])
        case .impossible(let reason): return .object([("verdict", verdict), ("because", .text(reason))])
        }
    }
}
