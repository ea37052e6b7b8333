import Kernels
import Market
import Settings

/// Arithmetic Brownian motion: dX = μ·dt + σ·dW, advanced by its exact law.
///
/// Levels may become negative: right for interest rates, a known limit for spreads and volatilities.
/// Source: L. Bachelier, “Théorie de la spéculation”, Annales scientifiques de l’É.N.S. 17, 1900.
public struct ArithmeticBrownianMotion: AssetProcess {
    public static let kind = "arithmetic-brownian-motion"
    public static let changesLikeItsDriver = true
    public static let summary = "normal levels: constant absolute volatility and drift"
    public static let settings = sharedSettings(
        volatility: "absolute, in units of the factor per √year; from the history where left out",
        drift: "absolute, in units of the factor per year; as the calibration says where left out")
    public static let change = ChangeConvention.absolute

    public static let example = ProcessParameters(
        level: 0.03, volatility: 0.01, drift: 0.002, specification: Specification(kind: kind))

    public let level: Double
    public let volatility: Double
    public let drift: Double

    public init(_ parameters: ProcessParameters) {
        level = parameters.level
        volatility = parameters.volatility
        drift = parameters.drift
    }

    public var volatilityToday: Double { volatility }

    public func expectedLevel(at time: Double) -> Double? { level + drift * time }

    public var stateCount: Int { 1 }

    public func begin(_ state: MutableRows) { state.fill(level) }

    public func advance(_ state: MutableRows, over step: TimeStep, drivers: Drivers) {
        Elementwise.increment(
            drift * step.length, volatility * step.length.squareRoot(), drivers.correlated, into: state[0])
    }

    public func observe(_ state: MutableRows, into level: UnsafeMutableBufferPointer<Double>) {
        guard let source = state[0].baseAddress, source != level.baseAddress else { return }
        level.baseAddress?.update(from: source, count: level.count)
    }
}
