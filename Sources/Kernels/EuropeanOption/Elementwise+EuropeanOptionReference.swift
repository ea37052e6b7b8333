#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Elementwise {
    /// The plain twin of `accumulateEuropeanOption`: the textbook formula, one path at a time.
    public static func accumulateEuropeanOptionReference(
        _ terms: EuropeanOptionTerms, weight: Double, spot: Row, rate: EuropeanOptionInput,
        dividendYield: EuropeanOptionInput, volatility: EuropeanOptionInput, into y: MutableRow
    ) {
        for path in y.indices {
            let price = europeanOptionReference(
                terms, spot: spot[path], rate: rate[path], dividendYield: dividendYield[path],
                volatility: volatility[path])
            y[path] += weight * price
        }
    }

    /// The price of one European option: φ(A Φ(φd₁) − B Φ(φd₂)), φ = ±1, A and B the discounted spot and strike.
    public static func europeanOptionReference(
        _ terms: EuropeanOptionTerms, spot: Double, rate: Double, dividendYield: Double, volatility: Double
    ) -> Double {
        let φ: Double = terms.isCall ? 1 : -1
        let asset = spot * exp(-dividendYield * terms.time)
        let cash = terms.strike * exp(-rate * terms.time)
        let deviation = volatility * terms.time.squareRoot()
        guard deviation > 0, asset > 0, cash > 0 else { return max(φ * (asset - cash), 0) }
        let d1 = log(asset / cash) / deviation + 0.5 * deviation
        let d2 = d1 - deviation
        return φ * (asset * normal(φ * d1) - cash * normal(φ * d2))
    }

    private static func normal(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }
}
