import Kernels
import Market
import Settings

/// A node of a zero curve that moves by the one-factor Hull–White model, fitted to today's curve.
///
/// The short rate is r(t) = α(t) + x(t) with dx = (λ − a·x)·dt + σ·dW, x(0) = 0. The zero rate of tenor τ at time t is
///
///     R(t) = F(t, t + τ) + B(τ)/τ·[x(t) + σ²·B(t)²/2 + B(τ)·v(t)/2],
///     B(t) = (1 − e^(−at))/a,  v(t) = Var x(t) = σ²·(1 − e^(−2at))/(2a),
///
/// where F is the forward rate of today's curve, interpolated as the curve is: linear in zero rates, flat outside. The
/// terms in σ² are what keeps discounted bonds martingales at λ = 0; it is then the risk-neutral law with the bank account
/// as numeraire. With a premium λ it is the real-world law. At a = 0 it is the Ho–Lee model.
///
/// The law is exact over any step. All nodes of a curve have one x: their correlated drivers must be one, and they must
/// share volatility and reversion, or there is no Hull–White model of the whole curve behind them.
///
/// Sources: J. Hull, A. White, “Pricing interest-rate-derivative securities”, Review of Financial Studies 3(4), 1990;
/// D. Brigo, F. Mercurio, “Interest Rate Models – Theory and Practice”, 2nd ed., Springer 2006, section 3.3.
public struct HullWhite: AssetProcess {
    public static let kind = "hull-white"
    public static let summary = "a curve that one normal short rate moves, from today's curve on its forwards"
    public static let settings = [
        Setting(
            "volatility", .number(.nonNegative), .optional,
            "of the short rate, absolute per √year; from the history of the node where left out"),
        Setting(
            "meanReversion", .number(.nonNegative), .optional,
            "of the short rate, per year; 0 for parallel moves; from the history of the node where left out"),
        Setting(
            "riskPremium", .number(), .defaulted(.number(0)),
            "what the short rate rises a year beyond the risk-neutral law; 0 is the risk-neutral law itself"),
    ]
    public static let change = ChangeConvention.absolute
    public static let calibratedSettings = ["volatility", "meanReversion"]
    public static let movesCurvesAsOne = true

    public static let example = ProcessParameters(
        level: 0.04, volatility: 0.01, drift: 0,
        specification: Specification(
            kind: kind, settings: ["volatility": .number(0.01), "meanReversion": .number(0.05)]),
        curve: InitialCurve(tenors: [1, 2, 5, 10], rates: [0.03, 0.033, 0.04, 0.044], tenor: 5))

    public static func problem(with parameters: ProcessParameters) -> ProcessProblem? {
        guard let curve = parameters.curve else {
            return ProcessProblem(
                "\(kind) moves the nodes of a zero curve, and this factor is none",
                hint: "name it like IR.USD.5Y; vasicek and cox-ingersoll-ross move a rate of its own")
        }
        guard curve.tenor > 0 else { return ProcessProblem("\(kind) needs a node with a tenor longer than 0") }
        return nil
    }

    /// Today's zero rate of the node.
    public let level: Double
    /// σ
    public let volatility: Double
    /// a
    public let meanReversion: Double
    /// λ
    public let riskPremium: Double
    public let curve: InitialCurve

    public init(_ parameters: ProcessParameters) {
        guard let curve = parameters.curve else { preconditionFailure("hull-white without a curve") }
        level = parameters.level
        volatility = parameters.specification.number("volatility")
        meanReversion = parameters.specification.number("meanReversion")
        riskPremium = parameters.specification.number("riskPremium")
        self.curve = curve
    }

    private var reversion: MeanReversion { MeanReversion(speed: meanReversion) }

    /// How much of a move of the short rate the zero rate of a tenor makes: B(τ)/τ.
    static func loading(meanReversion: Double, tenor: Double) -> Double {
        MeanReversion(speed: meanReversion).weight(over: tenor) / tenor
    }

    private var loading: Double { Self.loading(meanReversion: meanReversion, tenor: curve.tenor) }

    /// R(t) where x(t) is 0.
    private func centre(at time: Double) -> Double {
        let variance = volatility * volatility
        let weight = reversion.weight(over: time)
        let short = variance * weight * weight / 2
        let bond = reversion.weight(over: curve.tenor) * variance * reversion.variance(over: time) / 2
        return curve.forwardRate(from: time, to: time + curve.tenor) + loading * (short + bond)
    }

    public var volatilityToday: Double { volatility * loading }

    public func expectedLevel(at time: Double) -> Double? {
        centre(at: time) + loading * riskPremium * reversion.weight(over: time)
    }

    public var beyondNormal: String? { meanReversion > 0 ? "a reversion that narrows the spread" : nil }
    public var stateCount: Int { 1 }

    public func begin(_ state: MutableRows) { state.fill(level) }

    /// The state is the zero rate; x follows from it, since the tenor stays the same.
    public func advance(_ state: MutableRows, over step: TimeStep, drivers: Drivers) {
        let premium = loading * riskPremium * reversion.weight(over: step.length)
        let shift = centre(at: step.end) + premium - reversion.decay(over: step.length) * centre(at: step.start)
        reversion.advance(
            state[0], over: step.length, shift: shift, volatility: loading * volatility, driver: drivers.correlated)
    }

    public func observe(_ state: MutableRows, into level: UnsafeMutableBufferPointer<Double>) {
        guard let source = state[0].baseAddress, source != level.baseAddress else { return }
        level.baseAddress?.update(from: source, count: level.count)
    }
}
