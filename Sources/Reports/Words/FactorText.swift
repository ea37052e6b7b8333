import Market
import Measures

/// A risk factor's numbers in the units of its class: rates in percent and basis points, prices as they are.
struct FactorText {
    let level: String
    /// Per √year.
    let volatility: String
    /// Per year.
    let drift: String

    init(_ factor: FactorSummary) {
        level = Self.level(factor.level, of: factor.id)
        volatility = Self.change(factor.volatility, of: factor)
        drift = Self.change(factor.drift, of: factor)
    }

    /// - Parameter largest: of the levels shown together, which share their decimals.
    static func level(_ value: Double, of id: FactorID, largest: Double? = nil) -> String {
        switch id.factorClass {
        case .interestRate, .creditSpread, .volatility:
            value.isFinite ? NumberText.percent(value, decimals: 2) : NumberText.none
        case .equity, .foreignExchange, .commodity: price(value, largest: largest ?? value)
        }
    }

    /// Five significant digits of the largest, and every digit before the decimal point.
    private static func price(_ value: Double, largest: Double) -> String {
        let magnitude = DecimalNumeral(largest)?.magnitude ?? 0
        guard (-4..<12).contains(magnitude) else { return NumberText.significant(value, digits: 5) }
        return NumberText.fixed(value, decimals: max(0, 4 - magnitude))
    }

    /// Relative changes in percent; absolute ones of rates in basis points, of volatilities in points.
    private static func change(_ value: Double, of factor: FactorSummary) -> String {
        guard value.isFinite else { return NumberText.none }
        guard factor.process.hasPrefix("arithmetic") else { return NumberText.percent(value, decimals: 1) }
        switch factor.id.factorClass {
        case .interestRate, .creditSpread: return NumberText.fixed(value, decimals: 0, scale: -4) + " bp"
        case .volatility: return NumberText.fixed(value, decimals: 1, scale: -2) + " pts"
        case .equity, .foreignExchange, .commodity: return NumberText.significant(value)
        }
    }
}
