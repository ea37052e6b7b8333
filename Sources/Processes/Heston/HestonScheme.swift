/// How Heston's variance is carried over a step.
enum HestonScheme: String, CaseIterable, Sendable {
    /// Andersen's: the variance by its exact mean and variance, the mean of the level kept.
    case quadraticExponential = "quadratic-exponential"
    /// Euler's, the variance taken as zero where it is negative: R. Lord, R. Koekkoek, D. van Dijk, “A comparison of
    /// biased simulation schemes for stochastic volatility models”, Quantitative Finance 10(2), 2010.
    case fullTruncation = "full-truncation"

    /// Years; see `Heston` for the bias that is left.
    var longestStep: Double {
        switch self {
        case .quadraticExponential: 5.0 / 252
        case .fullTruncation: 0.25 / 252
        }
    }
}
