import Settings

/// Vasicek's interest rate: normal, and returning to a long rate. Rates may become negative.
///
/// The law is `GaussianMeanReversion`'s, under the real-world measure; no curve is derived from it.
/// Source: O. Vasicek, “An equilibrium characterization of the term structure”, J. Financial Economics 5, 1977.
public struct Vasicek: GaussianMeanReversion {
    public static let kind = "vasicek"
    public static let summary = "normal interest rates that return to a long rate"
    public static let settings = reversionSettings(
        volatility: "of the rate, absolute per √year: 1% is 100 bp a year; from the history where left out",
        meanReversion: "speed per year at which the rate returns to its long level; 0 for none; from the history where"
            + " left out",
        longLevel: "the rate it returns to; from the history where left out")

    public static let example = ProcessParameters(
        level: 0.03, volatility: 0.02, drift: 0,
        specification: Specification(
            kind: kind,
            settings: ["volatility": .number(0.02), "meanReversion": .number(0.3), "longLevel": .number(0.05)]))

    public let terms: ReversionTerms

    public init(_ parameters: ProcessParameters) { terms = ReversionTerms(parameters) }
}
