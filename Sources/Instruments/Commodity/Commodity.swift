import Market
import Settings

/// An amount of a commodity at its spot price: worth quantity × level.
public struct Commodity: SpotInstrument {
    public static let kind = "commodity"
    public static let summary = "barrels, ounces or tons at the spot price"
    public static let settings = [
        Setting("factor", .factor([.commodity]), .required, "the price of one unit")
    ]

    public let factor: FactorID

    public init(_ specification: Specification, asOf: CalendarDate) throws(InstrumentProblem) {
        factor = specification.factor("factor")
    }

    public var currency: Currency? { nil }
}
