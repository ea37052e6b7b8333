/// A currency by its ISO 4217 code, a precious metal or a coin by its own, or the minor unit of a currency that prices of shares
/// are quoted in.
public struct Currency: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let code: String
    /// The currency that this is a minor unit of, and how many of it make one of that; nil for a currency.
    public var minor: (major: Currency, count: Double)? {
        CurrencyCodes.minorUnits[code].map { (Currency(known: $0.major), $0.count) }
    }

    /// - Returns: nil unless the code is one of `CurrencyCodes`.
    public init?(_ code: some StringProtocol) {
        let code = String(code)
        guard CurrencyCodes.isKnown(code) else { return nil }
        self.code = code
    }

    private init(known code: String) { self.code = code }

    public static let usDollar = Currency(known: "USD")

    /// The currency itself, or the one that it is a minor unit of.
    public var major: Currency { minor?.major ?? self }

    /// What one unit of it is worth in its major currency: 0.01 for pence, else 1.
    public var inMajor: Double { minor.map { 1 / $0.count } ?? 1 }

    public var description: String { code }

    public static func < (a: Currency, b: Currency) -> Bool { a.code < b.code }
}

extension Currency: CodedByText {
    static var noun: String { "currency code" }

    init?(text: String) { self.init(text[...]) }
}

extension FactorID {
    /// The two currencies of an exchange rate: `FX.EURUSD` is one EUR in USD. Nil for anything else.
    public var currencyPair: (base: Currency, quote: Currency)? {
        let parts = self.parts
        guard factorClass == .foreignExchange, parts.count == 2, (6...10).contains(parts[1].utf8.count) else {
            return nil
        }
        for count in [3, 4, 5] where parts[1].utf8.count - count >= 3 {
            if let base = Currency(parts[1].prefix(count)), let quote = Currency(parts[1].dropFirst(count)) {
                return (base, quote)
            }
        }
        return nil
    }
}
