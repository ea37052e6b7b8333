import Settings

/// Exchange rates of today that say the same thing twice, and not the same: EUR in USD beside USD in EUR, or three rates of
/// three currencies.
///
/// Rates fixed at different hours part by fractions of a percent; what parts by more is a mistake in one of them.
public struct ContradictingQuotes: QualityRule {
    public static let kind = "contradicting-quotes"
    public static let summary = "exchange rates of today that contradict each other"
    public static let settings =
        [
            Setting(
                "tolerance", .number(.nonNegative), .defaulted(.number(0.01)),
                "the gap, as a fraction, that is told and no more")
        ] + Treatment.settings(.refuse, of: [.report, .refuse], severity: .error)
    public static let finds = "contradicting exchange rates"

    public let treatment: Treatment
    public let tolerance: Double

    public init(_ specification: Specification) {
        treatment = Treatment(specification)
        tolerance = specification.number("tolerance")
    }
}
