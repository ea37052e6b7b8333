/// The name of a risk factor: `EQ.AAPL`, `FX.EURUSD`, `IR.USD.5Y`, `VOL.SPX.3M`.
///
/// The part before the first point tells the class.
public struct FactorID: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let name: String

    public let factorClass: FactorClass

    /// - Returns: nil unless the name is a known class, a point and at least one more character.
    public init?(_ name: some StringProtocol) {
        guard let point = name.firstIndex(of: "."), name.index(after: point) < name.endIndex,
            let factorClass = FactorClass(rawValue: String(name[..<point]))
        else { return nil }
        self.name = String(name)
        self.factorClass = factorClass
    }

    public var description: String { name }

    /// The parts between the points: `["IR", "USD", "5Y"]`.
    public var parts: [Substring] { name.split(separator: ".", omittingEmptySubsequences: false) }

    public static func == (a: FactorID, b: FactorID) -> Bool { a.name == b.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
    public static func < (a: FactorID, b: FactorID) -> Bool { a.name < b.name }
}

extension FactorID: CodedByText {
    static var noun: String { "factor id" }

    init?(text: String) { self.init(text[...]) }
}

/// What kind of quantity a risk factor is.
public enum FactorClass: String, CaseIterable, Codable, Sendable {
    case equity = "EQ"
    case foreignExchange = "FX"
    case interestRate = "IR"
    case creditSpread = "CS"
    case commodity = "CM"
    case volatility = "VOL"

    /// How a change of the factor is measured from one day to the next, unless its process says otherwise.
    public var change: ChangeConvention {
        switch self {
        case .equity, .foreignExchange, .commodity: .logarithmic
        case .interestRate, .creditSpread, .volatility: .absolute
        }
    }

    /// Whether a level of zero or less can only be a mistake in the data.
    public var isPositive: Bool {
        switch self {
        case .equity, .foreignExchange, .commodity, .volatility: true
        case .interestRate, .creditSpread: false
        }
    }

    /// The class in the desk's words.
    public var title: String {
        switch self {
        case .equity: "equity"
        case .foreignExchange: "foreign exchange"
        case .interestRate: "interest rate"
        case .creditSpread: "credit spread"
        case .commodity: "commodity"
        case .volatility: "implied volatility"
        }
    }
}

/// How the change of a level from one day to the next is measured.
public enum ChangeConvention: String, CaseIterable, Codable, Sendable {
    /// log(S₁/S₀)
    case logarithmic
    /// S₁ − S₀
    case absolute

    /// The change between two levels, in this convention; not a number where either level is missing.
    public func change(from earlier: Double, to later: Double) -> Double {
        switch self {
        case .logarithmic: logarithm(later / earlier)
        case .absolute: later - earlier
        }
    }
}
