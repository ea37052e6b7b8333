import Calibration
import Market
import Measures

/// A calibrated market model, with what is needed to judge it.
public struct CalibrationReport: Sendable {
    /// The scenario's title, and the file as it was named.
    public var title: String
    public var scenario: String
    public var asOf: CalendarDate
    /// SHA-256 of the run that the model belongs to.
    public var run: String
    /// What tells this finding apart, in hexadecimal: 64 digits; nil where it was put together by hand.
    public var finding: String?
    /// What the kernels do that it was found with, as a digest; nil where it was put together by hand.
    public var kernels: String?
    public var version: String
    /// One phrase each: how the drivers depend on each other, and how their covariance was estimated.
    public var dependence: String
    public var covariance: String?
    /// What was fitted of it, and the marginal laws; nil where there is nothing to tell.
    public var dependenceFit: DependenceSummary?
    public var factors: [CalibratedFactor]
    /// Of the correlations of the daily changes; nil where nothing was estimated.
    public var spectrum: Spectrum?
    public var dataIssues: [DataIssue]
    public var notes: [String]

    public init(
        title: String, scenario: String, asOf: CalendarDate, run: String, version: String, dependence: String,
        covariance: String?, dependenceFit: DependenceSummary?, factors: [CalibratedFactor], spectrum: Spectrum?,
        dataIssues: [DataIssue], notes: [String]
    ) {
        self.title = title
        self.scenario = scenario
        self.asOf = asOf
        self.run = run
        self.version = version
        self.dependence = dependence
        self.covariance = covariance
        self.dependenceFit = dependenceFit
        self.factors = factors
        self.spectrum = spectrum
        self.dataIssues = dataIssues
        self.notes = notes
    }
}

/// One factor of a calibrated model.
public struct CalibratedFactor: Sendable {
    public var id: FactorID
    /// The kind of its process.
    public var process: String
    /// The kind of its driver's law under a copula; nil for the law that the dependence gives.
    public var marginal: String?
    public var level: Double
    /// Annual, at the start; relative or absolute as the process says.
    public var volatility: Double
    public var drift: Double
    /// How the parameters were estimated, in a phrase; nil where the scenario states them.
    public var method: String?
    public var parameters: [FittedParameter]
    public var logLikelihood: Double?
    /// Akaike's and Schwarz's criteria: the smaller, the better, among models of the same changes.
    public var akaike: Double?
    public var bayesian: Double?
    /// Nil for a factor without a history.
    public var diagnosis: FactorDiagnosis?

    public init(
        id: FactorID, process: String, marginal: String?, level: Double, volatility: Double, drift: Double,
        method: String?,
        parameters: [FittedParameter], logLikelihood: Double?, akaike: Double?, bayesian: Double?,
        diagnosis: FactorDiagnosis?
    ) {
        self.id = id
        self.process = process
        self.marginal = marginal
        self.level = level
        self.volatility = volatility
        self.drift = drift
        self.method = method
        self.parameters = parameters
        self.logLikelihood = logLikelihood
        self.akaike = akaike
        self.bayesian = bayesian
        self.diagnosis = diagnosis
    }
}
