import Market
import Settings

/// Dates that other files have and this one lacks, from its first date on.
///
/// Weekends and holidays, and the days between a fund's monthly levels, are no dates that lack, unless they shall be filled
/// or refused. Before its first date a file has not started; `ragged-start` tells of that.
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

    /// Whether days that lack are told where the file's market was closed: where they shall be filled or refused.
    private var isClosedTold: Bool { treatment.action != .exclude }

    /// Dates between two of a file's that lie no further apart than its own calendar has it: closed is not missing.
    private static func closedDates(of source: MergedHistory.Source, in dates: [CalendarDate]) -> Set<Int> {
        let own = dates.indices.filter { source.rows[$0] >= 0 }
        let calendar = FactorCalendar(own.map { dates[$0] })
        var closed: Set<Int> = []
        for (place, (earlier, later)) in zip(own, own.dropFirst()).enumerated()
        where calendar.length(from: place, to: place + 1) <= 1 {
            closed.formUnion(earlier + 1..<later)
        }
        return closed
    }

    public func findings(in market: MergedHistory) -> [Finding] {
        market.sources.flatMap { source -> [Finding] in
            guard let start = source.rows.firstIndex(where: { $0 >= 0 }) else { return [] }
            let closed = isClosedTold ? [] : Self.closedDates(of: source, in: market.history.dates)
            return MergedHistory.runs(start..<source.rows.count) {
                source.rows[$0] < 0 && !closed.contains($0)
            }.map { run in
                Finding(
                    factors: source.factors, dates: run,
                    message: "\(source.table.file) lacks \(Phrase.count(run.count, "date")) that other files have"
                        + market.until(run))
            }
        }
    }
}
