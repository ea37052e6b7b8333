/// The test that a sample is normal, by its skewness and kurtosis.
///
/// n/6·(S² + K²/4), chi-square with two degrees of freedom in large samples; in small ones it rejects too seldom.
/// Source: C. M. Jarque, A. K. Bera, “A test for normality of observations and regression residuals”, International
/// Statistical Review 55(2), 1987.
public struct JarqueBera: Hashable, Sendable {
    public init() {}

    public func outcome(_ sample: [Double]) -> TestOutcome {
        guard sample.count >= 4 else { return .tooFew(sample.count) }
        let shape = Descriptive(sample)
        guard let first = sample.first, sample.contains(where: { $0 != first }), shape.skewness.isFinite else {
            return .impossible(because: "the sample is constant")
        }
        let skewness = shape.skewness
        let kurtosis = shape.excessKurtosis
        let sum = skewness * skewness + kurtosis * kurtosis / 4
        return .chiSquare(Double(sample.count) / 6 * sum, degreesOfFreedom: 2)
    }
}
