import Market

/// The annual volatility and drift of one factor.
public struct FactorEstimate: Hashable, Sendable, Codable {
    public let factor: FactorID
    /// How its changes were measured: relative figures for logarithmic changes, absolute ones for absolute.
    public let change: ChangeConvention
    /// Per square root of a year.
    public let volatility: Double
    /// Per year.
    public let drift: Double
}
