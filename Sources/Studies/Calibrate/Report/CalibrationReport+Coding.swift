import Calibration
import Market
import Measures
import Reports

/// How a calibration stands in a result: what is written is what is read.
extension CalibrationReport: Codable {
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

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.expect(schema: Self.schema, forKey: .schema)
        self.init(
            title: try container.decode(String.self, forKey: .title),
            scenario: try container.decode(String.self, forKey: .scenario),
            asOf: try container.decode(CalendarDate.self, forKey: .asOf),
            run: try container.decode(String.self, forKey: .run),
            version: try container.decode(String.self, forKey: .version),
            dependence: try container.decode(String.self, forKey: .dependence),
            covariance: try container.decodeIfPresent(String.self, forKey: .covariance),
            dependenceFit: try container.decodeIfPresent(DependenceSummary.self, forKey: .dependenceFit),
            factors: try container.decode([CalibratedFactor].self, forKey: .factors),
            spectrum: try container.decodeIfPresent(Spectrum.self, forKey: .spectrum),
            dataIssues: try container.decode([DataIssue].self, forKey: .dataIssues),
            notes: try container.decode([String].self, forKey: .notes))
        kernels = try container.decodeIfPresent(String.self, forKey: .kernels)
        finding = try container.decodeIfPresent(String.self, forKey: .finding)
    }
}

extension CalibratedFactor: Codable {
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

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try container.decode(FactorID.self, forKey: .id),
            process: try container.decode(String.self, forKey: .process),
            marginal: try container.decodeIfPresent(String.self, forKey: .marginal),
            level: try container.decode(Double.self, forKey: .level),
            volatility: try container.decode(Double.self, forKey: .volatility),
            drift: try container.decode(Double.self, forKey: .drift),
            method: try container.decodeIfPresent(String.self, forKey: .method),
            parameters: try container.decode([FittedParameter].self, forKey: .parameters),
            logLikelihood: try container.decodeIfPresent(Double.self, forKey: .logLikelihood),
            akaike: try container.decodeIfPresent(Double.self, forKey: .akaike),
            bayesian: try container.decodeIfPresent(Double.self, forKey: .bayesian),
            diagnosis: try container.decodeIfPresent(FactorDiagnosis.self, forKey: .diagnosis))
    }
}
