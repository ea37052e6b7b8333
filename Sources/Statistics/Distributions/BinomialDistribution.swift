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
    ///
    /// The Cornish–Fisher expansion of second order is hardly ever more than one off where there are many successes and
    /// failures; where it is further off, a root finder takes over.
    /// Source: N. L. Johnson, A. W. Kemp, S. Kotz, “Univariate Discrete Distributions”, 3rd ed., Wiley 2005, section 3.6.
    public func quantile(_ p: Double) -> Int {
        precondition(p >= 0 && p <= 1, "a probability is from 0 to 1")
        if p == 1 { return probability > 0 ? trials : 0 }
        if let near = stepped(to: p, from: expansion(p), atMost: 4) { return near }
        let found = mt_binomial_quantile(Double(trials), probability, p)
        guard let successes = stepped(to: p, from: found, atMost: trials) else {
            preconditionFailure("no quantile \(p) of \(trials) trials with probability \(probability)")
        }
        return successes
    }

    /// The quantile by a skewed normal law.
    private func expansion(_ p: Double) -> Double {
        let variance = Double(trials) * probability * (1 - probability)
        let deviate = mt_normal_quantile(p)
        return Double(trials) * probability + variance.squareRoot() * deviate
            + (1 - 2 * probability) * (deviate * deviate - 1) / 6
    }

    /// The quantile by steps from a guess; nil where there would be more than so many.
    private func stepped(to p: Double, from guess: Double, atMost limit: Int) -> Int? {
        guard guess.isFinite else { return nil }
        let start = Int(min(max(guess, 0), Double(trials)))
        var successes = start
        while successes > 0, cumulative(successes - 1) >= p {
            successes -= 1
            if start - successes > limit { return nil }
        }
        if successes < start { return successes }
        while successes < trials, cumulative(successes) < p {
            successes += 1
            if successes - start > limit { return nil }
        }
        return successes
    }
}
