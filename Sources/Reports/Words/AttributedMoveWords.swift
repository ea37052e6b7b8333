import Market
import Measures

/// A move of a factor in the words of a desk: “AAPL −14%”, “USD 5Y +40 bp”, “SPX 3M volatility +6.0 points”.
package struct AttributedMoveWords {
    package let move: AttributedMove

    package init(_ move: AttributedMove) { self.move = move }

    package var words: String { prose.text() }

    package var prose: Prose { "\(Self.name(move.factor)) \(change)" }

    /// The factor without what its unit tells already.
    package static func name(_ factor: FactorID) -> String {
        let name = factor.parts.dropFirst().joined(separator: " ")
        switch factor.factorClass {
        case .volatility: return name + " volatility"
        case .creditSpread: return name + " spread"
        case .equity, .foreignExchange, .interestRate, .commodity: return name
        }
    }

    package var change: Quantity { Self.change(move.change, isRelative: move.isRelative, of: move.factor) }

    package static func change(_ value: Double, isRelative: Bool, of factor: FactorID) -> Quantity {
        Quantity(value, .move(factor, isRelative ? .logarithmic : .absolute, level: nil))
    }
}
