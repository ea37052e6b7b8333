import Settings

/// Cells without a level, after the factor's first one.
///
/// A missing level is never a return of zero: what is not filled stays not a number, and so do the changes next to it.
public struct MissingLevel: HistoryRule {
    public static let kind = "missing"
    public static let summary = "a date without a level"
    public static let settings = Treatment.settings(.exclude, of: [.exclude, .fillForward, .refuse])
    public static let finds = "missing levels"
    public static let stage = QualityStage.presence

    public let treatment: Treatment

    public init(_ specification: Specification) { treatment = Treatment(specification) }

    public func remedy(_ action: QualityAction) -> String {
        action == .exclude ? "left missing: a change goes over it" : "filled with the last known level"
    }

    public func findings(in market: MergedHistory) -> [Finding] {
        market.sources.flatMap { source in
            source.factors.flatMap { factor -> [Finding] in
                let levels = market.levels(of: factor)
                guard let start = market.start(of: factor) else {
                    return [Finding(factor: factor, dates: levels.indices, message: "no level on any date")]
                }
                return MergedHistory.runs(start..<levels.count) { levels[$0].isNaN && source.rows[$0] >= 0 }.map {
                    run in
                    Finding(
                        factor: factor, dates: run,
                        message: Phrase.count(run.count, "missing level") + market.until(run))
                }
            }
        }
    }
}
