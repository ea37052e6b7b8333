import Settings

/// The same level on many dates in a row: more likely a price nobody updated than a market that stood still.
///
/// What is excluded is the repetition, not the first of the levels.
public struct StaleLevel: HistoryRule {
    public static let kind = "stale"
    public static let summary = "the same level on many dates in a row"
    public static let settings =
        [Setting("run", .count(2...10_000), .defaulted(.count(5)), "how many equal levels in a row are too many")]
        + Treatment.settings(.report, of: [.report, .exclude, .refuse])
    public static let finds = "repeated levels"
    public static let stage = QualityStage.changes
    public static let looksAhead = true

    public let treatment: Treatment
    /// The shortest run of equal levels that is reported.
    public let run: Int

    public init(_ specification: Specification) {
        treatment = Treatment(specification)
        run = specification.count("run")
    }

    public func remedy(_ action: QualityAction) -> String {
        action == .exclude ? "all but the first left out" : "kept as they are"
    }

    public func findings(in market: MergedHistory) -> [Finding] {
        market.history.factors.indices.flatMap { factor -> [Finding] in
            let levels = market.levels(of: factor)
            let repetitions = MergedHistory.runs(1..<max(1, levels.count)) { levels[$0] == levels[$0 - 1] }
            return repetitions.filter { $0.count >= run - 1 }.map { repetition in
                let level = Phrase.number(levels[repetition.lowerBound])
                let first = market.history.dates[repetition.lowerBound - 1]
                let last = market.history.dates[repetition.upperBound - 1]
                return Finding(
                    factor: factor, dates: repetition,
                    message: "\(repetition.count + 1) levels of \(level) in a row, from \(first) to \(last)")
            }
        }
    }
}
