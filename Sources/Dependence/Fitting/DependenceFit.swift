import Settings

/// A dependence or a marginal law, complete, and what was estimated on the way.
public struct DependenceFit: Sendable {
    /// One estimated parameter.
    public struct Parameter: Sendable, Hashable {
        /// “degrees of freedom”.
        public var name: String
        public var value: Double
        /// Nil at a bound.
        public var standardError: Double?

        public init(_ name: String, _ value: Double, standardError: Double?) {
            self.name = name
            self.value = value
            self.standardError = standardError
        }
    }

    /// With every setting that a run needs.
    public var specification: Specification
    /// Empty where nothing was estimated.
    public var parameters: [Parameter]
    /// In a phrase: `maximum likelihood`.
    public var method: String
    public var observations: Int
    /// Of the fitted law, and of the normal one fitted to the same; nil where neither was needed.
    public var logLikelihood: Double?
    public var normalLogLikelihood: Double?
    /// What a reader should know.
    public var notes: [String]

    /// Nothing was estimated.
    public init(_ specification: Specification) {
        self.init(specification, parameters: [], method: "", observations: 0)
    }

    public init(
        _ specification: Specification, parameters: [Parameter], method: String, observations: Int,
        logLikelihood: Double? = nil, normalLogLikelihood: Double? = nil, notes: [String] = []
    ) {
        self.specification = specification
        self.parameters = parameters
        self.method = method
        self.observations = observations
        self.logLikelihood = logLikelihood
        self.normalLogLikelihood = normalLogLikelihood
        self.notes = notes
    }
}
