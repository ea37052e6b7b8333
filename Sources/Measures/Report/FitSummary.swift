import Market

/// A process fitted to the history of one factor, as a report shows it.
public struct FitSummary: Sendable, Codable {
    public struct Parameter: Sendable, Codable {
        public var name: String
        public var value: Double
        /// Nil where the fit has none, as at a bound.
        public var standardError: Double?

        public init(name: String, value: Double, standardError: Double?) {
            self.name = name
            self.value = value
            self.standardError = standardError
        }
    }

    public var factor: FactorID
    /// The kind of the process.
    public var process: String
    /// How it was fitted, in a phrase.
    public var method: String
    public var parameters: [Parameter]
    public var logLikelihood: Double
    /// Akaike's and Schwarz's criteria: the smaller, the better, among models of the same moves.
    public var akaike: Double
    public var bayesian: Double
    /// Daily moves.
    public var observations: Int

    public init(
        factor: FactorID, process: String, method: String, parameters: [Parameter], logLikelihood: Double,
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
