/// A currency by its ISO 4217 code, three capital letters.
public struct Currency: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let code: String

    /// - Returns: nil unless the code is three capital letters.
    public init?(_ code: some StringProtocol) {
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (65...90).contains($0) }) else { return nil }
        self.code = String(code)
    }

    public static let usDollar = Currency("USD")!

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
        guard factorClass == .foreignExchange, parts.count == 2, parts[1].utf8.count == 6,
            let base = Currency(parts[1].prefix(3)), let quote = Currency(parts[1].suffix(3))
        else { return nil }
        return (base, quote)
    }
}
