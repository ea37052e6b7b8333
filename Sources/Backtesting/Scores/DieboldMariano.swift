import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The test that two models forecast equally well, by the mean difference of their scores.
///
/// The mean over its standard error, standard normal in large samples, two-sided; negative where the first model is the
/// better. The long-run variance is Newey and West’s with Bartlett weights.
/// Sources: F. X. Diebold, R. S. Mariano, “Comparing predictive accuracy”, J. Business & Economic Statistics 13(3), 1995;
/// W. K. Newey, K. D. West, “A simple, positive semi-definite, heteroskedasticity and autocorrelation consistent
/// covariance matrix”, Econometrica 55(3), 1987.
public struct DieboldMariano: Hashable, Sendable {
    /// Autocovariances that count; nil for ⌊4(n/100)^(2/9)⌋.
    public let lags: Int?

    public init(lags: Int? = nil) {
        precondition(lags ?? 0 >= 0, "lags are not negative")
        self.lags = lags
    }

    /// - Parameters:
    ///   - first: scores of the first model, one a period.
    ///   - second: of the second, for the same outcomes.
    public func outcome(_ first: [Double], _ second: [Double]) -> TestOutcome {
        precondition(first.count == second.count, "scores of the same outcomes")
        let differences = zip(first, second).map { $0 - $1 }
        let n = Double(differences.count)
        let bandwidth = lags ?? Int(4 * pow(n / 100, 2.0 / 9))
        guard differences.count >= 2, bandwidth < differences.count else {
            return .impossible(because: "\(differences.count) scores are too few for \(bandwidth) lags")
        }
        let magnitude = zip(first, second).reduce(0) { max($0, abs($1.0), abs($1.1)) }
        let mean = Descriptive(differences).mean
        let centred = differences.map { $0 - mean }
        guard centred.contains(where: { abs($0) > 1e-14 * magnitude }) else {
            return .impossible(because: "the scores differ by the same on every period")
        }
        var variance = 0.0
        for lag in 0...bandwidth {
            var covariance = 0.0
            for index in lag..<centred.count { covariance += centred[index] * centred[index - lag] }
            let weight = lag == 0 ? 1 : 2 * (1 - Double(lag) / Double(bandwidth + 1))
            variance += weight * covariance / n
        }
        guard variance > 0 else { return .impossible(because: "the long-run variance of the scores is zero") }
        return .twoSidedNormal(mean / (variance / n).squareRoot())
    }
}
