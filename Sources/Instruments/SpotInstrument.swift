import Market
import Settings

/// An instrument whose value is the level of one factor: a share, a barrel, an amount of foreign money.
protocol SpotInstrument: Instrument {
    var factor: FactorID { get }
}

extension SpotInstrument {
    public var requirements: Requirements { Requirements([("factor", .factor(factor))]) }

    public func rows(in layout: MarketLayout) -> [Int] { [layout.row(factor)] }

    public func multiple(in layout: MarketLayout) -> Double? { 1 }

    public static func compile(_ holdings: [Holding<Self>], layout: MarketLayout) -> any ValuationBatch {
        LinearTerms(holdings.map { ($0.sink, layout.row($0.instrument.factor), $0.quantity) })
    }
}
