import Settings

/// Factors whose first level comes after the first date of the history.
public struct RaggedStart: HistoryRule {
    public static let kind = "ragged-start"
    public static let summary = "a factor that starts later than the history"
    public static let settings = Treatment.settings(.report, of: [.report, .refuse], severity: .information)
    public static let finds = "late starts"
    public static let stage = QualityStage.presence

    public let treatment: Treatment

    public init(_ specification: Specification) { treatment = Treatment(specification) }

    public func remedy(_ action: QualityAction) -> String { "left missing before" }

    public func findings(in market: MergedHistory) -> [Finding] {
        market.history.factors.indices.compactMap { factor in
            guard let start = market.start(of: factor), start > 0 else { return nil }
            return Finding(
                factor: factor, dates: 0..<start,
                message: "the first level is of \(market.history.dates[start]), "
                    + "\(Phrase.count(start, "date")) after the history's first")
        }
    }
}
