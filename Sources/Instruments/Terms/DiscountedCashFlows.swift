import Market
import Settings

/// Fixed payments, discounted at a zero rate plus a spread: what the bonds have in common.
protocol DiscountedCashFlows: Instrument {
    /// Payments a unit: years from the valuation date, and amounts.
    var cashFlows: [(time: Double, amount: Double)] { get }
    /// Zero rate, continuously compounded.
    var rate: Quantity { get }
    /// Added to the zero rate.
    var spread: Quantity { get }
}

extension DiscountedCashFlows {
    public var requirements: Requirements { Requirements([("rate", rate), ("spread", spread)]) }

    public func rows(in layout: MarketLayout) -> [Int] {
        var rows: Set<Int> = []
        for flow in cashFlows {
            let time = layout.time(to: flow.time)
            if time > 0 { rows.formUnion(layout.rows(of: [rate, spread], tenor: time)) }
        }
        return rows.sorted()
    }

    /// `IR.EUR` and `IR.EUR.5Y` are in EUR.
    public var currency: Currency? { Self.currency(of: rate) }

    private static func currency(of rate: Quantity) -> Currency? {
        switch rate {
        case .number: nil
        case .factor(let factor): factor.parts.count > 1 ? Currency(factor.parts[1]) : nil
        case .curve(let name): name.split(separator: ".").dropFirst().first.flatMap { Currency($0) }
        }
    }

    /// What was paid at maturity.
    static func redemption(_ specification: Specification, paying amount: Double) -> Settlement? {
        specification.day("maturity").map { day in
            Settlement(on: day, setting: "maturity", currency: currency(of: specification.quantity("rate"))) { _ in
                amount
            }
        }
    }

    public static func compile(_ holdings: [Holding<Self>], layout: MarketLayout) -> any ValuationBatch {
        var terms: [DiscountedTerms.Term] = []
        var cash: [(sink: Int, amount: Double)] = []
        for holding in holdings {
            for flow in holding.instrument.cashFlows {
                let amount = holding.quantity * flow.amount
                let time = layout.time(to: flow.time)
                guard time > 0 else {
                    cash.append((holding.sink, amount))
                    continue
                }
                let rate = layout.blend(holding.instrument.rate, tenor: time)
                let spread = layout.blend(holding.instrument.spread, tenor: time)
                terms.append(
                    .init(sink: holding.sink, amount: amount, discount: .init(rate: rate + spread, time: time)))
            }
        }
        return DiscountedTerms(terms, cash: cash)
    }

    /// The settings that bonds share.
    static var discountSettings: [Setting] {
        [
            Setting(
                "rate", .quantity(of: [.interestRate]), .required,
                "zero rate, continuously compounded: a number, a factor, or a curve such as IR.USD"),
            Setting(
                "spread", .quantity(of: [.creditSpread]), .defaulted(.quantity(.number(0))),
                "credit spread added to the zero rate"),
            Setting(
                "face", .number(.positive), .defaulted(.number(100)), "amount repaid at maturity, for one unit held"),
        ]
    }
}
