import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Berkowitz’s test that the whole forecast distribution is right, and one period's outcome tells nothing of the next.
///
/// The probability transforms, made normal by Φ⁻¹, are a first-order autoregression with mean, variance and correlation
/// of their own, or a standard normal each: the likelihood ratio is chi-square with three degrees of freedom. The exact
/// Gaussian likelihood, its first period from the stationary law.
/// Source: J. Berkowitz, “Testing density forecasts, with applications to risk management”, J. Business & Economic
/// Statistics 19(4), 2001.
public struct Berkowitz: Backtest {
    public static let kind = "berkowitz"
    public static let summary = "is the whole forecast distribution right? (Berkowitz 2001)"
    public static let needsIndependentOutcomes = true

    public enum Hypothesis: String, Hashable, Sendable, Codable, CaseIterable {
        /// Mean zero, variance one and no autocorrelation: three degrees of freedom.
        case all
        /// No autocorrelation, whatever mean and variance: one degree of freedom.
        case independence
    }

    public var name: String { hypothesis == .all ? Self.kind : "\(Self.kind)-\(hypothesis.rawValue)" }

    public let hypothesis: Hypothesis

    public init(_ hypothesis: Hypothesis = .all) { self.hypothesis = hypothesis }

    public func outcome(_ series: ForecastSeries) -> TestOutcome {
        guard let transforms = series.transforms else {
            return .impossible(because: "there are no probability transforms")
        }
        if let index = transforms.firstIndex(where: { $0 == 0 || $0 == 1 }) {
            let transform = transforms[index] == 0 ? 0 : 1
            return .impossible(
                because: "the probability transform of period \(index + 1) is \(transform), whose normal is infinite")
        }
        return outcome(normals: transforms.map { NormalDistribution.standard.quantile($0) })
    }

    /// - Parameter normals: Φ⁻¹ of the transforms, in order.
    public func outcome(normals: [Double]) -> TestOutcome {
        guard normals.count >= 4 else { return .tooFew(normals.count) }
        guard let first = normals.first, normals.contains(where: { $0 != first }) else {
            return .impossible(because: "the probability transforms are all the same")
        }
        let likelihood = AutoregressiveLikelihood(normals)
        let best = likelihood.maximum
        switch hypothesis {
        case .all:
            let n = Double(normals.count)
            let standard = -0.5 * (n * log(2 * Double.pi) + normals.reduce(0) { $0 + $1 * $1 })
            return .chiSquare(2 * (best - standard), degreesOfFreedom: 3)
        case .independence:
            return .chiSquare(2 * (best - likelihood(0)), degreesOfFreedom: 1)
        }
    }
}
