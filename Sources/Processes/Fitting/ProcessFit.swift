#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// A process fitted to the history of one factor: its parameters with their errors, and what is needed to judge the fit.
public struct ProcessFit: Sendable, Codable {
    /// One estimated parameter.
    public struct Parameter: Sendable, Codable, Hashable {
        /// The name of the setting it stands for; parameters of the fit alone have names of their own.
        public var name: String
        public var value: Double
        /// Nil where there is none: at a bound, or where the estimator has no known error.
        public var standardError: Double?
        /// The same where the changes may follow another law than the one assumed; nil where it was not asked for.
        public var robustStandardError: Double?
        /// Whether a run takes it as a setting of the process.
        public var isSetting: Bool

        public init(
            _ name: String, _ value: Double, standardError: Double?, robustStandardError: Double? = nil,
            isSetting: Bool = true
        ) {
            self.name = name
            self.value = value
            self.standardError = standardError
            self.robustStandardError = robustStandardError
            self.isSetting = isSetting
        }
    }

    /// The kind of the process.
    public var kind: String
    public var parameters: [Parameter]
    /// How they were estimated, in a phrase: `maximum likelihood`.
    public var method: String
    /// Of the moves as the process measures them (logarithmic or absolute changes).
    public var logLikelihood: Double
    /// Moves.
    public var observations: Int
    /// Parameters that were estimated: the penalty of AIC and BIC.
    public var freeParameters: Int
    /// The probability integral transform of each move under the fitted law, given the moves before it: uniform on (0, 1)
    /// and independent where the process is right.
    public var uniforms: [Double]
    /// The annual volatility that the fit gives each move before it happens; relative or absolute as the process says.
    public var volatilities: [Double]
    /// Of bounds and of what the history does not tell.
    public var remarks: [FitRemark]

    public init(
        kind: String, parameters: [Parameter], method: String, logLikelihood: Double, observations: Int,
        freeParameters: Int, uniforms: [Double], volatilities: [Double], remarks: [FitRemark] = []
    ) {
        self.kind = kind
        self.parameters = parameters
        self.method = method
        self.logLikelihood = logLikelihood
        self.observations = observations
        self.freeParameters = freeParameters
        self.uniforms = uniforms
        self.volatilities = volatilities
        self.remarks = remarks
    }

    /// H. Akaike, “A new look at the statistical model identification”, IEEE Trans. Automatic Control 19, 1974.
    public var akaike: Double { 2 * Double(freeParameters) - 2 * logLikelihood }

    /// G. Schwarz, “Estimating the dimension of a model”, Annals of Statistics 6, 1978.
    public var bayesian: Double { Double(freeParameters) * log(Double(observations)) - 2 * logLikelihood }
}
