import Market
import Settings

/// Money: `quantity` units of the position's currency, each worth one of it today and at the horizon.
///
/// It earns no interest within the horizon; what its value in the base currency does is what the exchange rate does.
public struct Cash: Instrument {
    public static let kind = "cash"
    public static let summary = "money in the position's currency: worth its quantity"
    public static let settings: [Setting] = []
    public static let canOwe = false

    public init(_ specification: Specification, asOf: CalendarDate) throws(InstrumentProblem) {}

    public var requirements: Requirements { Requirements([]) }

    public func rows(in layout: MarketLayout) -> [Int] { [] }

    public var currency: Currency? { nil }

    public static func compile(_ holdings: [Holding<Self>], layout: MarketLayout) -> any ValuationBatch {
        LinearTerms([], cash: holdings.map { ($0.sink, $0.quantity) })
    }
}
