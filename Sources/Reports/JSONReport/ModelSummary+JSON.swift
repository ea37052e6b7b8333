import Market
import Measures

extension ModelSummary {
    /// The model under the key `model`; the correlations are a list of rows.
    var json: JSONValue {
        let count = factors.count
        let rows = (correlations.isEmpty ? 0..<0 : 0..<count).map { row in
            JSONValue.list(correlations[row * count..<(row + 1) * count].map { .number($0) })
        }
        return .object([
            ("dependence", .text(dependence)),
            ("covariance", covariance.map { .text($0) } ?? .null),
            ("window", window?.json ?? .null),
            ("smallestEigenvalue", smallestEigenvalue.map { .number($0) } ?? .null),
            ("rank", .integer(rank)),
            ("repair", repair?.json ?? .null),
            ("factors", .list(factors.map(\.json))),
            ("correlations", .list(rows)),
            ("dependenceFit", dependenceFit?.json ?? .null),
            ("histories", .list(histories.map(\.json))),
            ("fits", .list(fits.map(\.json))),
        ])
    }
}

extension ModelSummary.Window {
    fileprivate var json: JSONValue {
        .object([
            ("from", .text(from.description)), ("to", .text(to.description)), ("changes", .integer(changes)),
        ])
    }
}

extension FactorSummary {
    fileprivate var json: JSONValue {
        .object([
            ("id", .text(id.name)), ("process", .text(process)), ("level", .number(level)),
            ("volatility", .number(volatility)), ("drift", .number(drift)), ("source", .text(source)),
        ])
    }
}

extension RepairSummary {
    fileprivate var json: JSONValue {
        .object([
            ("kind", .text(kind)), ("smallestEigenvalueBefore", .number(smallestEigenvalueBefore)),
            ("smallestEigenvalueAfter", .number(smallestEigenvalueAfter)), ("distance", .number(distance)),
            ("moves", .list(moves.map(\.json))),
        ])
    }
}

extension RepairSummary.Move {
    fileprivate var json: JSONValue {
        .object([
            ("between", .list(between.map { .text($0.name) })), ("before", .number(before)), ("after", .number(after)),
        ])
    }
}

extension FactorHistory {
    fileprivate var json: JSONValue {
        .object([
            ("id", .text(id.name)), ("dates", .list(dates.map { .text($0.description) })),
            ("levels", .list(levels.map { .number($0) })),
        ])
    }
}

extension FitSummary {
    fileprivate var json: JSONValue {
        .object([
            ("factor", .text(factor.name)), ("process", .text(process)), ("method", .text(method)),
            (
                "parameters",
                .list(
                    parameters.map { parameter in
                        .object([
                            ("name", .text(parameter.name)), ("value", .number(parameter.value)),
                            ("standardError", .number(parameter.standardError)),
                        ])
                    })
            ),
            ("logLikelihood", .number(logLikelihood)), ("akaike", .number(akaike)), ("bayesian", .number(bayesian)),
            ("observations", .integer(observations)),
        ])
    }
}
