import Market
import Settings

/// A shock as a person writes it: `-20%`, `+100bp`, `+10 points`; what it means depends on the class of the factor.
///
/// Prices move by percent of themselves, rates and spreads by basis points or percentage points, volatilities by points.
/// A percent of a rate or of a volatility may mean either, and a bare number anything: both are refused, with the words
/// that would have been clear.
public struct WrittenShock: Hashable, Sendable {
    public enum Unit: Hashable, Sendable {
        case none, percent, basisPoints, points
    }

    public let text: String
    /// A fraction: −20 % is −0.2, 100 bp and 1 point are 0.01.
    public let number: Double
    public let unit: Unit

    /// A shock of some size, written out.
    public init(_ number: Double, _ unit: Unit) {
        self.number = number
        self.unit = unit
        func digits(_ value: Double) -> String {
            let rounded = (value * 1e6).rounded() / 1e6
            let text = rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int(rounded)) : String(rounded)
            return (rounded > 0 ? "+" : "") + text.replacing("-", with: "−")
        }
        switch unit {
        case .none: text = digits(number)
        case .percent: text = digits(number * 100) + "%"
        case .basisPoints: text = digits(number * 1e4) + " bp"
        case .points: text = digits(number * 100) + " points"
        }
    }

    /// - Throws: an `Issue` without a place, where the text is no number with one of the units.
    public init(_ text: String) throws(Issue) {
        self.text = text
        let plain = text.replacing("−", with: "-")
        let units: [(String, Unit, String)] = [
            ("basis points", .basisPoints, "bp"), ("bps", .basisPoints, "bp"), ("bp", .basisPoints, "bp"),
            ("volatility points", .points, "%"), ("vol points", .points, "%"), ("percentage points", .points, "%"),
            ("points", .points, "%"), ("point", .points, "%"), ("pts", .points, "%"), ("pt", .points, "%"),
            ("%", .percent, "%"), ("", .none, ""),
        ]
        for (suffix, unit, scale) in units where plain.hasSuffix(suffix) {
            var digits = plain.dropLast(suffix.count)
            while digits.last == " " { digits = digits.dropLast() }
            guard let number = NumberSyntax.number(digits + scale), !digits.hasSuffix("%"), !digits.hasSuffix("bp")
            else { break }
            try Magnitude.check(number, writtenAs: text)
            self.number = number
            self.unit = unit
            return
        }
        throw Issue(
            "“\(text)” is no shock",
            hint: "write it as in -20%, +100bp, +10 points, {level: 80}, {relative: 25%} or {absolute: -5}")
    }

    /// What it means for a factor, by its class.
    ///
    /// - Throws: an `Issue` without a place, where it could mean more than one thing.
    public func shock(of factor: FactorID) throws(Issue) -> Shock {
        switch (factor.factorClass, unit) {
        case (.equity, .percent), (.foreignExchange, .percent), (.commodity, .percent): return .relative(number)
        case (.interestRate, .basisPoints), (.creditSpread, .basisPoints), (.volatility, .basisPoints),
            (.interestRate, .points), (.creditSpread, .points), (.volatility, .points):
            return .absolute(number)
        default: throw unclear(factor)
        }
    }

    private func unclear(_ factor: FactorID) -> Issue {
        let digits = String(text.prefix { !"%bp ".contains($0) })
        let relative = "{relative: \(digits)%}"
        let words: String
        switch (factor.factorClass, unit) {
        case (.interestRate, _), (.creditSpread, _):
            words =
                unit == .percent
                ? "for percentage points write \(digits) points (or as bp), for a share of the level \(relative)"
                : "write it as in +100bp, {relative: 25%}, {absolute: 0.01} or {level: 4.5%}"
        case (.volatility, _):
            words =
                unit == .percent
                ? "for volatility points write \(digits) points, for a share of the level \(relative)"
                : "write it as in +10 points, {relative: 25%} or {level: 35%}"
        default:
            words =
                unit == .none
                ? "write \(digits)% for a share of the level, {absolute: \(digits)} for its own unit"
                : "write it as in -20%, {absolute: -5} or {level: 80}"
        }
        return Issue(
            "“\(text)” is not clear for \(factor), a factor of class \(factor.factorClass.title)", hint: words)
    }
}
