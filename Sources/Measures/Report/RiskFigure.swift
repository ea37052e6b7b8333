import Market

/// What is held.
public struct PortfolioSummary: Sendable, Codable {
    public var currency: Currency
    /// Value today.
    public var value: Double
    public var positions: Int

    public init(currency: Currency, value: Double, positions: Int) {
        self.currency = currency
        self.value = value
        self.positions = positions
    }
}

/// One measure of one book node, with its error.
public struct RiskFigure: Sendable, Keyed {
    public var key: FigureKey
    public var estimate: Estimate
    /// How value and error were estimated, in a phrase.
    public var estimator: String

    public init(key: FigureKey, estimate: Estimate, estimator: String) {
        self.key = key
        self.estimate = estimate
        self.estimator = estimator
    }
}

/// A figure holds the members of its key and of its estimate beside its own.
extension RiskFigure: Codable {
    private enum CodingKeys: CodingKey { case book, estimator }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try key.measure.encode(to: encoder)
        try container.encode(book, forKey: .book)
        try estimate.encode(to: encoder)
        try container.encode(estimator, forKey: .estimator)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            key: try FigureKey(from: decoder), estimate: try Estimate(from: decoder),
            estimator: try container.decode(String.self, forKey: .estimator))
    }
}
