import Market

/// A process fitted to the history of one factor, as a report shows it.
public struct FitSummary: Sendable, Codable {
    public var factor: FactorID
    /// The kind of the process.
    public var process: String
    /// How it was fitted, in a phrase.
    public var method: String
    public var parameters: [FittedParameter]
    public var logLikelihood: Double
    /// Akaike's and Schwarz's criteria: the smaller, the better, among models of the same moves.
    public var akaike: Double
    public var bayesian: Double
    /// Daily moves.
    public var observations: Int

    public init(
        factor: FactorID, process: String, method: String, parameters: [FittedParameter], logLikelihood: Double,
        akaike: Double, bayesian: Double, observations: Int
    ) {
        self.factor = factor
        self.process = process
        self.method = method
        self.parameters = parameters
        self.logLikelihood = logLikelihood
        self.akaike = akaike
        self.bayesian = bayesian
        self.observations = observations
    }
}
