import Market
import Settings

/// Turns findings into data issues, and those that are refused into errors.
///
/// One issue a run, not one a cell; a factor with many runs, or a rule with very many, is summed up in one.
struct QualityLedger {
    /// Runs of one factor told one by one.
    static let mostRuns = 20
    /// Runs of one rule told one by one.
    static let mostOfRule = 1_000

    private(set) var issues: [DataIssue] = []
    var refused = IssueCollector()

    mutating func add(_ findings: [FileFinding], by rule: any FileRule) {
        let remedy = rule.remedy(rule.treatment.action)
        for finding in findings.prefix(Self.mostRuns) {
            add(finding.message, rule, finding.factor, finding.date, finding.location, remedy)
        }
        guard findings.count > Self.mostRuns, let last = findings.last else { return }
        let message = "\(findings.count - Self.mostRuns) more \(type(of: rule).finds), the last \(last.date)"
        add(message, rule, nil, last.date, last.location, remedy)
    }

    mutating func add(_ findings: [Finding], by rule: any HistoryRule, in market: MergedHistory) {
        let fills = rule.treatment.action == .fillForward
        var next = 0
        while next < findings.count {
            let factors = findings[next].factors
            let group = findings[next...].prefix { $0.factors == factors }
            next = group.endIndex
            for factors in fills ? factors.map({ $0..<$0 + 1 }) : [factors] {
                add(group, of: factors, by: rule, in: market, among: findings.count)
            }
        }
    }

    /// Adds the findings of one factor, or of all the factors of a file.
    private mutating func add(
        _ group: ArraySlice<Finding>, of factors: Range<Int>, by rule: any HistoryRule, in market: MergedHistory,
        among count: Int
    ) {
        guard let first = group.first, let last = group.last else { return }
        let factor = factors.count == 1 ? market.history.factors[factors.lowerBound] : nil
        func add(_ message: String, _ dates: Range<Int>, _ remedy: String) {
            self.add(
                message, rule, factor, market.history.dates[dates.lowerBound],
                market.location(factor: factors.lowerBound, date: dates.lowerBound), remedy)
        }
        let limit = count > Self.mostOfRule ? 1 : Self.mostRuns
        if group.count <= limit {
            for finding in group { add(finding.message, finding.dates, remedy(rule, finding.dates, factors, market)) }
        } else {
            let cells = group.reduce(0) { $0 + $1.dates.count }
            add(
                "\(cells) \(type(of: rule).finds) in \(group.count) runs, the last on "
                    + "\(market.history.dates[last.dates.upperBound - 1])",
                first.dates, rule.remedy(rule.treatment.action))
        }
    }

    private func remedy(
        _ rule: any HistoryRule, _ dates: Range<Int>, _ factors: Range<Int>, _ market: MergedHistory
    ) -> String {
        guard rule.treatment.action == .fillForward else { return rule.remedy(rule.treatment.action) }
        let level = market.history[factor: factors.lowerBound, date: dates.lowerBound]
        return level.isNaN ? "left missing: no level is known before" : "filled with \(Phrase.number(level))"
    }

    private mutating func add(
        _ message: String, _ rule: any QualityRule, _ factor: FactorID?, _ date: CalendarDate,
        _ location: SourceLocation?, _ remedy: String
    ) {
        let kind = type(of: rule).kind
        guard rule.treatment.action == .refuse else {
            issues.append(
                DataIssue(
                    severity: rule.treatment.severity, factor: factor, date: date, rule: kind,
                    message: "\(message); \(remedy)"))
            return
        }
        let others = Treatment.actions(of: type(of: rule)).filter { $0 != QualityAction.refuse.rawValue }
        let subject = factor.map { "\($0) on \(date): " } ?? ""
        let choice = others.joined(separator: " or ")
        refused.add(
            Issue(
                subject + message, hint: "\(type(of: rule).advice), or set dataQuality.\(kind).action to \(choice)",
                at: location))
    }
}
