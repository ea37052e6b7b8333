#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Logarithms of Bernoulli likelihoods, with 0·log 0 = 0.
enum Likelihood {
    /// log of pˢ(1 − p)ᶠ.
    static func bernoulli(successes: Int, failures: Int, probability p: Double) -> Double {
        (successes == 0 ? 0 : Double(successes) * log(p)) + (failures == 0 ? 0 : Double(failures) * log1p(-p))
    }

    /// The same at the most likely probability, s/(s + f).
    static func bernoulliMaximum(successes: Int, failures: Int) -> Double {
        if successes == 0 || failures == 0 { return 0 }
        let count = Double(successes + failures)
        return Double(successes) * log(Double(successes) / count) + Double(failures) * log(Double(failures) / count)
    }

    /// −2·log of the likelihood ratio of `probability` to the most likely one.
    static func ratio(successes: Int, failures: Int, probability: Double) -> Double {
        let restricted = bernoulli(successes: successes, failures: failures, probability: probability)
        return max(2 * (bernoulliMaximum(successes: successes, failures: failures) - restricted), 0)
    }
}
