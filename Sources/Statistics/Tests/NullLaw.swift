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

extension NullLaw {
    /// The law that describes itself in these words; nil where none does.
    package init?(description: String) {
        let numbers = description.split { !$0.isNumber }.compactMap { Int($0) }
        let laws: [NullLaw] =
            [.standardNormal, .exact]
            + numbers.flatMap {
                [.chiSquare(degreesOfFreedom: $0), .simulated(replications: $0), .bootstrap(replications: $0)]
            }
        guard let law = laws.first(where: { $0.description == description }) else { return nil }
        self = law
    }
}
