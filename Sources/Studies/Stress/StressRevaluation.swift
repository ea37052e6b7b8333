import Market
import Measures

/// A portfolio revalued at one stated state of the market, and where its gain or loss comes from. Gains are positive.
public struct StressRevaluation: Sendable {
    public var profitAndLoss: Double
    /// The factors that move.
    public var moves: [StressedFactor]
    /// In the order of the report's positions.
    public var byPosition: [Double]
    /// In the order of the report's books.
    public var byBook: [Double]
    /// Each class that moves, alone.
    public var byClass: [ClassShare]
    /// What the classes do together beyond the sum of what each does alone.
    public var classInteraction: Double
    /// What the factors do together beyond the sum of what each does alone.
    public var factorInteraction: Double
    /// At the stressed state.
    public var sensitivities: [ClassSensitivity]

    public init(
        profitAndLoss: Double, moves: [StressedFactor], byPosition: [Double], byBook: [Double],
        byClass: [ClassShare], classInteraction: Double, factorInteraction: Double,
        sensitivities: [ClassSensitivity]
    ) {
        self.profitAndLoss = profitAndLoss
        self.moves = moves
        self.byPosition = byPosition
        self.byBook = byBook
        self.byClass = byClass
        self.classInteraction = classInteraction
        self.factorInteraction = factorInteraction
        self.sensitivities = sensitivities
    }
}

/// A factor's move, and what it does alone.
public struct StressedFactor: Sendable {
    public var id: FactorID
    public var convention: ChangeConvention
    public var from: Double
    public var to: Double
    /// Of the portfolio where this factor alone moves.
    public var profitAndLoss: Double

    public init(id: FactorID, convention: ChangeConvention, from: Double, to: Double, profitAndLoss: Double) {
        self.id = id
        self.convention = convention
        self.from = from
        self.to = to
        self.profitAndLoss = profitAndLoss
    }

    /// Relative where changes are logarithmic, absolute else.
    public var change: Double { convention == .logarithmic ? to / from - 1 : to - from }
}

/// What the moves of one class of factors do alone.
public struct ClassShare: Sendable {
    public var factorClass: FactorClass
    public var profitAndLoss: Double

    public init(factorClass: FactorClass, profitAndLoss: Double) {
        self.factorClass = factorClass
        self.profitAndLoss = profitAndLoss
    }
}

/// What the whole portfolio gains where all factors of a class move by one unit together: 1 % of equities, exchange rates
/// and commodities, a basis point of rates and spreads, a point of volatilities.
public struct ClassSensitivity: Sendable {
    public var factorClass: FactorClass
    /// Per unit.
    public var delta: Double
    /// The change of `delta` over one unit.
    public var gamma: Double

    public init(factorClass: FactorClass, delta: Double, gamma: Double) {
        self.factorClass = factorClass
        self.delta = delta
        self.gamma = gamma
    }
}

/// Gains and losses along one or two ladders of shocks.
public struct StressGrid: Sendable {
    /// One ladder: which factors, and how far at each step.
    public struct Axis: Sendable {
        public var factors: String
        /// As written: “−30%”.
        public var labels: [String]
        public var values: [Double]

        public init(factors: String, labels: [String], values: [Double]) {
            self.factors = factors
            self.labels = labels
            self.values = values
        }
    }

    public var rows: Axis
    /// Nil for a ladder.
    public var columns: Axis?
    /// Rows × columns of the whole portfolio.
    public var profitAndLoss: [Double]
    /// Which of them the revaluation is of: the worst.
    public var worst: Int
    /// In the order of the report's books, each rows × columns.
    public var byBook: [[Double]]
    /// Each class that moves, alone, rows × columns.
    public var byClass: [(factorClass: FactorClass, profitAndLoss: [Double])]
    /// In the order of the report's positions, each rows × columns; empty where these would be too many figures.
    public var byPosition: [[Double]]

    public init(
        rows: Axis, columns: Axis?, profitAndLoss: [Double], worst: Int, byBook: [[Double]] = [],
        byClass: [(factorClass: FactorClass, profitAndLoss: [Double])] = [], byPosition: [[Double]] = []
    ) {
        self.rows = rows
        self.columns = columns
        self.profitAndLoss = profitAndLoss
        self.worst = worst
        self.byBook = byBook
        self.byClass = byClass
        self.byPosition = byPosition
    }

    /// “−30%”, or “−30% / +10 points” of a grid.
    public func label(of step: Int) -> String {
        guard let columns else { return rows.labels[step] }
        let width = columns.labels.count
        return rows.labels[step / width] + " / " + columns.labels[step % width]
    }
}

/// What is expected of the factors that a conditional stress does not state, and what stays open.
public struct ConditionalOutcome: Sendable {
    public struct Factor: Sendable {
        public var id: FactorID
        public var convention: ChangeConvention
        public var isStated: Bool
        /// Of the change: of the logarithm where changes are logarithmic.
        public var mean: Double
        public var deviation: Double
        /// The mean, and the mean less and plus a deviation: relative where changes are logarithmic, absolute else.
        public var expected: Double
        public var low: Double
        public var high: Double

        public init(
            id: FactorID, convention: ChangeConvention, isStated: Bool, mean: Double, deviation: Double,
            expected: Double, low: Double, high: Double
        ) {
            self.id = id
            self.convention = convention
            self.isStated = isStated
            self.mean = mean
            self.deviation = deviation
            self.expected = expected
            self.low = low
            self.high = high
        }
    }

    public var factors: [Factor]
    /// Mahalanobis's, of the stated changes.
    public var distance: Double
    /// Of stated changes at least so far out.
    public var probability: Double
    /// What the model takes the moves for: “normal”, “Student t with 4 degrees of freedom”.
    public var law: String
    /// Of the gains over draws of the factors that are not stated: mean with its error, deviation, and quantiles at 5 and
    /// 95 %.
    public var mean: Double
    public var standardError: Double
    public var deviation: Double
    public var low: Double
    public var high: Double
    public var draws: Int

    public init(
        factors: [Factor], distance: Double, probability: Double, law: String, mean: Double, standardError: Double,
        deviation: Double, low: Double, high: Double, draws: Int
    ) {
        self.factors = factors
        self.distance = distance
        self.probability = probability
        self.law = law
        self.mean = mean
        self.standardError = standardError
        self.deviation = deviation
        self.low = low
        self.high = high
        self.draws = draws
    }
}

/// A measure of a book before and after a stress of the model, on the same draws.
public struct StressedFigure: Sendable, Keyed {
    public var key: FigureKey
    public var before: Estimate
    public var after: Estimate
    /// Of the change; nil where it is not known.
    public var changeError: Double?

    public init(
        key: FigureKey, before: Estimate, after: Estimate, changeError: Double?
    ) {
        self.key = key
        self.before = before
        self.after = after
        self.changeError = changeError
    }

    public var change: Double { after.value - before.value }
}

extension StressGrid.Axis: Codable {
    private enum CodingKeys: String, CodingKey {
        case factors, labels
        case values = "shocks"
    }
}

extension ClassShare: Codable {
    private enum CodingKeys: String, CodingKey {
        case factorClass = "class"
        case profitAndLoss
    }
}

extension ConditionalOutcome.Factor: Codable {
    private enum CodingKeys: String, CodingKey {
        case id = "factor"
        case isStated = "stated"
        case convention, mean
        case deviation = "standardDeviation"
        case expected = "expectedChange"
        case low, high
    }
}
