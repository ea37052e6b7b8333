import Market
import Measures

/// What is wanted of figures that are taken apart.
public struct WantedParts: Sendable {
    /// Whether each position is looked at by itself, and the portfolio without it.
    public enum Holdings: Sendable {
        case none
        /// Where that takes no longer than the rest.
        case ifCheap
        case all
    }

    public var positions: Bool
    public var factors: Bool
    public var holdings: Holdings

    public init(positions: Bool, factors: Bool, holdings: Holdings) {
        self.positions = positions
        self.factors = factors
        self.holdings = holdings
    }
}

/// Figures of the tail as sums over what the portfolio is made of: Euler contributions with their errors.
public struct LossParts: Sendable {
    /// A loss.
    public struct Part: Sendable {
        public var value: Double
        public var standardError: Double

        init(_ value: Double, error: Double = 0) {
            self.value = value
            standardError = error
        }

        init(_ estimate: Estimate) { self.init(estimate.value, error: estimate.standardError) }
    }

    /// One position by itself, and how much smaller the figure is without it.
    public struct Holding: Sendable {
        public var alone: Part
        public var saved: Part
    }

    public struct Figure: Sendable {
        public var key: FigureKey
        /// What the parts add up to.
        public var total: Double
        /// One a node of the book tree.
        public var nodes: [Part] = []
        public var positions: [Part] = []
        /// Empty where they were not asked for, or would take too long.
        public var holdings: [Holding] = []
        /// Empty where they were not asked for; classes are those of `LossParts`.
        public var factors: [Part] = []
        public var classes: [Part] = []
        /// What moves no factor: the passing of time, and cash.
        public var time = Part(0)
        /// The mean change of each factor behind the figure: relative where changes are logarithmic, absolute else.
        public var changes: [Double] = []
        /// How many losses a quantile was taken apart by; nil for other figures.
        public var neighbours: Int?
        /// How many of how many paths factors were taken from, where some were left out.
        public var thinning: (kept: Int, of: Int)?
    }

    public var figures: [Figure]
    /// The classes of the factors, in their order.
    public var classes: [FactorClass]
    /// How it was done, one sentence each.
    public var principles: [String] = []
    /// Why positions were not looked at by themselves, where they were wanted if that is cheap; nil where they were.
    public var holdingsLeftOut: String?
}
