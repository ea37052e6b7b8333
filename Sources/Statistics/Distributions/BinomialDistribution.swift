import CSpecialFunctions

/// How many of a number of independent trials succeed.
public struct BinomialDistribution: Hashable, Sendable, Codable {
    /// Zero or more.
    public let trials: Int
    /// Of success, in each trial: from 0 to 1.
    public let probability: Double

    public init(trials: Int, probability: Double) {
        precondition(trials >= 0, "trials are not negative")
        precondition(probability >= 0 && probability <= 1, "a probability is from 0 to 1")
        self.trials = trials
        self.probability = probability
    }

    /// The probability of exactly `successes`.
    public func mass(_ successes: Int) -> Double {
        (0...trials).contains(successes) ? mt_binomial_mass(Double(trials), probability, Double(successes)) : 0
    }

    /// The probability of at most `successes`.
    public func cumulative(_ successes: Int) -> Double {
        if successes < 0 { return 0 }
        return successes >= trials ? 1 : mt_binomial_cdf(Double(trials), probability, Double(successes))
    }

    /// The probability of more than `successes`, exact far in the tail.
    public func upper(_ successes: Int) -> Double {
        if successes < 0 { return 1 }
        return successes >= trials ? 0 : mt_binomial_upper(Double(trials), probability, Double(successes))
    }

    /// The smallest number of successes whose cumulative probability is at least `p`.
    public func quantile(_ p: Double) -> Int {
        precondition(p >= 0 && p <= 1, "a probability is from 0 to 1")
        if p == 1 { return probability > 0 ? trials : 0 }
        var successes = min(max(Int(mt_binomial_quantile(Double(trials), probability, p)), 0), trials)
        // The root finder may stop one off where a step of the distribution is within rounding of p.
        while successes > 0, cumulative(successes - 1) >= p { successes -= 1 }
        while successes < trials, cumulative(successes) < p { successes += 1 }
        return successes
    }
}
