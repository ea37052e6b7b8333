import Market
import Settings

/// Shares, or units of an index: worth quantity × level.
public struct Equity: SpotInstrument {
    public static let kind = "equity"
    public static let canOwe = false
    public static let summary = "shares or index units, worth quantity × level"
    public static let settings = [
        Setting("factor", .factor([.equity]), .required, "the price of one share")
    ]

    public let factor: FactorID

    public init(_ specification: Specification, asOf: CalendarDate) throws(InstrumentProblem) {
        factor = specification.factor("factor")
    }

    public var currency: Currency? { nil }
}
