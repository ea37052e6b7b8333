import Glibc

/// The test that a sample comes from a given distribution, most watchful in the tails.
///
/// Give it the distribution's probabilities of at most each observation, which are uniform where the hypothesis holds.
/// The p-value is good to about 2e-5 from eight observations on. A probability of exactly 0 or 1 is evidence without
/// end: the p-value is zero.
/// Source: G. Marsaglia, J. Marsaglia, “Evaluating the Anderson–Darling distribution”, J. Statistical Software 9(2), 2004.
public struct AndersonDarling: Hashable, Sendable {
    public init() {}

    /// - Parameter probabilities: from 0 to 1, in any order; the hypothesis fixes all parameters, none is fitted.
    public func outcome(_ probabilities: [Double]) -> TestOutcome {
        let count = probabilities.count
        guard count >= 1 else { return .impossible(because: "there are no observations") }
        precondition(probabilities.allSatisfy { $0 >= 0 && $0 <= 1 }, "probabilities are from 0 to 1")
        let sorted = probabilities.sorted()
        guard sorted[0] > 0, sorted[count - 1] < 1 else {
            return .result(TestResult(statistic: .greatestFiniteMagnitude, pValue: 0, law: .exact))
        }
        let n = Double(count)
        var sum = 0.0
        for index in 0..<count {
            sum += Double(2 * index + 1) * (log(sorted[index]) + log1p(-sorted[count - 1 - index]))
        }
        let statistic = -n - sum / n
        return .result(
            TestResult(statistic: statistic, pValue: Self.pValue(statistic, count: count), law: .exact))
    }

    /// The probability that the statistic of a true sample of `count` is greater than `statistic`.
    public static func pValue(_ statistic: Double, count: Int) -> Double {
        let limit = Self.limit(statistic)
        return min(max(1 - limit - correction(count: Double(count), limit), 0), 1)
    }

    /// The cumulative distribution of the statistic in infinite samples.
    static func limit(_ z: Double) -> Double {
        if z <= 0 { return 0 }
        if z < 2 {
            let inner = polynomial(z, [2.00012, 0.247105, -0.0649821, 0.0347962, -0.011672, 0.00168691])
            return exp(-1.2337141 / z) / z.squareRoot() * inner
        }
        return exp(-exp(polynomial(z, [1.0776, -2.30695, 0.43424, -0.082433, 0.008056, -0.0003146])))
    }

    /// What a sample of `count` adds to the limiting probability `x`.
    static func correction(count n: Double, _ x: Double) -> Double {
        if x > 0.8 {
            return polynomial(x, [-130.2137, 745.2337, -1705.091, 1950.646, -1116.360, 255.7844]) / n
        }
        let corner = 0.01265 + 0.1757 / n
        if x < corner {
            let t = x / corner
            let shape = t.squareRoot() * (1 - t) * (49 * t - 102)
            return shape * (0.0037 / (n * n) + 0.00078 / n + 0.00006) / n
        }
        let t = (x - corner) / (0.8 - corner)
        let shape = polynomial(t, [-0.00022633, 6.54034, -14.6538, 14.458, -8.259, 1.91864])
        return shape * (0.04213 + 0.01365 / n) / n
    }

    /// Coefficients from the constant up.
    private static func polynomial(_ x: Double, _ coefficients: [Double]) -> Double {
        coefficients.reversed().reduce(0) { $0 * x + $1 }
    }
}
