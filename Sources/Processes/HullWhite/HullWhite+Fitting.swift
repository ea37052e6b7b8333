import Market
import Settings

extension HullWhite {
    /// From the history of the node: its rate is an autoregression whose coefficient is e^(−aΔ), and whose volatility is
    /// σ·B(τ)/τ; by exact maximum likelihood.
    ///
    /// What one node tells of a is how its rate returned to its mean, which is little (see `AutoregressiveFit`), and each
    /// node tells another; how much less long rates move than short ones says more, and is not looked at here. State
    /// `meanReversion` and `volatility` for a curve whose nodes shall move as one model. The roll along the curve is left
    /// out: over a day it is far below the noise.
    public static func fit(_ sample: FactorSample, given: Specification) throws(FitError) -> ProcessFit {
        guard let tenor = sample.factor.parts.last.flatMap({ Term.span($0) }), tenor > 0 else {
            throw .unsuitable(
                "\(sample.factor) is no node of a curve",
                hint: "choose another process, such as vasicek; the nodes of a curve are named like IR.USD.5Y")
        }
        let fit = try AutoregressiveFit(
            from: sample.from, to: sample.to,
            given: .init(volatility: given.stated("volatility"), reversion: given.stated("meanReversion")),
            loading: { loading(meanReversion: $0, tenor: tenor) })
        var longRate = fit.longLevel
        longRate.name = "longRate"
        longRate.isSetting = false
        return fit.processFit(kind: kind, parameters: [fit.volatility, fit.reversion, longRate])
    }
}
