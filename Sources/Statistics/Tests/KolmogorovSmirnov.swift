import Glibc

/// The test that a sample comes from a given distribution, by the largest distance of the distribution functions.
///
/// Give it the distribution's probabilities of at most each observation, which are uniform where the hypothesis holds.
public struct KolmogorovSmirnov: Hashable, Sendable {
    public init() {}

    /// - Parameter probabilities: from 0 to 1, in any order; the hypothesis fixes all parameters, none is fitted.
    public func outcome(_ probabilities: [Double]) -> TestOutcome {
        guard !probabilities.isEmpty else { return .impossible(because: "there are no observations") }
        let distance = Self.distance(probabilities)
        return .result(
            TestResult(
                statistic: distance, pValue: Self.upper(distance, count: probabilities.count), law: .exact))
    }

    /// The largest distance between the empirical distribution function and the uniform one; ties are one step.
    public static func distance(_ probabilities: [Double]) -> Double {
        precondition(probabilities.allSatisfy { $0 >= 0 && $0 <= 1 }, "probabilities are from 0 to 1")
        let n = Double(probabilities.count)
        var distance = 0.0
        for (index, p) in probabilities.sorted().enumerated() {
            distance = max(distance, p - Double(index) / n, Double(index + 1) / n - p)
        }
        return distance
    }

    /// The probability that the distance of a true sample of `count` is at least `distance`.
    ///
    /// Exact by matrix power up to 200 observations; beyond, the limiting law at a corrected argument, to 1e-4. Far in
    /// the tail twice the exact one-sided probability, whose error is the chance that both sides are that far.
    /// Sources: G. Marsaglia, W. W. Tsang, J. Wang, “Evaluating Kolmogorov’s distribution”, J. Statistical Software 8(18),
    /// 2003; J. Vrbik, “Small-sample corrections to Kolmogorov–Smirnov test statistic”, Pioneer J. Theoretical and Applied
    /// Statistics 15, 2018; R. Simard, P. L’Ecuyer, “Computing the two-sided Kolmogorov–Smirnov distribution”, J.
    /// Statistical Software 39(11), 2011, for the regions.
    public static func upper(_ distance: Double, count: Int) -> Double {
        precondition(count >= 1 && distance >= 0, "a distance of a sample")
        let n = Double(count)
        if distance >= 1 { return 0 }
        if 2 * n * distance <= 1 { return 1 }
        if n * distance * distance > 4 || distance >= 0.5 { return min(2 * oneSided(distance, count: count), 1) }
        if count <= 200 { return min(max(1 - matrixPower(distance, count: count), 0), 1) }
        let root = n.squareRoot()
        let corrected = distance * root + 1 / (6 * root) + (distance * root - 1) / (4 * n)
        return limitingUpper(corrected)
    }

    /// P(√n·D > x) in infinite samples: 2 Σ (−1)ᵏ⁻¹ exp(−2k²x²).
    static func limitingUpper(_ x: Double) -> Double {
        if x < 0.2 { return 1 }
        if x < 1 {
            // Jacobi's form of the same sum, quick where the other is slow.
            let step = Double.pi * Double.pi / (8 * x * x)
            var sum = 0.0
            for k in 0..<20 {
                let odd = Double(2 * k + 1)
                sum += exp(-odd * odd * step)
            }
            return min(max(1 - (2 * Double.pi).squareRoot() / x * sum, 0), 1)
        }
        var sum = 0.0
        for k in 1..<20 {
            let term = exp(-2 * Double(k * k) * x * x)
            sum += k % 2 == 1 ? term : -term
        }
        return min(max(2 * sum, 0), 1)
    }

    /// P(D⁺ ≥ d), by N. V. Smirnov's sum of positive terms, 1944.
    private static func oneSided(_ d: Double, count: Int) -> Double {
        let n = Double(count)
        let whole = logGamma(n + 1)
        var sum = 0.0
        for j in 0...Int(n * (1 - d)) {
            let k = Double(j)
            let rest = 1 - d - k / n
            if rest <= 0 { continue }
            let choices = whole - logGamma(k + 1) - logGamma(n - k + 1)
            sum += exp(choices + (k - 1) * log(d + k / n) + (n - k) * log(rest))
        }
        return d * sum
    }

    /// P(D < d): n!/nⁿ times the middle element of Hⁿ, kept in range by powers of ten.
    private static func matrixPower(_ d: Double, count: Int) -> Double {
        let n = Double(count)
        let k = Int(n * d) + 1
        let size = 2 * k - 1
        let h = Double(k) - n * d
        var matrix = [Double](repeating: 0, count: size * size)
        for i in 0..<size {
            for j in 0..<size where i - j + 1 >= 0 { matrix[i * size + j] = 1 }
        }
        for i in 0..<size {
            matrix[i * size] -= pow(h, Double(i + 1))
            matrix[(size - 1) * size + i] -= pow(h, Double(size - i))
        }
        if 2 * h > 1 { matrix[(size - 1) * size] += pow(2 * h - 1, Double(size)) }
        for i in 0..<size {
            for j in 0..<size where i - j + 1 > 0 {
                for divisor in 1...(i - j + 1) { matrix[i * size + j] /= Double(divisor) }
            }
        }
        let (power, powerOfTen) = Self.power(matrix, size: size, count)
        var exponent = powerOfTen
        var middle = power[(k - 1) * size + k - 1]
        for step in 1...count {
            middle *= Double(step) / n
            if middle < 1e-140 {
                middle *= 1e140
                exponent -= 140
            }
        }
        return middle * pow(10, Double(exponent))
    }

    /// The matrix to a whole power, and the power of ten taken out of it.
    private static func power(_ matrix: [Double], size: Int, _ count: Int) -> (matrix: [Double], exponent: Int) {
        if count == 1 { return (matrix, 0) }
        let (half, halfExponent) = power(matrix, size: size, count / 2)
        var result = multiply(half, half, size: size)
        var exponent = 2 * halfExponent
        if count % 2 == 1 { result = multiply(matrix, result, size: size) }
        if result[(size / 2) * size + size / 2] > 1e140 {
            for index in result.indices { result[index] *= 1e-140 }
            exponent += 140
        }
        return (result, exponent)
    }

    private static func multiply(_ a: [Double], _ b: [Double], size: Int) -> [Double] {
        var product = [Double](repeating: 0, count: size * size)
        for i in 0..<size {
            for k in 0..<size {
                let factor = a[i * size + k]
                if factor == 0 { continue }
                for j in 0..<size { product[i * size + j] += factor * b[k * size + j] }
            }
        }
        return product
    }
}
