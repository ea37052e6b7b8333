import Settings

/// Dates that other files have and this one lacks, from its first date on.
///
/// Before its first date a file has not started; `ragged-start` tells of that.
public struct MisalignedCalendar: HistoryRule {
    public static let kind = "misaligned-calendar"
    public static let summary = "dates that one file has and another lacks"
    public static let settings = Treatment.settings(.exclude, of: [.exclude, .fillForward, .refuse])
    public static let finds = "dates that other files have"
    public static let stage = QualityStage.presence

    public let treatment: Treatment

    public init(_ specification: Specification) { treatment = Treatment(specification) }

    public func remedy(_ action: QualityAction) -> String {
        action == .exclude ? "left missing" : "filled with the last known level"
    }

    public func findings(in market: MergedHistory) -> [Finding] {
        market.sources.flatMap { source -> [Finding] in
            guard let start = source.rows.firstIndex(where: { $0 >= 0 }) else { return [] }
            return MergedHistory.runs(start..<source.rows.count) { source.rows[$0] < 0 }.map { run in
                Finding(
                    factors: source.factors, dates: run,
                    message: "\(source.table.file) lacks \(Phrase.count(run.count, "date")) that other files have"
                        + market.until(run))
            }
        }
    }
}
