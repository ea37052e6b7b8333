import Market
import Measures

extension RiskReport {
    /// The object of schema `market-twin.result/1`.
    ///
    /// - Parameter timings: read when everything else is written.
    func json(timings: @escaping () -> Timings) -> JSONValue {
        .object([
            ("schema", .text(JSONReport.schema)),
            ("run", run.json),
            ("engine", engine.json),
            ("timings", .late { timings().json }),
            ("portfolio", portfolio.json),
            ("measures", .list(figures.map(\.json))),
            ("limits", .list(limits.map(\.json))),
            ("dataIssues", .list(dataIssues.map(\.json))),
            ("notes", .list(notes.map { .text($0) })),
            ("books", .list(books.map(\.json))),
            ("histogram", histogram.json),
            ("convergence", .list(convergence.map(\.json))),
            ("components", .list((attribution?.components ?? []).map(\.json))),
            ("tail", attribution?.tail.json ?? .null),
            ("parametric", parametric?.json ?? .null),
            ("model", model.json),
        ])
    }
}

extension RunSummary {
    var json: JSONValue {
        .object(
            [
                ("id", .text(id)), ("title", .text(title)), ("scenario", .text(scenario)),
                ("asOf", .text(asOf.description)),
                ("seed", .integer(seed)), ("paths", .integer(paths)), ("horizonDays", .integer(horizonDays)),
                ("steps", .integer(steps)), ("simulation", .text(scenarios?.kind ?? "monte-carlo")),
                ("scenarios", scenarios?.json ?? .null),
            ] + (changes.map { [("changes", .list($0.map { .text($0) }))] } ?? []))
    }
}

extension ScenarioSummary {
    fileprivate var json: JSONValue {
        .object([
            ("kind", .text(kind)), ("title", .text(title)), ("unit", .text(unit)), ("isDrawn", .flag(isDrawn)),
            ("usesModel", .flag(usesModel)),
        ])
    }
}

extension ParametricSummary {
    fileprivate var json: JSONValue {
        .object([
            ("figures", .list(figures.map(\.json))), ("remarks", .list(remarks.map { .text($0) })),
        ])
    }
}

extension ParametricSummary.Figure {
    fileprivate var json: JSONValue {
        .object([("method", .text(method))] + key.measure.members() + [("value", .number(value))])
    }
}

extension EngineSummary {
    fileprivate var json: JSONValue {
        .object([
            ("version", .text(version)), ("blasCore", .text(blasCore)), ("simd", .text(simd)),
            ("workers", .integer(workers)), ("precision", .text(precision)),
        ])
    }
}

extension Timings {
    fileprivate var json: JSONValue {
        .object(stages.map { ($0.name, .number($0.seconds)) })
    }
}

extension PortfolioSummary {
    fileprivate var json: JSONValue {
        .object([
            ("currency", .text(currency.code)), ("value", .number(value)), ("positions", .integer(positions)),
        ])
    }
}

extension RiskFigure {
    var json: JSONValue {
        .object(
            key.measure.members() + [("book", .text(book))] + estimate.members + [("estimator", .text(estimator))])
    }
}

extension DataIssue {
    var json: JSONValue {
        .object([
            ("severity", .text(severity.rawValue)), ("factor", factor.map { .text($0.name) } ?? .null),
            ("date", date.map { .text($0.description) } ?? .null), ("rule", .text(rule)), ("message", .text(message)),
        ])
    }
}

extension BookSummary {
    fileprivate var json: JSONValue {
        .object([
            ("path", .text(path)), ("name", .text(name)), ("depth", .integer(depth)),
            ("positions", .integer(positions)), ("value", .number(value)),
            ("diversification", .list(diversification.map(\.json))),
        ])
    }
}

extension BookSummary.Diversification {
    fileprivate var json: JSONValue {
        .object(
            key.measure.members() + [("sumOfChildren", .number(sumOfChildren)), ("benefit", .number(benefit))])
    }
}

extension Histogram {
    fileprivate var json: JSONValue {
        .object([
            ("start", .number(start)), ("binWidth", .number(binWidth)), ("counts", .list(counts.map { .integer($0) })),
            ("below", .integer(below)), ("above", .integer(above)),
        ])
    }
}

extension ConvergenceSeries {
    fileprivate var json: JSONValue {
        .object(
            key.measure.members() + [
                ("points", .list(points.map { .object([("paths", .integer($0.paths))] + $0.estimate.members) }))
            ])
    }
}
