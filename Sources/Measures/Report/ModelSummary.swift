import Market

/// The calibrated market model, as much of it as a reader wants to see.
public struct ModelSummary: Sendable {
    public var factors: [FactorSummary]
    /// One phrase: `Gaussian`, `Student t, 5 degrees of freedom, variance-matched`.
    public var dependence: String
    /// One phrase, or nil where nothing was estimated: `exponentially weighted, decay 0.97, 500 changes`.
    public var covariance: String?
    /// First and last date of the changes used, or nil where nothing was estimated.
    public var window: Window?
    /// Which changes the estimate of each factor rests on; empty where nothing was estimated.
    public var bases: [FactorBasis]
    /// Row-major, `factors.count × factors.count`; empty where there are too many to show.
    public var correlations: [Double]
    /// Of the correlation matrix before any repair; nil where it was not computed, as for a factor model.
    public var smallestEigenvalue: Double?
    /// The rank of its Cholesky factor, less than `factors.count` where it is only semi-definite; for a factor model
    /// the number of components.
    public var rank: Int
    /// What a repair changed, or nil where none was needed.
    public var repair: RepairSummary?
    /// Thinned histories of the factors, for charts.
    public var histories: [FactorHistory]
    /// Processes that were fitted to the history of their factor.
    public var fits: [FitSummary]
    /// What was fitted of the dependence and the marginal laws; nil where there is nothing to tell.
    public var dependenceFit: DependenceSummary?

    public struct Window: Sendable, Codable {
        public var from: CalendarDate
        public var to: CalendarDate
        public var changes: Int

        public init(from: CalendarDate, to: CalendarDate, changes: Int) {
            self.from = from
            self.to = to
            self.changes = changes
        }
    }

    public init(
        factors: [FactorSummary], dependence: String, covariance: String?, window: Window?, correlations: [Double],
        smallestEigenvalue: Double?, rank: Int, repair: RepairSummary?, histories: [FactorHistory],
        fits: [FitSummary] = [], dependenceFit: DependenceSummary? = nil, bases: [FactorBasis] = []
    ) {
        self.bases = bases
        self.factors = factors
        self.dependence = dependence
        self.covariance = covariance
        self.window = window
        self.correlations = correlations
        self.smallestEigenvalue = smallestEigenvalue
        self.rank = rank
        self.repair = repair
        self.histories = histories
        self.fits = fits
        self.dependenceFit = dependenceFit
    }
}

/// Which changes the estimate of one factor rests on.
public struct FactorBasis: Sendable, Codable {
    public var factor: FactorID
    /// “daily”, “monthly”.
    public var frequency: String
    public var changes: Int
    /// The dates of the first and the last change.
    public var from: CalendarDate
    public var to: CalendarDate
    /// Whether these are the days of most factors.
    public var isUsual: Bool

    public init(
        factor: FactorID, frequency: String, changes: Int, from: CalendarDate, to: CalendarDate, isUsual: Bool
    ) {
        self.factor = factor
        self.frequency = frequency
        self.changes = changes
        self.from = from
        self.to = to
        self.isUsual = isUsual
    }
}

/// One simulated risk factor.
public struct FactorSummary: Sendable, Codable {
    public var id: FactorID
    /// The kind of its process, as the model has it: a run on days of a history does not follow it.
    public var process: String
    public var level: Double
    /// Annual: relative for a geometric process, absolute for an arithmetic one.
    public var volatility: Double
    public var drift: Double
    /// Where the volatility comes from: `history` or `scenario`.
    public var source: String

    public init(
        id: FactorID, process: String, level: Double, volatility: Double, drift: Double, source: String
    ) {
        self.id = id
        self.process = process
        self.level = level
        self.volatility = volatility
        self.drift = drift
        self.source = source
    }
}

/// What a positive-definite repair changed.
public struct RepairSummary: Sendable, Codable {
    /// The kind of the repair.
    public var kind: String
    public var smallestEigenvalueBefore: Double
    public var smallestEigenvalueAfter: Double
    /// The Frobenius norm of the change.
    public var distance: Double
    /// The ten pairs moved most, the largest move first.
    public var moves: [Move]

    public struct Move: Sendable, Codable {
        public var between: [FactorID]
        public var before: Double
        public var after: Double

        public init(between: [FactorID], before: Double, after: Double) {
            self.between = between
            self.before = before
            self.after = after
        }
    }

    public init(
        kind: String, smallestEigenvalueBefore: Double, smallestEigenvalueAfter: Double, distance: Double, moves: [Move]
    ) {
        self.kind = kind
        self.smallestEigenvalueBefore = smallestEigenvalueBefore
        self.smallestEigenvalueAfter = smallestEigenvalueAfter
        self.distance = distance
        self.moves = moves
    }
}

/// The history of one factor, thinned to what a chart can show.
public struct FactorHistory: Sendable, Codable {
    public var id: FactorID
    public var dates: [CalendarDate]
    public var levels: [Double]

    public init(id: FactorID, dates: [CalendarDate], levels: [Double]) {
        self.id = id
        self.dates = dates
        self.levels = levels
    }
}
