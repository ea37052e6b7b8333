import Market
import Settings

/// What no figure of a class goes beyond, unless its unit is another: rates, spreads and volatilities are fractions, so 4.8 is
/// 480 %.
///
/// Few markets go beyond, and these are known to who deals in them (zero rates in Argentina were 133 % in 2023): all limits
/// can be set, and a factor can be named as an exception.
public struct PlausibleLimits: Hashable, Sendable {
    /// Levels, as fractions.
    public var rate: Double
    public var spread: Double
    public var volatility: Double
    /// Annual volatilities: of prices relative, of rates, spreads and implied volatilities in their own units.
    public var priceVolatility: Double
    public var rateVolatility: Double
    /// Units of a position.
    public var quantity: Double

    /// How far from zero a level may be; nil where any may.
    public func level(of factorClass: FactorClass) -> Double? {
        switch factorClass {
        case .interestRate: rate
        case .creditSpread: spread
        case .volatility: volatility
        case .equity, .foreignExchange, .commodity: nil
        }
    }

    /// How large an annual volatility may be; nil where any may.
    ///
    /// - Parameter isRelative: whether the volatility is one of relative changes.
    public func volatility(of factorClass: FactorClass, isRelative: Bool) -> Double? {
        switch factorClass {
        case .interestRate, .creditSpread: isRelative ? priceVolatility : rateVolatility
        case .volatility: isRelative ? priceVolatility : volatility
        case .equity, .foreignExchange, .commodity: isRelative ? priceVolatility : nil
        }
    }

    /// A fraction that is too large, and what it would be in another unit: “471%: is it 4.71%?”
    ///
    /// - Parameter limit: what it would have to be within.
    public static func question(_ value: Double, within limit: Double) -> String {
        func percent(_ value: Double) -> String { Phrase.rounded(value, decimals: 4) + "%" }
        let units = [(value, percent(value)), (value / 100, "\(Phrase.rounded(value, decimals: 4)) bp")]
        let likely =
            units.first { ($0.0 / 100).magnitude <= min(limit, 0.5) } ?? units.first { ($0.0 / 100).magnitude <= limit }
        return percent(value * 100) + (likely.map { ": is it \($0.1)?" } ?? "")
    }
}
