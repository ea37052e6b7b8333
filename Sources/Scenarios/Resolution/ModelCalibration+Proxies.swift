import Calibration
import Market
import Processes
import Settings

/// A factor that follows another, with all that it takes to simulate it.
struct ResolvedProxy: Sendable {
    let factor: FactorID
    let follows: FactorID
    let beta: Double
    /// Annual, in the units of the factor's changes.
    let volatility: Double
    let residual: Double
    /// Of the two factors' changes: β·σ of the one followed over σ of the follower.
    let correlation: Double
    /// For the report.
    let words: String
}

extension ModelCalibration {
    /// Whether a factor's own history is not used, since it follows another.
    func proxy(for factor: FactorID) -> Scenario.Located<Scenario.Proxy>? {
        scenario.proxies.last { $0.content.factor == factor }
    }

    /// What a factor's changes follow.
    ///
    /// With changes x = β·y + ε, ε independent of all others, its variance is β²·σ² + ρ² for a residual of ρ, and its
    /// correlation with any third factor is β·σ/√(β²·σ² + ρ²) times that of the one it follows.
    ///
    /// - Parameter volatility: annual, of the factor that it follows.
    mutating func resolve(
        _ proxy: Scenario.Located<Scenario.Proxy>, volatility σ: Double,
        conventions: (ChangeConvention, ChangeConvention)
    ) -> ResolvedProxy? {
        let (factor, follows) = (proxy.content.factor, proxy.content.follows)
        func refuse(_ message: String, _ hint: String) -> ResolvedProxy? {
            issues.append(
                Issue(
                    message, hint: hint, at: proxy.location, path: proxy.path, about: .setting(["market", "proxies"]),
                    from: Issue.Subject.data(of: follows)))
            return nil
        }
        guard conventions.0 == conventions.1 else {
            return refuse(
                "\(factor) cannot follow \(follows): changes of the one are relative, of the other absolute",
                "name a factor of the same class, or give both a process of the same kind")
        }
        var fit: ProxyRegression?
        if proxy.content.beta == nil || proxy.content.residual == nil {
            if let own = data.history.index(of: factor), let other = data.history.index(of: follows) {
                fit = ProxyRegression(
                    data.history, factor: own, follows: other, convention: conventions.0,
                    window: scenario.window.content, asOf: asOf, beta: proxy.content.beta)
            }
            guard fit != nil else {
                let open = proxy.content.beta == nil ? "beta" : "residual"
                return refuse(
                    "\(factor) follows \(follows) without \(open), and they have less than \(ProxyRegression.fewest)"
                        + " changes on the same days to fit it to",
                    "write {follows: \(follows), beta: 1.3, residual: 25%}, or give longer histories")
            }
        }
        guard let β = proxy.content.beta ?? fit?.beta, let ρ = proxy.content.residual ?? fit?.residual else {
            return nil
        }
        let volatility = (β * β * σ * σ + ρ * ρ).squareRoot()
        let correlation = volatility > 0 ? β * σ / volatility : 0
        func short(_ value: Double) -> String { "\((value * 1e4).rounded() / 1e4)" }
        var words =
            "\(factor) follows \(follows) with beta \(short(β))" + (fit?.betaError.map { " ± \(short($0))" } ?? "")
            + " and a residual of \(short(ρ)) a year: volatility \(short(volatility)), correlation \(short(correlation))"
        if let fit {
            let what = proxy.content.beta == nil ? proxy.content.residual == nil ? "both" : "beta" : "the residual"
            words += "; \(what) fitted to \(fit.changes) changes, \(fit.from) to \(fit.to)"
        } else {
            words += ", as the scenario states"
        }
        return ResolvedProxy(
            factor: factor, follows: follows, beta: β, volatility: volatility, residual: ρ, correlation: correlation,
            words: words + ".")
    }
}
