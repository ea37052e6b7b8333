import Instruments
import Kernels
import Market

/// How an amount in one currency becomes one in another: a product of exchange rates along the path, or of their
/// inverses.
public struct CurrencyConversion: Hashable, Sendable {
    public struct Link: Hashable, Sendable {
        public var factor: FactorID
        /// Divide by the rate instead of multiplying.
        public var isInverse: Bool
    }

    /// None for the same currency, one for a direct rate, two for a cross.
    public let links: [Link]

    /// - Returns: nil where the factors have neither a rate between the two, nor one from each to a third: crosses go
    ///   through US dollars if they can, else through the alphabetically first currency that serves.
    public init?(from: Currency, to: Currency, factors: some Sequence<FactorID>) {
        guard from != to else {
            links = []
            return
        }
        var rates: [Currency: [Currency: Link]] = [:]
        for factor in factors {
            guard let pair = factor.currencyPair else { continue }
            rates[pair.base, default: [:]][pair.quote] = Link(factor: factor, isInverse: false)
            if rates[pair.quote]?[pair.base] == nil {
                rates[pair.quote, default: [:]][pair.base] = Link(factor: factor, isInverse: true)
            }
        }
        if let direct = rates[from]?[to] {
            links = [direct]
            return
        }
        let bridges = (rates[from] ?? [:]).keys.filter { rates[$0]?[to] != nil }
            .sorted { ($0 == .usDollar ? 0 : 1, $0) < ($1 == .usDollar ? 0 : 1, $1) }
        guard let bridge = bridges.first, let first = rates[from]?[bridge], let second = rates[bridge]?[to] else {
            return nil
        }
        links = [first, second]
    }

    /// Multiplies amounts by the rate at the time of valuation.
    func apply(to amounts: UnsafeMutableBufferPointer<Double>, _ market: MarketBlock, _ layout: MarketLayout) {
        for link in links {
            let rate = market.rows[layout.row(link.factor)]
            if link.isInverse {
                Elementwise.divide(UnsafeBufferPointer(amounts), rate, into: amounts)
            } else {
                Elementwise.multiply(UnsafeBufferPointer(amounts), rate, into: amounts)
            }
        }
    }
}
