import Statistics

/// The shape of the losses that a forecast of value-at-risk and expected shortfall stands for.
///
/// On each period location and scale are those that give both forecasts exactly.
public enum TailLaw: Hashable, Sendable, Codable {
    case normal
    /// More than one degree of freedom, so that there is a shortfall.
    case studentT(degreesOfFreedom: Double)

    /// The loss that is exceeded with probability `p`, at location zero and scale one.
    package func upperQuantile(_ p: Double) -> Double {
        switch self {
        case .normal: -NormalDistribution.standard.quantile(p)
        case .studentT(let degrees): -StudentTDistribution(degreesOfFreedom: degrees).quantile(p)
        }
    }

    /// The mean loss beyond the quantile that is exceeded with probability `p`.
    func tailMean(_ p: Double) -> Double {
        // The mean below the quantile of p, with its sign changed, by symmetry: exact for small p.
        switch self {
        case .normal:
            NormalDistribution.standard.density(upperQuantile(p)) / p
        case .studentT(let degrees):
            {
                let law = StudentTDistribution(degreesOfFreedom: degrees)
                let q = upperQuantile(p)
                return law.density(q) / p * (degrees + q * q) / (degrees - 1)
            }()
        }
    }

    /// The probability of a loss of more than `x`.
    func upper(_ x: Double) -> Double {
        switch self {
        case .normal: NormalDistribution.standard.upper(x)
        case .studentT(let degrees): StudentTDistribution(degreesOfFreedom: degrees).upper(x)
        }
    }

    func density(_ x: Double) -> Double {
        switch self {
        case .normal: NormalDistribution.standard.density(x)
        case .studentT(let degrees): StudentTDistribution(degreesOfFreedom: degrees).density(x)
        }
    }

    /// In words, for a report.
    public var name: String {
        switch self {
        case .normal: "normal"
        case .studentT(let degrees): "Student t, \(degrees) degrees of freedom"
        }
    }
}
