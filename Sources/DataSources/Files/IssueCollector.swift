import Settings

/// Gathers the mistakes of a file, so that a reader of the messages sees them all at once.
///
/// What many rows have in common is told once and counted. Beyond `limit` kinds of mistakes all are counted, not kept: a file in
/// the wrong format is not worth a million lines.
public struct IssueCollector: Sendable {
    public static let limit = 50

    private var kept = RepeatedIssues()
    private var omitted = 0
    private var last: SourceLocation?

    public init() {}

    public var isEmpty: Bool { kept.count == 0 }

    public mutating func add(_ issue: Issue) {
        guard kept.count < Self.limit else {
            if !kept.count(issue) { omitted += 1 }
            return
        }
        kept.add(issue)
        last = issue.location
    }

    public mutating func add(_ issues: Issues) {
        for issue in issues.all { add(issue) }
    }

    /// What was gathered; the last line counts what was left out.
    public var issues: Issues {
        Issues(kept.issues + (omitted == 0 ? [] : [Issue("… and \(omitted) more", at: last)]))
    }

    public func throwIfAny() throws(Issues) {
        if !isEmpty { throw issues }
    }
}
