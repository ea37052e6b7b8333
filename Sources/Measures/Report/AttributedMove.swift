import Market

/// A move of one factor over the horizon.
public struct AttributedMove: Sendable, Codable, Hashable {
    public var factor: FactorID
    /// Relative, or in the units of the level.
    public var change: Double
    public var isRelative: Bool
    /// How many of its standard deviations it is away from the expected move; nil for a factor that has none.
    public var deviations: Double?
    /// The loss it made; nil where that is not known.
    public var loss: Double?

    /// Where moves are listed: what moves no factor.
    public static let nameOfTime = "time and cash"

    public init(factor: FactorID, change: Double, isRelative: Bool, deviations: Double?, loss: Double?) {
        self.factor = factor
        self.change = change
        self.isRelative = isRelative
        self.deviations = deviations
        self.loss = loss
    }
}
