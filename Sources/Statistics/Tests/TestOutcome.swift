/// What a statistical test says of a sample: a result, or why there is none.
///
/// A test that cannot be done has no statistic, so nothing downstream can mistake a missing number for a good one.
public enum TestOutcome: Hashable, Sendable, Codable {
    case result(TestResult)
    /// The sample does not allow the test; the words say why, as part of a sentence.
    case impossible(because: String)

    public var result: TestResult? {
        if case .result(let result) = self { result } else { nil }
    }

    public var statistic: Double? { result?.statistic }

    public var pValue: Double? { result?.pValue }

    /// At a significance level such as 0.05.
    public func verdict(at level: Double) -> TestVerdict {
        guard let result else { return .undecided }
        return result.verdict(at: level)
    }
}

extension TestOutcome {
    /// There are not enough observations, for a purpose where it is named.
    package static func tooFew(_ count: Int, for purpose: String? = nil) -> TestOutcome {
        let words = (count == 1 ? "1 observation is" : "\(count) observations are") + " too few"
        return .impossible(because: words + (purpose.map { " for \($0)" } ?? ""))
    }

    /// There is none of something, such as an exception, in so many observations.
    package static func none(of thing: String, in count: Int) -> TestOutcome {
        .impossible(because: "there is no \(thing) in " + (count == 1 ? "1 observation" : "\(count) observations"))
    }

    /// A statistic that is chi-square in large samples and speaks against the hypothesis when it is large.
    public static func chiSquare(_ statistic: Double, degreesOfFreedom: Int) -> TestOutcome {
        // A likelihood ratio of zero may come out as −1e-15.
        let value = max(statistic, 0)
        let p = ChiSquareDistribution(degreesOfFreedom: Double(degreesOfFreedom)).upper(value)
        return .result(
            TestResult(statistic: value, pValue: p, law: .chiSquare(degreesOfFreedom: degreesOfFreedom)))
    }

    /// A statistic that is standard normal in large samples and speaks against the hypothesis on either side.
    public static func twoSidedNormal(_ statistic: Double) -> TestOutcome {
        let p = min(2 * NormalDistribution.standard.upper(abs(statistic)), 1)
        return .result(TestResult(statistic: statistic, pValue: p, law: .standardNormal))
    }
}
