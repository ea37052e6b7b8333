import Optimization

/// The square-root process by weighted least squares of its daily changes: where the search for the likeliest starts.
///
/// x' − x = a + b·x + s·√x·ε, so κ = −b/Δ, θ = −a/b, σ = s/√Δ.
struct SquareRootRegression {
    let meanLevel: Double
    /// Whether levels tend towards any one.
    let isReverting: Bool
    /// What a distance from the long level is after a day, as a share: 1 + b.
    let coefficient: Double
    private let reversion: Double
    private let longLevel: Double
    private let volatility: Double
    private let reversionError: Double

    /// - Parameter sample: of levels greater than 0.
    init(_ sample: FactorSample) throws(FitError) {
        let count = Double(sample.count)
        var (inverse, sum, change, weighted) = (0.0, 0.0, 0.0, 0.0)
        for (x, y) in zip(sample.from, sample.to) {
            inverse += 1 / x
            sum += x
            change += y - x
            weighted += (y - x) / x
        }
        meanLevel = sum / count
        let determinant = inverse * sum - count * count
        guard determinant > 1e-12 * count * count else { throw .noVariation }
        let b = (change * inverse - weighted * count) / determinant
        let a = (weighted * sum - change * count) / determinant
        var (squares, raw) = (0.0, 0.0)
        for (x, y) in zip(sample.from, sample.to) {
            let residual = y - x - a - b * x
            squares += residual * residual / x
            raw += (y - x) * (y - x) / x
        }
        // Levels that swing follow no line that the process can have: all of their changes are noise to it.
        let variance = (b <= -1 ? raw : squares) / count
        // What the regression leaves must be more than the rounding of its arithmetic.
        guard variance > 1e-24 * meanLevel, variance > 1e-12 * raw / count else { throw .noVariation }
        let step = FactorSample.step
        volatility = (variance / step).squareRoot()
        reversion = max(-b / step, 0.05)
        isReverting = b < 0
        coefficient = 1 + b
        longLevel = b < 0 && a > 0 ? -a / b : meanLevel
        reversionError = (variance * inverse / determinant).squareRoot() / step
    }

    func start(_ name: String) -> Double {
        switch name {
        case "meanReversion": reversion
        case "longLevel": min(max(longLevel, 0.2 * meanLevel), 5 * meanLevel)
        default: volatility
        }
    }

    /// The settings that are searched for, with scales of a few standard errors.
    var parameters: [MaximumLikelihood.Parameter] {
        let range = 1e-3 * meanLevel...1e3 * meanLevel
        return [
            .init("volatility", 1e-3 * volatility...1e3 * volatility, scale: 0.05 * volatility),
            .init("meanReversion", 0...5_000, scale: max(reversionError, 0.05)),
            .init("longLevel", range, scale: 0.2 * meanLevel),
        ]
    }
}
