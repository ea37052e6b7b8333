/// A figure with its error: a figure without one is half a figure.
public struct Estimate: Hashable, Sendable, Codable {
    public var value: Double
    public var standardError: Double
    /// The 95 % confidence interval; an end is nil where so few paths cannot bound it.
    public var low: Double?
    public var high: Double?

    public init(value: Double, standardError: Double, low: Double?, high: Double?) {
        self.value = value
        self.standardError = standardError
        self.low = low
        self.high = high
    }
}
