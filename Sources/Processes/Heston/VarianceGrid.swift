import Kernels
import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The moves of Heston's variance over a day between points of a grid, and the law of the logarithmic change given both
/// ends.
///
/// Points are evenly spaced in √v, where the shocks have one size. They lie one deviation apart of the narrowest law that
/// the filter meets, where a sum over points is the integral to nine digits (the trapezoidal rule on a normal density);
/// what touches zero is counted cell by cell. The variance moves, and the change follows from it, as in the
/// quadratic-exponential scheme; see `HestonStep`. Pairs of points too far apart for a day are left out.
package struct VarianceGrid: Sendable {
    package struct Parameters: Sendable {
        package var meanReversion: Double
        package var longVariance: Double
        package var volatilityOfVariance: Double
        package var correlation: Double
        /// Of the logarithm of the mean level by the diffusion, per year.
        package var growth: Double
        package var jumpIntensity = 0.0
        package var jumpMean = 0.0
        package var jumpVolatility = 0.0

        package init(
            meanReversion: Double, longVariance: Double, volatilityOfVariance: Double, correlation: Double,
            growth: Double
        ) {
            self.meanReversion = meanReversion
            self.longVariance = longVariance
            self.volatilityOfVariance = volatilityOfVariance
            self.correlation = correlation
            self.growth = growth
        }
    }

    /// One number of jumps in a day.
    struct JumpCount: Sendable {
        /// Added to the mean of the change.
        var mean: Double
        /// Of each pair: the logarithm of weight · probability of the move · 1/(√2π·deviation).
        var logScale: [Double]
        /// Of each pair: one over the deviation of the change.
        var precision: [Double]
    }

    let variances: [Double]
    /// The stationary law.
    let stationary: [Double]
    /// The pairs that start at point i are `offsets[i]..<offsets[i + 1]`, and end at `firstEnds[i]` and the points after.
    let offsets: [Int]
    let firstEnds: [Int]
    /// Of each pair: the mean of the change without jumps.
    let means: [Double]
    let jumpCounts: [JumpCount]

    /// - Parameter fineness: of the points; more than 1 only to check that 1 is enough.
    init(_ parameters: Parameters, step length: Double, fineness: Double = 1) {
        let (κ, θ) = (parameters.meanReversion, parameters.longVariance)
        let heston = HestonStep(
            meanReversion: κ, longVariance: θ, volatilityOfVariance: parameters.volatilityOfVariance,
            correlation: parameters.correlation, drift: parameters.growth, length: length)
        let ξ = heston.volatilityOfVariance
        // Without reversion there is no stationary law; twenty years of it then stand for the start.
        let pull = 2 * max(κ, 0.05) / (ξ * ξ)
        let law = GammaDistribution(shape: max(pull * θ, 0.05), scale: 1 / pull)
        let low = law.quantile(1e-10).squareRoot()
        let high = law.upperQuantile(1e-15).squareRoot()
        let shock = 0.5 * ξ * length.squareRoot() * heston.complement
        let count = Int(min(max(fineness * (high - low) / shock, 24), 600 * fineness).rounded(.up))
        let pitch = (high - low) / Double(count)
        let roots = (0..<count).map { low + (Double($0) + 0.5) * pitch }
        variances = roots.map { $0 * $0 }
        // The density of √v, up to a factor.
        let logDensities = roots.map { (2 * law.shape - 1) * log($0) - $0 * $0 / law.scale }
        let top = logDensities.max() ?? 0
        let densities = logDensities.map { exp($0 - top) }
        let total = densities.reduce(0, +)
        stationary = densities.map { $0 / total }

        var offsets = [0]
        var firstEnds: [Int] = []
        var means: [Double] = []
        var probabilities: [Double] = []
        var spreads: [Double] = []
        for v in variances {
            let moves = Self.moves(from: v, heston, roots: roots, pitch: pitch)
            firstEnds.append(moves.first)
            probabilities += moves.probabilities
            for end in moves.first..<moves.first + moves.probabilities.count {
                let next = variances[end]
                means.append(heston.growth + heston.plain + heston.start * v + heston.end * next)
                spreads.append(heston.noise * (v + next))
            }
            offsets.append(means.count)
        }
        self.offsets = offsets
        self.firstEnds = firstEnds
        self.means = means

        let expected = parameters.jumpIntensity * length
        // Six jumps too many in a day are as good as impossible.
        let most = expected > 0 ? Int(expected + 6 * expected.squareRoot() + 4) : 0
        jumpCounts = (0...most).map { number in
            let n = Double(number)
            let logWeight = (number == 0 ? 0 : n * log(expected)) - expected - logGamma(n + 1)
            let jumpVariance = n * parameters.jumpVolatility * parameters.jumpVolatility
            let spread = spreads.map { max($0 + jumpVariance, 1e-14) }
            return JumpCount(
                mean: n * parameters.jumpMean,
                logScale: zip(spread, probabilities).map {
                    logWeight + log(max($1, 1e-300)) - 0.5 * log(2 * Double.pi * $0)
                },
                precision: spread.map { 1 / $0.squareRoot() })
        }
    }

    /// The points that the variance may move to, with their probabilities.
    private static func moves(
        from v: Double, _ step: HestonStep, roots: [Double], pitch: Double
    ) -> (first: Int, probabilities: [Double]) {
        let m = max(step.decay * v + step.pull, 1e-100)
        let ψ = max((step.spreadSlope * v + step.spread) / m / m, 1e-16)
        let low = roots[0] - pitch / 2
        func place(_ root: Double) -> Int {
            Int(min(max((root - low) / pitch, 0), Double(roots.count - 1)))
        }
        let first: Int
        var probabilities: [Double]
        if ψ <= 1.5 {
            // √v′ = √a·|b + Z|: its density at each point.
            let b2 = 2 / ψ - 1 + (2 / ψ * (2 / ψ - 1)).squareRoot()
            let (b, root) = (b2.squareRoot(), (m / (1 + b2)).squareRoot())
            first = place(root * (b - 6.5))
            probabilities = (first...place(root * (b + 6.5))).map { point in
                let s = roots[point] / root
                return exp(-0.5 * (s - b) * (s - b)) + exp(-0.5 * (s + b) * (s + b))
            }
        } else {
            // Zero, or exponential: the probability of each cell.
            let alive = 2 / (ψ + 1)
            let rate = alive / m
            func tail(_ root: Double) -> Double { root <= 0 ? 1 : alive * exp(-rate * root * root) }
            first = 0
            let last = place((30 / rate).squareRoot())
            probabilities = (0...last).map { point in
                let lower = point == 0 ? 1 : tail(roots[point] - pitch / 2)
                return lower - tail(roots[point] + pitch / 2)
            }
        }
        let total = probabilities.reduce(0, +)
        if total > 0 {
            for point in probabilities.indices { probabilities[point] /= total }
        } else {
            // The grid is too coarse to see so narrow a move: it ends at the nearest point.
            return (place(m.squareRoot()), [1])
        }
        return (first, probabilities)
    }
}
