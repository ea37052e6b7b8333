import Settings

/// Gathers the mistakes of a file, so that a reader of the messages sees them all at once.
///
/// Beyond `limit` they are counted, not kept: a file in the wrong format is not worth a million lines.
public struct IssueCollector: Sendable {
    public static let limit = 50

    private var kept: [Issue] = []
    private var omitted = 0

    public init() {}

    public var isEmpty: Bool { kept.isEmpty }

    public mutating func add(_ issue: @autoclosure () -> Issue) {
        if kept.count < Self.limit { kept.append(issue()) } else { omitted += 1 }
    }

    public mutating func add(_ issues: Issues) {
        for issue in issues.all { add(issue) }
    }

    /// What was gathered; the last line counts what was left out.
    public var issues: Issues {
        let rest = omitted == 0 ? [] : [Issue("… and \(omitted) more", at: kept.last?.location)]
        return Issues(kept + rest)
    }

    public func throwIfAny() throws(Issues) {
        if !isEmpty { throw issues }
    }
}
