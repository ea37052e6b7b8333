import Market
import Settings

/// What is done about a finding.
public enum QualityAction: String, CaseIterable, Sendable {
    /// Nothing but to say so.
    case report
    /// The level counts as missing: changes into and out of it are not used.
    case exclude
    /// The last known level takes its place.
    case fillForward = "fill-forward"
    /// The data are not used at all.
    case refuse
}

/// A rule's action, and how severe its data issues are.
public struct Treatment: Hashable, Sendable {
    public var action: QualityAction
    public var severity: DataIssue.Severity

    public init(_ action: QualityAction, severity: DataIssue.Severity) {
        self.action = action
        self.severity = severity
    }

    public init(_ specification: Specification) {
        action = specification.word("action")
        severity = specification.word("severity")
    }

    /// The two settings every rule has.
    ///
    /// - Parameter actions: those that make sense for the rule.
    static func settings(
        _ action: QualityAction, of actions: [QualityAction], severity: DataIssue.Severity = .warning
    ) -> [Setting] {
        [
            Setting(
                "action", .choice(actions.map(\.rawValue)), .defaulted(.text(action.rawValue)),
                "what is done about it"),
            Setting(
                "severity", .choice(DataIssue.Severity.allCases.map(\.rawValue)), .defaulted(.text(severity.rawValue)),
                "how severe its data issues are"),
        ]
    }

    /// The actions a rule offers.
    static func actions(of rule: any QualityRule.Type) -> [String] {
        for setting in rule.settings where setting.name == "action" {
            if case .choice(let actions) = setting.shape { return actions }
        }
        return []
    }
}
