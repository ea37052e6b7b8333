import LinearAlgebra
import Optimization

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// How volatile one factor was each day, told from the days before, and how volatile the next one will be.
struct ConditionalVolatility {
    /// Changes over the volatility of their day.
    let residuals: [Double]
    /// The standard deviation of the day after the last.
    let next: Double
    /// Where the fit ended at a bound, in words; nil where it did not.
    private(set) var remark: String?

    /// By σ²ₜ₊₁ = λσ²ₜ + (1 − λ)xₜ², from the mean square of all days on: RiskMetrics, see
    /// `ExponentiallyWeightedCovariance`.
    init(_ changes: [Double], decay: Double) {
        self.init(changes, constant: 0, response: 1 - decay, memory: decay)
    }

    /// By GARCH(1,1), σ²ₜ₊₁ = ω + αxₜ² + βσ²ₜ, with ω so that the long-run variance is the sample's, and α and β by
    /// quasi-maximum likelihood.
    ///
    /// Sources: T. Bollerslev, “Generalized autoregressive conditional heteroskedasticity”, J. Econometrics 31, 1986; for
    /// the targeting of the variance R. Engle, J. Mezrich, “GARCH for groups”, Risk 9(8), 1996.
    init(fitting changes: [Double]) throws(MinimizationError) {
        let meanSquare = Self.meanSquare(changes)
        guard meanSquare > 0 else {
            self.init(changes, constant: 0, response: 0, memory: 1)
            return
        }
        func candidate(_ point: [Double]) -> ConditionalVolatility {
            let response = point[0] * point[1]
            return ConditionalVolatility(
                changes, constant: meanSquare * (1 - point[0]), response: response, memory: point[0] - response)
        }
        let fit = try MaximumLikelihood(
            [
                .init("persistence", 0...0.9999, scale: 0.05),
                .init("share of the newest change", 0...1, scale: 0.05),
            ], from: [[0.95, 0.08]]
        ) { candidate($0).logLikelihood }
        self = candidate(fit.estimates)
        if fit.ends[1] == .lowest {
            remark = "the weight of the newest change in its GARCH(1,1) ends at its bound 0, so that no change moves it"
        } else if fit.ends[0] == .highest {
            remark =
                "the persistence of its GARCH(1,1) ends at its bound, so that it hardly returns to its long-run level"
        } else if fit.isFlat {
            remark = "the likelihood of its GARCH(1,1) is flat: the history does not tell its weights"
        }
    }

    /// −½ Σ (ln σ²ₜ + xₜ²/σ²ₜ), without its constant.
    private let logLikelihood: Double

    private init(_ changes: [Double], constant: Double, response: Double, memory: Double) {
        var variance = Self.meanSquare(changes)
        var residuals: [Double] = []
        residuals.reserveCapacity(changes.count)
        var likelihood = 0.0
        for change in changes {
            residuals.append(variance > 0 ? change / variance.squareRoot() : 0)
            likelihood -= 0.5 * (log(variance) + change * change / variance)
            variance = constant + response * change * change + memory * variance
        }
        self.residuals = residuals
        logLikelihood = likelihood
        next = variance.squareRoot()
    }

    private static func meanSquare(_ changes: [Double]) -> Double {
        changes.reduce(0) { $0 + $1 * $1 } / Double(changes.count)
    }
}
