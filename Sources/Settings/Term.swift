import Market

/// When something happens: on a date, or a time after the valuation date.
public enum Term: Hashable, Sendable {
    case date(CalendarDate)
    /// Years from the valuation date.
    case years(Double)

    /// Years from the valuation date: calendar days / 365 for a date.
    public func years(from asOf: CalendarDate) -> Double {
        switch self {
        case .date(let date): date.years(since: asOf)
        case .years(let years): years
        }
    }

    /// Years that a span may have: dates end with the year 9999.
    public static let longest = 10_000.0

    /// A span such as `0.25y`, `6M`, `2w` or `91d` in years: months are twelfths of a year, weeks 7/365, days are
    /// business days, 252 a year. Nil where the text is no span.
    public static func span(_ text: some StringProtocol) -> Double? {
        guard let suffix = text.last, let number = NumberSyntax.plain(String(text.dropLast())), number.isFinite else {
            return nil
        }
        switch suffix {
        case "y", "Y": return number
        case "M": return number / 12
        case "w", "W": return number * 7 / 365
        case "d", "D": return number / 252
        default: return nil
        }
    }
}

/// A number of the market that an instrument needs: fixed, a risk factor, or a curve of them.
public enum Quantity: Hashable, Sendable {
    case number(Double)
    case factor(FactorID)
    /// All factors whose id is this prefix, a point and a tenor: `IR.USD` stands for `IR.USD.1Y`, `IR.USD.5Y`, …
    case curve(String)
}
