import Measures

/// What the window of a run's history leaves unknown of its figures.
public struct EstimationUncertainty: Sendable, Codable {
    /// `bootstrap` or `analytic`.
    public var method: String
    /// Histories that were drawn, and those to which no model could be calibrated; none for a closed form.
    public var replications: Int
    public var failed: Int
    /// The days of the history.
    public var days: Int
    /// Of a block of days that was drawn as a whole; nil for a closed form.
    public var meanBlock: Double?
    /// Of the figures that could be had from all the others.
    public var figures: [EstimatedFigure]

    public func figure(_ key: FigureKey) -> EstimatedFigure? { figures.first { $0.key == key } }
}

/// How far a figure would move had the history been another of the same kind.
public struct EstimatedFigure: Sendable, Keyed {
    public var key: FigureKey
    /// The standard deviation over the histories, and the interval that holds 95 % of them.
    public var standardError: Double
    public var low: Double
    public var high: Double

    public init(key: FigureKey, standardError: Double, low: Double, high: Double) {
        self.key = key
        self.standardError = standardError
        self.low = low
        self.high = high
    }
}

extension EstimatedFigure: Codable {
    private enum CodingKeys: CodingKey { case book, standardError, low, high }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try key.measure.encode(to: encoder)
        try container.encode(book, forKey: .book)
        try container.encode(standardError, forKey: .standardError)
        try container.encode(low, forKey: .low)
        try container.encode(high, forKey: .high)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            key: try FigureKey(from: decoder), standardError: try container.decode(Double.self, forKey: .standardError),
            low: try container.decode(Double.self, forKey: .low), high: try container.decode(Double.self, forKey: .high)
        )
    }
}
