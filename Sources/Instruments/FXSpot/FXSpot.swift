import Market
import Settings

/// An amount of foreign money: `quantity` units of the first currency of the pair, worth quantity × rate in the second.
public struct FXSpot: SpotInstrument {
    public static let kind = "fx-spot"
    public static let canOwe = false
    public static let summary = "an amount of the pair's first currency, valued in its second"
    public static let settings = [
        Setting("factor", .factor([.foreignExchange]), .required, "the exchange rate: FX.EURUSD is one EUR in USD")
    ]

    public let factor: FactorID

    public init(_ specification: Specification, asOf: CalendarDate) throws(InstrumentProblem) {
        factor = try specification.currencyPair("factor")
    }

    public var currency: Currency? { factor.currencyPair?.quote }

    public static func money(_ specification: Specification) -> Currency? {
        specification.factor("factor").currencyPair?.base
    }
}
