#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// How long the blocks of a stationary bootstrap should be.
public enum BlockLength {
    /// The mean length that makes the variance of a bootstrapped mean most precise: 1 for a series without memory.
    ///
    /// b = (2G²/D)^⅓ n^⅓ with G = Σ λ(k/M)|k|R(k) and D = 2(Σ λ(k/M)R(k))², autocovariances R under the flat-top window λ whose
    /// width 2m is where correlations have died out: below 2√(log₁₀ n / n) on the next max(5, √log₁₀ n) lags.
    /// Sources: D. N. Politis, H. White, “Automatic block-length selection for the dependent bootstrap”, Econometric Reviews 23(1),
    /// 2004; A. Patton, D. N. Politis, H. White, “Correction”, Econometric Reviews 28(4), 2009.
    ///
    /// - Parameter series: in order; one that never moves has no memory.
    /// - Returns: from 1 to min(3√n, n/3).
    public static func optimal(_ series: [Double]) -> Double {
        let count = series.count
        guard count >= 10 else { return 1 }
        let n = Double(count)
        let mean = series.reduce(0, +) / n
        let centred = series.map { $0 - mean }
        func covariance(_ lag: Int) -> Double {
            var sum = 0.0
            for index in 0..<(count - lag) { sum += centred[index] * centred[index + lag] }
            return sum / n
        }
        let variance = covariance(0)
        guard variance > 0 else { return 1 }
        let run = max(5, Int(log10(n).squareRoot()))
        let most = min(count - 1, Int(n.squareRoot().rounded(.up)) + run)
        let covariances = (0...most).map(covariance)
        let bound = 2 * (log10(n) / n).squareRoot() * variance
        let quiet = (0...max(0, most - run)).first { lag in
            (1...run).allSatisfy { abs(covariances[min(most, lag + $0)]) < bound }
        }
        let width = min(most, 2 * max(1, quiet ?? most / 2))
        var (weighted, spectrum) = (0.0, variance)
        for lag in 1...width {
            let share = Double(lag) / Double(width)
            let weight = share <= 0.5 ? 1 : 2 * (1 - share)
            weighted += 2 * weight * Double(lag) * covariances[lag]
            spectrum += 2 * weight * covariances[lag]
        }
        guard spectrum > 0 else { return 1 }
        let length = cbrt(weighted * weighted / (spectrum * spectrum) * n)
        return min(max(1, length), min(3 * n.squareRoot(), n / 3))
    }
}
