import Market

/// How an amount in one currency becomes one in another: a product of exchange rates along the shortest path, or of their
/// inverses, and of hundredths where one of the two is a minor unit such as pence.
public struct CurrencyConversion: Hashable, Sendable {
    public struct Link: Hashable, Sendable {
        public var factor: FactorID
        /// Divide by the rate instead of multiplying.
        public var isInverse: Bool
    }

    /// None for the same currency, one for a direct rate, more for a cross.
    public let links: [Link]
    /// What amounts are multiplied by besides: 0.01 from pence to pounds, 1 where no minor unit is met.
    public let scale: Double

    /// The way with the fewest rates. Of several as short the one that meets US dollars first, then the alphabetically first
    /// currency; between two currencies a rate as it is quoted comes before the inverse of another.
    ///
    /// - Returns: nil where no way leads.
    public init?(from: Currency, to: Currency, factors: some Sequence<FactorID>) {
        let (start, end) = (from.major, to.major)
        var rates: [Currency: [Currency: Link]] = [:]
        if start != end {
            for factor in factors {
                guard let (base, quote) = factor.currencyPair.map({ ($0.base.major, $0.quote.major) }), base != quote
                else { continue }
                rates[base, default: [:]][quote] = Link(factor: factor, isInverse: false)
                if rates[quote]?[base] == nil {
                    rates[quote, default: [:]][base] = Link(factor: factor, isInverse: true)
                }
            }
        }
        guard let links = Self.shortest(from: start, to: end, rates) else { return nil }
        self.links = links
        scale = links.reduce(from.inMajor / to.inMajor) { scale, link in
            guard let pair = link.factor.currencyPair else { return scale }
            let rateScale = pair.quote.inMajor / pair.base.inMajor
            return link.isInverse ? scale / rateScale : scale * rateScale
        }
    }

    /// Breadth first, neighbours in order of preference, so that the first way found is the one to take.
    private static func shortest(
        from start: Currency, to end: Currency, _ rates: [Currency: [Currency: Link]]
    ) -> [Link]? {
        var ways: [Currency: [Link]] = [start: []]
        var queue = [start]
        var next = 0
        while next < queue.count, ways[end] == nil {
            let currency = queue[next]
            next += 1
            let neighbours = (rates[currency] ?? [:]).sorted { a, b in
                (a.key == .usDollar ? 0 : 1, a.key) < (b.key == .usDollar ? 0 : 1, b.key)
            }
            for (neighbour, link) in neighbours where ways[neighbour] == nil {
                ways[neighbour] = (ways[currency] ?? []) + [link]
                queue.append(neighbour)
            }
        }
        return ways[end]
    }

    /// The way in words, as in “FX.GBPUSD, 1/FX.EURUSD”.
    public var words: String {
        links.map { ($0.isInverse ? "1/" : "") + $0.factor.name }.joined(separator: ", ")
    }

    /// What one unit is worth, given the levels of the rates; nil where one is not known.
    public func rate(_ level: (FactorID) -> Double?) -> Double? {
        var rate = scale
        for link in links {
            guard let next = level(link.factor) else { return nil }
            rate = link.isInverse ? rate / next : rate * next
        }
        return rate
    }
}
