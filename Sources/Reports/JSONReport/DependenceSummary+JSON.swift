import Market
import Measures

extension DependenceSummary {
    /// The fit under the key `dependenceFit` of the model.
    var json: JSONValue {
        .object([
            ("method", method.map { .text($0) } ?? .null),
            ("observations", .integer(observations)),
            ("parameters", .list(parameters.map(\.json))),
            ("logLikelihood", .number(logLikelihood)),
            ("normalLogLikelihood", .number(normalLogLikelihood)),
            (
                "tailDependence",
                .list(
                    tailDependence.map { pair in
                        .object([
                            ("between", .list(pair.between.map { .text($0.name) })), ("value", .number(pair.value)),
                        ])
                    })
            ),
            ("marginals", .list(marginals.map(\.json))),
        ])
    }
}

extension FittedParameter {
    fileprivate var json: JSONValue {
        .object([("name", .text(name)), ("value", .number(value)), ("standardError", .number(standardError))])
    }
}

extension MarginalSummary {
    fileprivate var json: JSONValue {
        .object([
            ("factor", .text(factor.name)), ("kind", .text(kind)), ("parameters", .list(parameters.map(\.json))),
            ("lowerThresholds", .list(lowerThresholds.map(\.json))),
            ("upperThresholds", .list(upperThresholds.map(\.json))),
        ])
    }
}

extension MarginalSummary.ThresholdRow {
    fileprivate var json: JSONValue {
        .object([
            ("share", .number(share)), ("threshold", .number(threshold)), ("excesses", .integer(excesses)),
            ("meanExcess", .number(meanExcess)), ("shape", .number(shape)), ("shapeError", .number(shapeError)),
        ])
    }
}
