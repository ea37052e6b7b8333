import Settings

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The largest loss of all paths.
///
/// It grows with the number of paths, so it is no property of the portfolio alone; the interval tells where the worst
/// loss of another run of the same size would fall in 95 of 100. The excesses of the largest losses over a threshold
/// follow a generalised Pareto law H, fitted by probability-weighted moments; the largest of k has the law H^k.
/// Sources: J. Hosking, J. Wallis, “Parameter and quantile estimation for the generalized Pareto distribution”,
/// Technometrics 29, 1987; P. Embrechts, C. Klüppelberg, T. Mikosch, “Modelling Extremal Events”, Springer 1997,
/// section 6.5.
public struct WorstLoss: RiskMeasure {
    public static let kind = "worst-loss"
    public static let summary = "the largest loss of all paths"
    public static let settings: [Setting] = []

    public init(_ specification: Specification) {}

    public init() {}

    public var estimator: String {
        "sample maximum; interval for a run of the same size, from generalised Pareto excesses"
    }

    public func depth(count: Int) -> Int { min(count, excessCount(count) + 1) }

    private func excessCount(_ count: Int) -> Int { min(200, count / 10) }

    public func estimate(_ losses: LossDistribution) -> Estimate {
        let sampled = losses.loss(rank: 1)
        let k = excessCount(losses.count)
        guard k >= 10, losses.largest.count > k else {
            return Estimate(value: sampled, standardError: losses.standardDeviation, low: nil, high: nil)
        }
        let threshold = losses.loss(rank: k + 1)
        let law = GeneralizedParetoFit(descendingExcesses: losses.largest.prefix(k).map { $0 - threshold })
        func worst(quantile p: Double) -> Double { threshold + law.quantile(pow(p, 1 / Double(k))) }
        let (low, high) = (worst(quantile: 0.025), worst(quantile: 0.975))
        return Estimate(
            value: sampled, standardError: (high - low) / (2 * twoSided95), low: min(low, sampled),
            high: max(high, sampled))
    }
}

/// A generalised Pareto law fitted by probability-weighted moments.
struct GeneralizedParetoFit {
    /// ξ: 0 for exponential tails, positive for heavier ones.
    let shape: Double
    /// β
    let scale: Double

    init(descendingExcesses excesses: [Double]) {
        let n = Double(excesses.count)
        var a0 = 0.0
        var a1 = 0.0
        for (index, excess) in excesses.enumerated() {
            // Rank i from the smallest, plotting position (i − 0.35)/n.
            let position = (n - Double(index) - 0.35) / n
            a0 += excess / n
            a1 += (1 - position) * excess / n
        }
        let denominator = a0 - 2 * a1
        guard a0 > 0, denominator > 0 else {
            shape = 0
            scale = a0
            return
        }
        shape = 2 - a0 / denominator
        scale = 2 * a0 * a1 / denominator
    }

    func quantile(_ p: Double) -> Double {
        let logarithm = log1p(-p)
        return abs(shape) < 1e-8 ? -scale * logarithm : scale * expm1(-shape * logarithm) / shape
    }
}
