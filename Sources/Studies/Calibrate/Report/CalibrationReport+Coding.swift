import Calibration
import Market
import Measures

/// How a calibration stands in a result.
extension CalibrationReport: Encodable {
    /// Of a result, and of its version.
    public static let schema = "market-twin.calibration/1"

    private enum CodingKeys: CodingKey {
        case schema, title, scenario, asOf, run, finding, version, kernels, dependence, covariance, dependenceFit,
            factors,
            spectrum,
            dataIssues, notes
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.schema, forKey: .schema)
        try container.encode(title, forKey: .title)
        try container.encode(scenario, forKey: .scenario)
        try container.encode(asOf, forKey: .asOf)
        try container.encode(run, forKey: .run)
        try container.encodeIfPresent(finding, forKey: .finding)
        try container.encode(version, forKey: .version)
        try container.encodeIfPresent(kernels, forKey: .kernels)
        try container.encode(dependence, forKey: .dependence)
        try container.encode(covariance, forKey: .covariance)
        try container.encode(dependenceFit, forKey: .dependenceFit)
        try container.encode(factors, forKey: .factors)
        try container.encode(spectrum, forKey: .spectrum)
        try container.encode(dataIssues, forKey: .dataIssues)
        try container.encode(notes, forKey: .notes)
    }
}

extension CalibratedFactor: Encodable {
    private enum CodingKeys: CodingKey {
        case id, process, marginal, level, volatility, drift, method, converged, parameters, logLikelihood, akaike,
            bayesian, diagnosis
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(process, forKey: .process)
        try container.encode(marginal, forKey: .marginal)
        try container.encode(level, forKey: .level)
        try container.encode(volatility, forKey: .volatility)
        try container.encode(drift, forKey: .drift)
        try container.encode(method, forKey: .method)
        try container.encode(method == nil ? nil : true, forKey: .converged)
        try container.encode(parameters, forKey: .parameters)
        try container.encode(logLikelihood, forKey: .logLikelihood)
        try container.encode(akaike, forKey: .akaike)
        try container.encode(bayesian, forKey: .bayesian)
        try container.encode(diagnosis, forKey: .diagnosis)
    }
}

extension FactorDiagnosis: Encodable {
    private enum CodingKeys: CodingKey {
        case moves, from, to, volatility, skewness, excessKurtosis, kolmogorovSmirnov, ljungBox, ljungBoxOfSquares,
            lowerTail, upperTail, uniformCounts, quantiles, autocorrelations, squareAutocorrelations, volatilities
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(moves, forKey: .moves)
        try container.encode(from, forKey: .from)
        try container.encode(to, forKey: .to)
        try container.encode(volatility, forKey: .volatility)
        // The moments of a factor that never moves do not exist.
        try container.encode(skewness.isFinite ? skewness : nil, forKey: .skewness)
        try container.encode(excessKurtosis.isFinite ? excessKurtosis : nil, forKey: .excessKurtosis)
        try container.encode(uniformity, forKey: .kolmogorovSmirnov)
        try container.encode(independence, forKey: .ljungBox)
        try container.encode(squareIndependence, forKey: .ljungBoxOfSquares)
        try container.encode(lowerTail, forKey: .lowerTail)
        try container.encode(upperTail, forKey: .upperTail)
        try container.encode(uniformCounts, forKey: .uniformCounts)
        try container.encode(quantiles, forKey: .quantiles)
        try container.encode(autocorrelations, forKey: .autocorrelations)
        try container.encode(squareAutocorrelations, forKey: .squareAutocorrelations)
        try container.encode(volatilities, forKey: .volatilities)
    }
}

extension Spectrum: Encodable {
    private enum CodingKeys: CodingKey {
        case eigenvalues, observations, lowerEdge, upperEdge, informative, informativeShare
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(eigenvalues, forKey: .eigenvalues)
        try container.encode(observations, forKey: .observations)
        try container.encode(lowerEdge, forKey: .lowerEdge)
        try container.encode(upperEdge, forKey: .upperEdge)
        try container.encode(informativeCount, forKey: .informative)
        try container.encode(informativeShare, forKey: .informativeShare)
    }
}
