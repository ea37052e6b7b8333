import Settings

/// The Ornstein–Uhlenbeck process: normal levels that return to a long level.
///
/// Levels may become negative. The law is `GaussianMeanReversion`'s; the same, in the words of a rate, is `Vasicek`.
public struct OrnsteinUhlenbeck: GaussianMeanReversion {
    public static let kind = "ornstein-uhlenbeck"
    public static let summary = "normal levels that return to a long level: spreads, volatilities, differences"
    public static let settings = reversionSettings(
        volatility: "absolute, in units of the factor per √year; from the history where left out",
        meanReversion: "speed per year at which a distance from the long level decays; 0 for none; from the history"
            + " where left out",
        longLevel: "the level it returns to; from the history where left out")

    public static let example = ProcessParameters(
        level: 2, volatility: 0.5, drift: 0,
        specification: Specification(
            kind: kind,
            settings: ["volatility": .number(0.5), "meanReversion": .number(1.2), "longLevel": .number(1)]))

    public let terms: ReversionTerms

    public init(_ parameters: ProcessParameters) { terms = ReversionTerms(parameters) }
}
