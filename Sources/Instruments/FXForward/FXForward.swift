import Market
import Settings

/// A contract to buy the pair's first currency at maturity for `strike` units of its second.
///
/// Worth S·exp(−r_f·τ) − K·exp(−r·τ) a unit, in the second currency; a contract that matures before the horizon has
/// paid S(T) − K. Source: J. Hull, “Options, Futures, and Other Derivatives”, 9th ed., section 5.10.
public struct FXForward: Instrument {
    public static let kind = "fx-forward"
    public static let summary = "buys the pair's first currency at maturity for strike units of its second"
    public static let settings = [
        Setting("factor", .factor([.foreignExchange]), .required, "the exchange rate: FX.EURUSD is one EUR in USD"),
        Setting("strike", .number(.positive), .required, "the contract rate, in units of the second currency"),
        Setting("maturity", .term, .required, "when the currencies are exchanged"),
        Setting(
            "rate", .quantity(of: [.interestRate]), .defaulted(.quantity(.number(0))),
            "zero rate of the second currency"),
        Setting(
            "foreignRate", .quantity(of: [.interestRate]), .defaulted(.quantity(.number(0))),
            "zero rate of the first currency"),
    ]

    public static let strikeSetting: String? = "strike"

    public let factor: FactorID
    public let strike: Double
    /// Years from the valuation date.
    public let maturity: Double
    public let rate: Quantity
    public let foreignRate: Quantity

    public init(_ specification: Specification, asOf: CalendarDate) throws(InstrumentProblem) {
        factor = try specification.currencyPair("factor")
        strike = specification.number("strike")
        maturity = try specification.future("maturity", asOf: asOf)
        rate = specification.quantity("rate")
        foreignRate = specification.quantity("foreignRate")
    }

    public var currency: Currency? { factor.currencyPair?.quote }

    public var requirements: Requirements {
        Requirements(
            [("factor", .factor(factor)), ("rate", rate), ("foreignRate", foreignRate)],
            fixings: [Fixing(factor, at: maturity)])
    }

    public func rows(in layout: MarketLayout) -> [Int] {
        let time = layout.time(to: maturity)
        guard time > 0 else { return [layout.row(factor, at: maturity)] }
        return layout.rows(of: [.factor(factor), rate, foreignRate], tenor: time)
    }

    public static func settlement(_ specification: Specification) -> Settlement? {
        guard let day = specification.day("maturity") else { return nil }
        let (factor, strike) = (specification.factor("factor"), specification.number("strike"))
        return Settlement(on: day, setting: "maturity", fixing: factor, currency: factor.currencyPair?.quote) {
            $0 - strike
        }
    }

    public static func compile(_ holdings: [Holding<Self>], layout: MarketLayout) -> any ValuationBatch {
        var terms: [DiscountedTerms.Term] = []
        var settled: [(sink: Int, row: Int, weight: Double)] = []
        var cash: [(sink: Int, amount: Double)] = []
        for holding in holdings {
            let (forward, quantity, sink) = (holding.instrument, holding.quantity, holding.sink)
            let time = layout.time(to: forward.maturity)
            guard time > 0 else {
                settled.append((sink, layout.row(forward.factor, at: forward.maturity), quantity))
                cash.append((sink, -quantity * forward.strike))
                continue
            }
            let domestic = layout.blend(forward.rate, tenor: time)
            let foreign = layout.blend(forward.foreignRate, tenor: time)
            terms.append(
                .init(
                    sink: sink, amount: quantity, discount: .init(rate: foreign, time: time),
                    row: layout.row(forward.factor)))
            terms.append(
                .init(sink: sink, amount: -quantity * forward.strike, discount: .init(rate: domestic, time: time)))
        }
        return CombinedBatch([DiscountedTerms(terms, cash: cash), LinearTerms(settled)])
    }
}
