import Market
import Measures

/// A risk factor's numbers in the units of its class: rates in percent and basis points, prices as they are.
package enum FactorText {
    /// - Parameter largest: of the levels shown together, which share their decimals.
    package static func level(_ value: Double, of id: FactorID, largest: Double? = nil) -> String {
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

    /// A volatility or a drift: relative changes in percent; absolute ones of rates in basis points, of volatilities in
    /// points.
    package static func yearly(_ value: Double, of id: FactorID, isAbsolute: Bool) -> String {
        guard value.isFinite else { return NumberText.none }
        guard isAbsolute else { return NumberText.percent(value, decimals: 1) }
        switch id.factorClass {
        case .interestRate, .creditSpread: return NumberText.fixed(value, decimals: 0, scale: -4) + " bp"
        case .volatility: return NumberText.fixed(value, decimals: 1, scale: -2) + " pts"
        case .equity, .foreignExchange, .commodity: return NumberText.significant(value)
        }
    }
}

extension FactorSummary {
    /// Of its volatility and its drift.
    package var yearly: Notation { .yearly(id, isAbsolute: process.hasPrefix("arithmetic")) }
}
