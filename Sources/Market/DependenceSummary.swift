/// How factors hang together beyond their correlations: what was fitted, and how extremes strike together.
public struct DependenceSummary: Sendable, Codable {
    /// How parameters were estimated, in a phrase; nil where none was.
    public var method: String?
    /// Changes that they were fitted to; 0 where none was.
    public var observations: Int
    public var parameters: [FittedParameter]
    /// Of the fitted law, and of the normal one for comparison; nil where nothing was fitted.
    public var logLikelihood: Double?
    public var normalLogLikelihood: Double?
    /// The pairs with the largest tail dependence, the largest first; empty where extremes come one by one.
    public var tailDependence: [TailPair]
    /// The marginal laws of factors that have one of their own.
    public var marginals: [MarginalSummary]

    public init(
        method: String?, observations: Int, parameters: [FittedParameter], logLikelihood: Double?,
        normalLogLikelihood: Double?, tailDependence: [TailPair], marginals: [MarginalSummary]
    ) {
        self.method = method
        self.observations = observations
        self.parameters = parameters
        self.logLikelihood = logLikelihood
        self.normalLogLikelihood = normalLogLikelihood
        self.tailDependence = tailDependence
        self.marginals = marginals
    }

    /// The probability that one factor is extreme where the other is, in the limit of ever rarer events.
    public struct TailPair: Sendable, Codable {
        public var between: [FactorID]
        public var value: Double

        public init(between: [FactorID], value: Double) {
            self.between = between
            self.value = value
        }
    }
}

/// The marginal law of one factor under a copula.
public struct MarginalSummary: Sendable, Codable {
    public var factor: FactorID
    public var kind: String
    /// Empty where all were given.
    public var parameters: [FittedParameter]
    /// How the tails look over several thresholds; empty for a law without thresholds.
    public var lowerThresholds: [ThresholdRow]
    public var upperThresholds: [ThresholdRow]

    public init(
        factor: FactorID, kind: String, parameters: [FittedParameter], lowerThresholds: [ThresholdRow],
        upperThresholds: [ThresholdRow]
    ) {
        self.factor = factor
        self.kind = kind
        self.parameters = parameters
        self.lowerThresholds = lowerThresholds
        self.upperThresholds = upperThresholds
    }

    /// One threshold: the share of changes beyond, its distance from the mean in standard deviations, and the tail fitted.
    public struct ThresholdRow: Sendable, Codable {
        public var share: Double
        public var threshold: Double
        public var excesses: Int
        public var meanExcess: Double
        public var shape: Double
        public var shapeError: Double?

        public init(
            share: Double, threshold: Double, excesses: Int, meanExcess: Double, shape: Double, shapeError: Double?
        ) {
            self.share = share
            self.threshold = threshold
            self.excesses = excesses
            self.meanExcess = meanExcess
            self.shape = shape
            self.shapeError = shapeError
        }
    }
}
