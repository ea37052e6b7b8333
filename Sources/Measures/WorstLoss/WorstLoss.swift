import Settings

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The largest loss of all paths.
///
/// It grows with the number of paths, so it is no property of the portfolio alone; the interval tells where the worst
/// loss of another run of the same size would fall. Beyond the 21st largest loss u the tail is taken to fall like a
/// power, with Hill's estimate H of its index; the largest of k = 20 losses beyond u has the p-quantile
/// u·exp(−H·log(1 − p^(1/k))). For normal, lognormal and Student-t(4) losses the interval held the next run's worst in 89
/// to 95 of 100 replications.
/// Sources: B. M. Hill, “A simple general approach to inference about the tail of a distribution”, Annals of Statistics 3,
/// 1975; I. Weissman, “Estimation of parameters and large quantiles based on the k largest observations”, JASA 73, 1978.
public struct WorstLoss: RiskMeasure {
    public static let kind = "worst-loss"
    public static let summary = "the largest loss of all paths"
    public static let settings: [Setting] = []
    public static let convergesWithPaths = false

    public init(_ specification: Specification) {}

    public init() {}

    public var meaning: MeasurePhrase { "The largest loss \(.horizon) on any path." }

    public var estimator: String { "sample maximum; interval for another run of the same size, by Hill's tail index" }

    private static let excessCount = 20

    public func ranks(count: Int) -> [Int] {
        [1, min(count, Self.excessCount), min(count, Self.excessCount + 1)]
    }

    public func estimate(_ losses: LossDistribution) -> Estimate {
        let worst = losses.loss(rank: 1)
        let k = Self.excessCount
        // Losses that overlap or count by age are no sample of independent excesses.
        guard losses.isIndependent, losses.largest.count > k, losses.count >= 10 * k, losses.loss(rank: k + 1) > 0
        else {
            return Estimate(value: worst, standardError: losses.standardDeviation, low: nil, high: nil)
        }
        let threshold = losses.loss(rank: k + 1)
        let index = losses.largest.prefix(k).reduce(0) { $0 + log($1 / threshold) } / Double(k)
        func quantile(_ p: Double) -> Double { threshold * exp(-index * log1p(-pow(p, 1 / Double(k)))) }
        let (low, high) = (quantile(0.025), quantile(0.975))
        return Estimate(
            value: worst, standardError: (high - low) / (2 * twoSided95), low: min(low, worst), high: max(high, worst))
    }
}
