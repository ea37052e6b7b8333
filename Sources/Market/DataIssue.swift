/// Something that was wrong with the data, and what was done about it. It goes into the result, never only into a log.
public struct DataIssue: Hashable, Sendable, Codable {
    public enum Severity: String, Codable, CaseIterable, Comparable, Sendable {
        case information, warning, error

        public static func < (a: Severity, b: Severity) -> Bool {
            allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
        }
    }

    public var severity: Severity
    /// The factor concerned, or nil where the whole file or date is.
    public var factor: FactorID?
    /// The first date concerned, or nil where no date is.
    public var date: CalendarDate?
    /// The rule that found it, such as `stale`.
    public var rule: String
    /// One sentence: what was found, and what was done.
    public var message: String

    public init(
        severity: Severity, factor: FactorID? = nil, date: CalendarDate? = nil, rule: String, message: String
    ) {
        self.severity = severity
        self.factor = factor
        self.date = date
        self.rule = rule
        self.message = message
    }
}
