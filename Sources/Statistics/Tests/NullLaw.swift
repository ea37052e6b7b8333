/// The distribution of a statistic where the hypothesis holds.
public enum NullLaw: Hashable, Sendable, Codable {
    /// In large samples: a likelihood ratio or a quadratic form.
    case chiSquare(degreesOfFreedom: Int)
    /// In large samples, both tails.
    case standardNormal
    /// In samples of this size.
    case exact
    /// By so many replications with a fixed seed.
    case simulated(replications: Int)
    /// By resampling the observations so many times with a fixed seed.
    case bootstrap(replications: Int)
}

extension NullLaw: CustomStringConvertible {
    public var description: String {
        switch self {
        case .chiSquare(let degrees): "chi-square, \(degrees) degree\(degrees == 1 ? "" : "s") of freedom"
        case .standardNormal: "standard normal"
        case .exact: "exact"
        case .simulated(let replications): "\(replications) simulations"
        case .bootstrap(let replications): "\(replications) bootstrap samples"
        }
    }
}
