import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The test that losses fall between several values-at-risk as often as they should, all at once.
///
/// The likelihood ratio of the multinomial, chi-square with as many degrees of freedom as there are levels.
/// Source: C. Pérignon, D. R. Smith, “A new approach to comparing VaR estimation methods”, J. Derivatives 16(2), 2008.
public struct MultilevelCoverage: Hashable, Sendable {
    public enum Statistic: String, Hashable, Sendable, CaseIterable {
        case likelihoodRatio
        /// Σ (observed − expected)²/expected: S. D. Campbell, “A review of backtesting and backtesting procedures”,
        /// J. Risk 9(2), 2006.
        case pearson
    }

    public let statistic: Statistic

    public init(_ statistic: Statistic = .likelihoodRatio) { self.statistic = statistic }

    /// - Parameter series: of the same outcomes at different confidences, in any order.
    public func outcome(_ series: [ForecastSeries]) -> TestOutcome {
        let ordered = series.sorted { $0.confidence < $1.confidence }
        guard let first = ordered.first else { return .impossible(because: "there are no levels") }
        for (low, high) in zip(ordered, ordered.dropFirst()) {
            precondition(low.profitAndLoss == high.profitAndLoss, "the same outcomes")
            guard low.confidence < high.confidence else {
                return .impossible(because: "two levels have the same confidence")
            }
            guard zip(low.valueAtRisk, high.valueAtRisk).allSatisfy({ $0 <= $1 }) else {
                return .impossible(because: "a value-at-risk falls where its confidence rises")
            }
        }
        let exceptions = [first.count] + ordered.map(\.exceptions.exceptionCount) + [0]
        let tails = [1] + ordered.map(\.tailProbability) + [0]
        return outcome(
            counts: zip(exceptions, exceptions.dropFirst()).map { $0 - $1 },
            probabilities: zip(tails, tails.dropFirst()).map { $0 - $1 })
    }

    /// - Parameters:
    ///   - counts: of outcomes in each of the disjoint buckets that fill the line.
    ///   - probabilities: of the buckets, greater than zero, with sum one.
    public func outcome(counts: [Int], probabilities: [Double]) -> TestOutcome {
        precondition(counts.count == probabilities.count && counts.count >= 2, "a probability for each bucket")
        precondition(probabilities.allSatisfy { $0 > 0 }, "probabilities are greater than zero")
        let n = Double(counts.reduce(0, +))
        guard n > 0 else { return .impossible(because: "there are no observations") }
        let value = zip(counts, probabilities).reduce(0.0) { sum, bucket in
            let (count, p) = (Double(bucket.0), bucket.1)
            switch statistic {
            case .likelihoodRatio: return bucket.0 == 0 ? sum : sum + 2 * count * log(count / (n * p))
            case .pearson: return sum + (count - n * p) * (count - n * p) / (n * p)
            }
        }
        return .chiSquare(value, degreesOfFreedom: counts.count - 1)
    }
}
