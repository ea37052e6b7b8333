import Kernels
import Market
import Settings

/// A level with normal noise that is pulled towards a long level: dX = κ·(θ − X)·dt + σ·dW, by its exact law.
///
/// Over a step of length Δ, X ← θ + (X − θ)·e^(−κΔ) + σ·√((1 − e^(−2κΔ))/(2κ))·Z. At κ = 0 it is arithmetic Brownian
/// motion without drift. Who conforms chooses the words; the law, its fit and its simulation are here.
///
/// Sources: G. E. Uhlenbeck, L. S. Ornstein, “On the theory of the Brownian motion”, Physical Review 36, 1930;
/// O. Vasicek, “An equilibrium characterization of the term structure”, J. Financial Economics 5, 1977.
public protocol GaussianMeanReversion: MeanReverting {}

extension GaussianMeanReversion {
    public static var change: ChangeConvention { .absolute }
    public static var calibratedSettings: [String] { ["volatility", "meanReversion", "longLevel"] }

    /// The settings, each with its own words.
    static func reversionSettings(volatility: String, meanReversion: String, longLevel: String) -> [Setting] {
        [
            Setting("volatility", .number(.nonNegative), .optional, volatility),
            Setting("meanReversion", .number(.nonNegative), .optional, meanReversion),
            Setting("longLevel", .number(), .optional, longLevel),
        ]
    }

    public var volatilityToday: Double { volatility }

    public func expectedLevel(at time: Double) -> Double? {
        longLevel + (level - longLevel) * reversion.decay(over: time)
    }

    public var beyondNormal: String? { meanReversion > 0 ? "a reversion that narrows the spread" : nil }

    public var stateCount: Int { 1 }

    public func begin(_ state: MutableRows) { state.fill(level) }

    public func advance(_ state: MutableRows, over step: TimeStep, drivers: Drivers) {
        let shift = longLevel * meanReversion * reversion.weight(over: step.length)
        reversion.advance(
            state[0], over: step.length, shift: shift, volatility: volatility, driver: drivers.correlated)
    }

    public func observe(_ state: MutableRows, into level: UnsafeMutableBufferPointer<Double>) {
        guard let source = state[0].baseAddress, source != level.baseAddress else { return }
        level.baseAddress?.update(from: source, count: level.count)
    }

    /// By exact maximum likelihood of the daily autoregression; see `AutoregressiveFit` for its known bias.
    public static func fit(_ sample: FactorSample, given: Specification) throws(FitError) -> ProcessFit {
        let fit = try AutoregressiveFit(
            from: sample.from, to: sample.to,
            given: .init(
                volatility: given.stated("volatility"), reversion: given.stated("meanReversion"),
                longLevel: given.stated("longLevel")))
        return fit.processFit(kind: kind, parameters: [fit.volatility, fit.reversion, fit.longLevel])
    }
}

extension Specification {
    /// The number that the scenario states, or nil where it leaves it to the fit.
    func stated(_ name: String) -> Double? { has(name) ? number(name) : nil }
}
