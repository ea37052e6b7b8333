import Market
import Measures

/// Where the leading figures of a portfolio come from.
public struct RiskAttribution: Sendable {
    public var components: [RiskComponent]
    public var tail: TailSummary

    public init(components: [RiskComponent], tail: TailSummary) {
        self.components = components
        self.tail = tail
    }

    /// The components of one figure by one sort of part, the largest first.
    public func components(of key: FigureKey, by part: RiskComponent.Part) -> [RiskComponent] {
        components.filter { $0.key == key && $0.by == part }
            .sorted { (-$0.value, $0.name) < (-$1.value, $1.name) }
    }
}

/// What one part adds to a figure of the whole portfolio: its Euler contribution.
public struct RiskComponent: Sendable, Hashable, Keyed {
    /// What the whole is divided into. Each division adds up to the figure, books on each level of the tree.
    public enum Part: String, Sendable, Codable, CaseIterable {
        case position
        case book
        case factor
        case factorClass = "class"
    }

    /// The figure of the whole that it is a part of.
    public var key: FigureKey
    public var by: Part
    /// The id of a position, the path of a book, the id of a factor, the title of a class, or `RiskComponent.time`.
    public var name: String
    /// A loss.
    public var value: Double
    public var standardError: Double
    /// Of the whole figure; nil where that is 0.
    public var share: Double?
    /// Per unit of value today, for positions and books; nil where that is 0.
    public var marginal: Double?
    /// The figure of the part by itself.
    public var standAlone: Double?
    public var standAloneError: Double?
    /// How much smaller the figure of the whole would be without the part.
    public var incremental: Double?
    public var incrementalError: Double?

    /// The name of what moves no factor.
    public static let time = AttributedMove.nameOfTime

    public init(
        key: FigureKey, by part: Part, name: String, value: Double, standardError: Double, share: Double?,
        marginal: Double? = nil
    ) {
        self.key = key
        self.by = part
        self.name = name
        self.value = value
        self.standardError = standardError
        self.share = share
        self.marginal = marginal
    }
}

/// What happens in the tail.
public struct TailSummary: Sendable, Codable {
    public var diversification: [DiversificationRatio]
    /// The mean of the market in the tail, one for each figure.
    public var scenarios: [TailScenario]
    /// The paths with the largest losses, the largest first.
    public var worst: [WorstPath]
    /// How it was done and what was left out, one sentence each.
    public var remarks: [String]

    public init(
        diversification: [DiversificationRatio], scenarios: [TailScenario], worst: [WorstPath], remarks: [String]
    ) {
        self.diversification = diversification
        self.scenarios = scenarios
        self.worst = worst
        self.remarks = remarks
    }
}

/// Σ of the stand-alone figures of the parts over the figure of the whole.
public struct DiversificationRatio: Sendable, Hashable, Keyed {
    public var key: FigureKey
    public var by: RiskComponent.Part
    public var standAloneSum: Double
    public var ratio: Double

    public init(
        key: FigureKey, by part: RiskComponent.Part, standAloneSum: Double, ratio: Double
    ) {
        self.key = key
        self.by = part
        self.standAloneSum = standAloneSum
        self.ratio = ratio
    }
}

/// The mean market state behind a figure.
public struct TailScenario: Sendable, Hashable, Keyed {
    public var key: FigureKey
    /// In the order of the factors.
    public var moves: [AttributedMove]

    public init(key: FigureKey, moves: [AttributedMove]) {
        self.key = key
        self.moves = moves
    }
}

/// A path with one of the largest losses.
public struct WorstPath: Sendable, Codable, Hashable {
    /// From 0.
    public var path: Int
    public var loss: Double
    /// What made the most of it, the largest loss first.
    public var moves: [AttributedMove]
    /// First and last day, for a scenario of a history.
    public var dates: [CalendarDate]

    private enum CodingKeys: CodingKey { case path, loss, dates, moves }

    public init(path: Int, loss: Double, moves: [AttributedMove], dates: [CalendarDate] = []) {
        self.path = path
        self.loss = loss
        self.moves = moves
        self.dates = dates
    }
}
