/// A test's statistic, and how likely one so extreme is where the hypothesis holds.
public struct TestResult: Hashable, Sendable, Codable {
    public let statistic: Double
    /// From 0 to 1.
    public let pValue: Double
    /// Where the p-value comes from.
    public let law: NullLaw

    public init(statistic: Double, pValue: Double, law: NullLaw) {
        precondition(pValue >= 0 && pValue <= 1, "a probability is from 0 to 1")
        self.statistic = statistic
        self.pValue = pValue
        self.law = law
    }

    /// Rejected where the p-value is at most the level.
    public func verdict(at level: Double) -> TestVerdict { pValue <= level ? .rejected : .accepted }
}
