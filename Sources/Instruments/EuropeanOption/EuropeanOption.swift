import Market
import Settings

/// The right to buy or sell one unit of an underlying at a fixed price on one day.
///
/// Worth what Black–Scholes–Merton say at the volatility, rate and yield of the path; one that expires before the horizon
/// has paid its intrinsic value on its expiry. Sources: F. Black, M. Scholes, “The pricing of options and corporate
/// liabilities”, J. Political Economy 81, 1973; R. Merton, “Theory of rational option pricing”, Bell J. Economics 4, 1973;
/// for exchange rates M. Garman, S. Kohlhagen, J. International Money and Finance 2, 1983.
public struct EuropeanOption: Instrument {
    public static let kind = "european-option"
    public static let canOwe = false
    public static let summary = "a call or put on an equity, a commodity or an exchange rate (Black–Scholes–Merton)"
    public static let settings = [
        Setting("factor", .factor([.equity, .foreignExchange, .commodity]), .required, "the underlying"),
        Setting("right", .choice(["call", "put"]), .required, "call or put"),
        Setting("strike", .number(.positive), .required, "the price at which the holder may buy or sell"),
        Setting("expiry", .term, .required, "when the right ends"),
        Setting(
            "volatility", .quantity(of: [.volatility], within: .nonNegative), .required,
            "implied, per √year: a number, a factor, or a curve read at the expiry"),
        Setting(
            "rate", .quantity(of: [.interestRate]), .defaulted(.quantity(.number(0))),
            "zero rate of the strike's currency, continuously compounded"),
        Setting(
            "dividendYield", .quantity(of: [.interestRate]), .defaulted(.quantity(.number(0))),
            "continuous yield of the underlying; for an exchange rate the zero rate of its first currency"),
    ]

    public enum Right: String, Sendable {
        case call, put
    }

    public static let strikeSetting: String? = "strike"

    public let factor: FactorID
    public let right: Right
    public let strike: Double
    /// Years from the valuation date.
    public let expiry: Double
    public let volatility: Quantity
    public let rate: Quantity
    public let dividendYield: Quantity

    public init(_ specification: Specification, asOf: CalendarDate) throws(InstrumentProblem) {
        let underlying = specification.factor("factor")
        factor = underlying.factorClass == .foreignExchange ? try specification.currencyPair("factor") : underlying
        right = specification.word("right")
        strike = specification.number("strike")
        expiry = try specification.future("expiry", asOf: asOf)
        volatility = specification.quantity("volatility")
        rate = specification.quantity("rate")
        dividendYield = specification.quantity("dividendYield")
    }

    public var currency: Currency? { factor.currencyPair?.quote }

    public var requirements: Requirements {
        Requirements(
            [
                ("factor", .factor(factor)), ("volatility", volatility), ("rate", rate),
                ("dividendYield", dividendYield),
            ],
            fixings: [Fixing(factor, at: expiry)])
    }

    public func rows(in layout: MarketLayout) -> [Int] {
        let time = layout.time(to: expiry)
        guard time > 0 else { return [layout.row(factor, at: expiry)] }
        return layout.rows(of: [.factor(factor), volatility, rate, dividendYield], tenor: time)
    }

    public static func settlement(_ specification: Specification) -> Settlement? {
        guard let day = specification.day("expiry") else { return nil }
        let (factor, strike) = (specification.factor("factor"), specification.number("strike"))
        let isCall = specification.word("right", as: Right.self) == .call
        return Settlement(on: day, setting: "expiry", fixing: factor, currency: factor.currencyPair?.quote) {
            max(0, isCall ? $0 - strike : strike - $0)
        }
    }

    public static func compile(_ holdings: [Holding<Self>], layout: MarketLayout) -> any ValuationBatch {
        EuropeanOptionBatch(holdings, layout: layout)
    }
}
