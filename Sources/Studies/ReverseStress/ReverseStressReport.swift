import Market
import Measures
import Statistics

/// The most plausible moves of the market that lose an amount, and what each of them does.
///
/// Losses are positive and in the portfolio's currency; gains of books and positions are positive too.
public struct ReverseStressReport: Sendable {
    public var run: RunSummary
    /// What tells this finding apart, in hexadecimal: 64 digits; nil where it was put together by hand.
    public var finding: String?
    /// What the kernels do that it was found with, as a digest; nil where it was put together by hand.
    public var kernels: String?
    /// Of the engine.
    public var version: String
    public var currency: Currency
    /// "" for the whole portfolio.
    public var book: String
    /// Of that book, today.
    public var bookValue: Double
    public var portfolioValue: Double
    public var target: ReverseTarget
    public var law: ReverseLaw
    public var search: ReverseSearch
    /// Where the law of the moves has no closed form: how many simulated paths lose the amount; nil elsewhere.
    public var simulated: SimulatedLosses?
    /// What the history says of such a loss; nil where it has no window of the horizon.
    public var past: PastLosses?
    /// The nearest first; empty where no move was found that loses so much.
    public var scenarios: [ReverseScenario]
    /// Remarks a reader should see, one sentence each.
    public var notes: [String]

    public init(
        run: RunSummary, version: String, currency: Currency, book: String, bookValue: Double, portfolioValue: Double,
        target: ReverseTarget, law: ReverseLaw, search: ReverseSearch, simulated: SimulatedLosses?,
        scenarios: [ReverseScenario],
        notes: [String]
    ) {
        self.run = run
        self.version = version
        self.currency = currency
        self.book = book
        self.bookValue = bookValue
        self.portfolioValue = portfolioValue
        self.target = target
        self.law = law
        self.search = search
        self.simulated = simulated
        self.scenarios = scenarios
        self.notes = notes
    }
}

/// The amount to lose, and where it comes from.
public struct ReverseTarget: Sendable, Hashable {
    public enum Origin: Sendable, Hashable {
        case stated
        /// A share of the whole portfolio's value.
        case share(Double)
        /// The level at which a limit of the book is breached.
        case limit(FigureKey)
        /// A multiple of the book's own value-at-risk, where nobody said how much.
        case multiple(Double, of: FigureKey)
    }

    public var loss: Double
    public var origin: Origin

    public init(loss: Double, origin: Origin) {
        self.loss = loss
        self.origin = origin
    }
}

/// How many of some simulated paths lose an amount, by whatever move.
public struct SimulatedLosses: Sendable, Hashable {
    public var count: Int
    public var paths: Int

    public init(count: Int, paths: Int) {
        self.count = count
        self.paths = paths
    }

    public var share: Double { Double(count) / Double(paths) }

    /// Of the share, as of a binomial one.
    public var standardError: Double { (share * (1 - share) / Double(paths)).squareRoot() }

    /// The 95 % interval of the probability, of which the count is binomial, exact however small the count.
    ///
    /// Source: C. J. Clopper, E. S. Pearson, “The use of confidence or fiducial limits illustrated in the case of the
    /// binomial”, Biometrika 26, 1934.
    public var interval: (low: Double, high: Double) {
        let (k, n) = (Double(count), Double(paths))
        return (
            count == 0 ? 0 : BetaDistribution(k, n - k + 1).quantile(0.025),
            count == paths ? 1 : BetaDistribution(k + 1, n - k).quantile(0.975)
        )
    }
}

/// What distances are counted in.
public struct ReverseLaw: Sendable, Hashable {
    public var factors: Int
    /// Independent directions of their moves.
    public var directions: Int
    public var horizonDays: Int
    /// Of jointly Student-t moves; nil where the probabilities are those of normal ones.
    public var degreesOfFreedom: Double?
    /// Why the probabilities are those of normal moves with the model's covariance, and not the model's own: a clause; nil
    /// where they are the model's.
    public var reason: String?
    /// Whether positions are valued at the horizon, rather than at once.
    public var isAtHorizon: Bool

    public init(
        factors: Int, directions: Int, horizonDays: Int, degreesOfFreedom: Double?, reason: String?, isAtHorizon: Bool
    ) {
        self.factors = factors
        self.directions = directions
        self.horizonDays = horizonDays
        self.degreesOfFreedom = degreesOfFreedom
        self.reason = reason
        self.isAtHorizon = isAtHorizon
    }

    /// Whether the probabilities are those of the model.
    public var isExact: Bool { reason == nil }
}

/// How the scenarios were found.
public struct ReverseSearch: Sendable, Hashable {
    /// Whether the loss is linear in the moves, so that the answer is exact and the only one.
    public var isLinear: Bool
    /// What the expected move loses.
    public var expectedLoss: Double
    public var searches: Int
    /// Searches whose end is not confirmed as a nearest point.
    public var unconverged: Int
    /// Whether they were confined to the directions that matter.
    public var isReduced: Bool
    /// Where the amount was not reached: the largest loss found, and its distance.
    public var largestLoss: Double?
    public var largestDistance: Double?

    public init(
        isLinear: Bool, expectedLoss: Double, searches: Int, unconverged: Int, isReduced: Bool, largestLoss: Double?,
        largestDistance: Double?
    ) {
        self.isLinear = isLinear
        self.expectedLoss = expectedLoss
        self.searches = searches
        self.unconverged = unconverged
        self.isReduced = isReduced
        self.largestLoss = largestLoss
        self.largestDistance = largestDistance
    }
}

/// One move of the whole market that loses the amount.
public struct ReverseScenario: Sendable {
    public struct Move: Sendable {
        public var factor: FactorID
        public var convention: ChangeConvention
        /// Today's level, and the one moved to.
        public var level: Double
        public var moved: Double
        /// Relative where changes are logarithmic, absolute else.
        public var change: Double
        /// From the expected change, in the factor's own standard deviations; 0 for a factor without any.
        public var deviations: Double
        /// What the book loses where this factor moves alone.
        public var lossAlone: Double

        public init(
            factor: FactorID, convention: ChangeConvention, level: Double, moved: Double, change: Double,
            deviations: Double, lossAlone: Double
        ) {
            self.factor = factor
            self.convention = convention
            self.level = level
            self.moved = moved
            self.change = change
            self.deviations = deviations
            self.lossAlone = lossAlone
        }
    }

    public struct Position: Sendable {
        public var id: String
        public var book: String
        public var gain: Double

        public init(id: String, book: String, gain: Double) {
            self.id = id
            self.book = book
            self.gain = gain
        }
    }

    /// Mahalanobis's, from the expected move.
    public var distance: Double
    /// By revaluation.
    public var loss: Double
    /// The sine of the angle between the move and the slope of the loss: 0 at a nearest point.
    public var residual: Double
    public var isConverged: Bool
    /// Searches that ended here.
    public var endings: Int
    /// Of a move at least so far in any direction.
    public var probabilityBeyond: Double
    /// Of a move at least so far in this direction.
    public var probabilityAlong: Double
    /// In the order of the market.
    public var moves: [Move]
    /// The shares of the classes of factors sum to the loss, with that of time.
    public var classes: [(factorClass: FactorClass, loss: Double)]
    public var timeLoss: Double
    /// In the order of the book tree, the whole portfolio first.
    public var books: [(path: String, gain: Double)]
    /// Those of the book that gain or lose most, the largest loss first.
    public var positions: [Position]

    public init(
        distance: Double, loss: Double, residual: Double, isConverged: Bool, endings: Int, probabilityBeyond: Double,
        probabilityAlong: Double, moves: [Move], classes: [(factorClass: FactorClass, loss: Double)], timeLoss: Double,
        books: [(path: String, gain: Double)], positions: [Position]
    ) {
        self.distance = distance
        self.loss = loss
        self.residual = residual
        self.isConverged = isConverged
        self.endings = endings
        self.probabilityBeyond = probabilityBeyond
        self.probabilityAlong = probabilityAlong
        self.moves = moves
        self.classes = classes
        self.timeLoss = timeLoss
        self.books = books
        self.positions = positions
    }
}

extension ReverseSearch: Codable {
    private enum CodingKeys: String, CodingKey {
        case isLinear = "linear"
        case expectedLoss, searches, unconverged
        case isReduced = "reduced"
        case largestLoss, largestDistance
    }
}

extension ReverseScenario.Position: Codable {}
