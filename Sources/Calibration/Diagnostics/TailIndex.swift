#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// How heavy a tail is: P(L > x) ∼ x^(−α), with Hill's estimate of α over the largest losses.
///
/// α below 4 means that the kurtosis does not exist, below 2 that the variance does not. A tail of an exponential kind
/// shows a large α. Source: B. M. Hill, “A simple general approach to inference about the tail of a distribution”, Annals
/// of Statistics 3, 1975; its standard error is α/√k.
public struct TailIndex: Sendable, Codable {
    public let index: Double
    public let standardError: Double
    /// Beyond this loss the tail was taken to fall like a power.
    public let threshold: Double
    /// Losses beyond it.
    public let count: Int

    /// - Parameter losses: in any order; the largest twentieth of them is the tail. Nil where that has fewer than ten
    ///   losses, or reaches down to 0.
    public init?(losses: [Double]) {
        let count = losses.count / 20
        let ordered = losses.sorted(by: >)
        guard count >= 10, ordered[count] > 0 else { return nil }
        threshold = ordered[count]
        let mean = ordered.prefix(count).reduce(0) { $0 + log($1 / ordered[count]) } / Double(count)
        guard mean > 0 else { return nil }
        index = 1 / mean
        standardError = index / Double(count).squareRoot()
        self.count = count
    }
}
