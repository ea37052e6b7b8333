import Calibration
import Market

/// A calibration as one JSON object, `market-twin.calibration/1`.
public struct CalibrationJSON: Sendable {
    public static let schema = "market-twin.calibration/1"

    public init() {}

    /// - Throws: `ReportError.notFinite` where a figure is infinite or not a number, which JSON cannot hold.
    public func render(_ report: CalibrationReport) throws -> String { try report.json.document() }
}

extension CalibrationReport {
    fileprivate var json: JSONValue {
        .object([
            ("schema", .text(CalibrationJSON.schema)), ("title", .text(title)), ("scenario", .text(scenario)),
            ("asOf", .text(asOf.description)), ("run", .text(run)), ("version", .text(version)),
            ("dependence", .text(dependence)), ("covariance", covariance.map { .text($0) } ?? .null),
            ("dependenceFit", dependenceFit.map { .finding($0) } ?? .null),
            ("factors", .list(factors.map(\.json))), ("spectrum", spectrum?.json ?? .null),
            ("dataIssues", .finding(dataIssues)), ("notes", .list(notes.map { .text($0) })),
        ])
    }
}

extension CalibratedFactor {
    fileprivate var json: JSONValue {
        .object([
            ("id", .text(id.name)), ("process", .text(process)), ("marginal", marginal.map { .text($0) } ?? .null),
            ("level", .number(level)),
            ("volatility", .number(volatility)), ("drift", .number(drift)),
            ("method", method.map { .text($0) } ?? .null), ("converged", method == nil ? .null : .flag(true)),
            ("parameters", .list(parameters.map(\.json))), ("logLikelihood", .number(logLikelihood)),
            ("akaike", .number(akaike)), ("bayesian", .number(bayesian)), ("diagnosis", diagnosis?.json ?? .null),
        ])
    }
}

extension FittedParameter {
    fileprivate var json: JSONValue {
        .object([("name", .text(name)), ("value", .number(value)), ("standardError", .number(standardError))])
    }
}

extension FactorDiagnosis {
    fileprivate var json: JSONValue {
        .object([
            ("moves", .integer(moves)), ("from", .text(from.description)), ("to", .text(to.description)),
            ("volatility", .number(volatility)), ("skewness", .number(finite(skewness))),
            ("excessKurtosis", .number(finite(excessKurtosis))), ("kolmogorovSmirnov", uniformity.json),
            ("ljungBox", independence.json), ("ljungBoxOfSquares", squareIndependence.json),
            ("lowerTail", lowerTail?.json ?? .null), ("upperTail", upperTail?.json ?? .null),
            ("uniformCounts", .list(uniformCounts.map { .integer($0) })),
            (
                "quantiles",
                .list(
                    quantiles.map { .object([("expected", .number($0.expected)), ("observed", .number($0.observed))]) })
            ),
            ("autocorrelations", .list(autocorrelations.map { .number($0) })),
            ("squareAutocorrelations", .list(squareAutocorrelations.map { .number($0) })),
            (
                "volatilities",
                .list(
                    volatilities.map {
                        .object([
                            ("date", .text($0.date.description)), ("realised", .number($0.realised)),
                            ("modelled", .number($0.modelled)),
                        ])
                    })
            ),
        ])
    }

    /// The moments of a factor that never moves do not exist.
    private func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}

extension FactorDiagnosis.Test {
    fileprivate var json: JSONValue { .object([("statistic", .number(statistic)), ("pValue", .number(pValue))]) }
}

extension TailIndex {
    fileprivate var json: JSONValue {
        .object([
            ("index", .number(index)), ("standardError", .number(standardError)), ("threshold", .number(threshold)),
            ("count", .integer(count)),
        ])
    }
}

extension Spectrum {
    fileprivate var json: JSONValue {
        .object([
            ("eigenvalues", .list(eigenvalues.map { .number($0) })), ("observations", .integer(observations)),
            ("lowerEdge", .number(lowerEdge)), ("upperEdge", .number(upperEdge)),
            ("informative", .integer(informativeCount)), ("informativeShare", .number(informativeShare)),
        ])
    }
}
