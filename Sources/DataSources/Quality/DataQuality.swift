import Market
import Settings

/// The checks that price data pass before anything is estimated from them.
///
/// Every rule always looks, in the order of its stage. Nothing is changed in silence: what is filled, left out, sorted
/// or merely odd is a data issue; what a rule refuses is an error with file, line and column, all of them at once.
public struct DataQuality: Sendable {
    /// The rules of the standard catalog.
    public static let members: [any QualityRule.Type] = [
        UnsortedDates.self, DuplicateDate.self, StrayDate.self, MisalignedCalendar.self, RaggedStart.self,
        MissingLevel.self, NonPositiveLevel.self, ImplausibleLevel.self, StaleLevel.self, Spike.self, RoundRatio.self,
        ContradictingQuotes.self,
    ]

    public let rules: [any QualityRule]

    /// - Parameter changed: rules that are other than by default; of several of one kind the last counts.
    public init(_ changed: [any QualityRule] = []) {
        var rules: [any QualityRule] = Self.members.map { $0.init() }
        for rule in changed {
            if let index = rules.firstIndex(where: { type(of: $0).kind == type(of: rule).kind }) {
                rules[index] = rule
            } else {
                rules.append(rule)
            }
        }
        self.rules = rules
    }

    /// Whether the level that is left on a date may depend on later dates, so that data cleaned once are not what was known
    /// then.
    public var looksAhead: Bool {
        rules.contains { rule in
            guard let rule = rule as? any HistoryRule else { return false }
            return type(of: rule).looksAhead && [.exclude, .fillForward].contains(rule.treatment.action)
        }
    }

    /// Checks files, and puts them together to one history.
    ///
    /// - Throws: what the rules refuse, and every factor that is in two files.
    public func clean(_ tables: [RawPriceTable]) throws(Issues) -> CleanHistory {
        var ledger = QualityLedger()
        for table in tables {
            for rule in rules {
                if let rule = rule as? any FileRule { ledger.add(rule.findings(in: table), by: rule) }
            }
        }
        var market: MergedHistory
        do throws(Issues) {
            market = try MergedHistory(tables)
        } catch {
            ledger.refused.add(error)
            throw ledger.refused.issues
        }

        var found: [(rule: any HistoryRule, findings: [Finding])] = []
        for stage in QualityStage.allCases {
            let present = rules.compactMap { $0 as? any HistoryRule }.filter { type(of: $0).stage == stage }
                .map { (rule: $0, findings: $0.findings(in: market)) }
            for (rule, findings) in present where [.exclude, .fillForward].contains(rule.treatment.action) {
                for finding in findings { market.exclude(finding) }
            }
            found += present
        }
        fillForward(&market, found)
        let clean = CleanHistory(market: market, files: ledger, found: found)
        try clean.refused.throwIfAny()
        return clean
    }

    private func fillForward(_ market: inout MergedHistory, _ found: [(rule: any HistoryRule, findings: [Finding])]) {
        for finding in found.filter({ $0.rule.treatment.action == .fillForward }).flatMap(\.findings) {
            for factor in finding.factors { market.fillForward(factor: factor, dates: finding.dates) }
        }
    }
}
