/// How often a quiet period or an exception was followed by either; one less in all than there are periods.
public struct TransitionCounts: Hashable, Sendable, Codable {
    public var quietToQuiet = 0
    public var quietToException = 0
    public var exceptionToQuiet = 0
    public var exceptionToException = 0

    public init() {}

    public init(quietToQuiet: Int, quietToException: Int, exceptionToQuiet: Int, exceptionToException: Int) {
        self.quietToQuiet = quietToQuiet
        self.quietToException = quietToException
        self.exceptionToQuiet = exceptionToQuiet
        self.exceptionToException = exceptionToException
    }
}
