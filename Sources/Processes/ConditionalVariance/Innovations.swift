import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The law of daily changes once they are divided by their conditional standard deviation: mean 0 and variance 1.
public enum Innovations: Hashable, Sendable, Codable {
    case normal
    /// Student's t, variance-matched: t·√((ν − 2)/ν), with ν greater than 2.
    ///
    /// T. Bollerslev, “A conditionally heteroskedastic time series model for speculative prices and rates of return”,
    /// Review of Economics and Statistics 69, 1987.
    case studentT(degreesOfFreedom: Double)

    /// The fourth moment: 3 for the normal law, infinite for a Student-t one with ν ≤ 4.
    public var kurtosis: Double {
        switch self {
        case .normal: 3
        case .studentT(let ν): ν > 4 ? 3 * (ν - 2) / (ν - 4) : .infinity
        }
    }

    /// The probability of at most `z`.
    public func cumulative(_ z: Double) -> Double {
        switch self {
        case .normal: NormalDistribution.standard.cumulative(z)
        case .studentT(let ν):
            StudentTDistribution(degreesOfFreedom: ν).cumulative(z * (ν / (ν - 2)).squareRoot())
        }
    }

    /// The logarithm of the density of a change `e` of conditional variance `h`, as a function without further set-up.
    var logDensity: LogDensity { LogDensity(self) }

    /// log f(e/√h)/√h with the constants of the law taken out of the loop over days.
    struct LogDensity: Sendable {
        private let constant: Double
        /// (ν + 1)/2; nil for the normal law.
        private let exponent: Double?
        /// 1/(ν − 2)
        private let width: Double

        init(_ innovations: Innovations) {
            switch innovations {
            case .normal:
                constant = -0.5 * log(2 * Double.pi)
                exponent = nil
                width = 0
            case .studentT(let ν):
                let gammas = logGamma((ν + 1) / 2) - logGamma(ν / 2)
                constant = gammas - 0.5 * log(Double.pi * (ν - 2))
                exponent = (ν + 1) / 2
                width = 1 / (ν - 2)
            }
        }

        @inline(__always)
        func callAsFunction(_ e: Double, variance h: Double) -> Double {
            let square = e * e / h
            guard let exponent else { return constant - 0.5 * (log(h) + square) }
            return constant - 0.5 * log(h) - exponent * log(1 + square * width)
        }
    }
}
