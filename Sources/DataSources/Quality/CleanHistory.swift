import Market
import Settings

/// A history fit for estimation, and all that was wrong with the data it was made from.
public struct CleanHistory: Sendable {
    public let history: PriceHistory
    private let market: MergedHistory
    private let files: QualityLedger
    private let found: [(rule: any HistoryRule, findings: [Finding])]

    init(market: MergedHistory, files: QualityLedger, found: [(rule: any HistoryRule, findings: [Finding])]) {
        history = market.history
        self.market = market
        self.files = files
        self.found = found
    }

    /// Everything that was found.
    public var issues: [DataIssue] { issues(since: nil) }

    /// What was found on or after a date, one by one, and for the time before it how much was found by which rule: an
    /// old oddity in a long history need not crowd out those that bear on today's estimate.
    public func issues(since first: CalendarDate?) -> [DataIssue] {
        let start = first.flatMap { date in history.dates.firstIndex { $0 >= date } } ?? 0
        var ledger = files
        var older: [DataIssue] = []
        for (rule, findings) in found {
            let recent = findings.filter { $0.dates.upperBound > start }
            ledger.add(recent, by: rule, in: market)
            guard recent.count < findings.count else { continue }
            let count = findings.count - recent.count
            let kind = type(of: rule).kind
            older.append(
                DataIssue(
                    severity: .information, date: history.dates.first, rule: kind,
                    message: "\(count) finding\(count == 1 ? "" : "s") of the rule “\(kind)” before"
                        + " \(history.dates[start]) \(count == 1 ? "lies" : "lie") outside the calibration window, not listed"
                ))
        }
        return ledger.issues + older
    }

    /// What the rules refuse, wherever it lies.
    var refused: IssueCollector {
        var ledger = files
        for (rule, findings) in found { ledger.add(findings, by: rule, in: market) }
        return ledger.refused
    }
}
