import Market
import Measures

/// What candidate trades would do to the figures of a portfolio.
public struct WhatIfReport: Sendable {
    public struct Trade: Sendable {
        public var id: String
        public var book: String
        public var instrument: String
        public var quantity: Double
        /// Today, in the base currency.
        public var value: Double
        /// By itself, a figure a measure; empty for all trades together.
        public var standAlone: [Estimate]
        /// With it, and how much greater than without.
        public var changes: [PairedSample.Change]

        public init(
            id: String, book: String, instrument: String, quantity: Double, value: Double, standAlone: [Estimate],
            changes: [PairedSample.Change]
        ) {
            self.id = id
            self.book = book
            self.instrument = instrument
            self.quantity = quantity
            self.value = value
            self.standAlone = standAlone
            self.changes = changes
        }

        /// All of so many trades at once.
        static func all(_ count: Int, value: Double, changes: [PairedSample.Change]) -> Trade {
            Trade(
                id: "all trades", book: "", instrument: "", quantity: Double(count), value: value, standAlone: [],
                changes: changes)
        }
    }

    public var run: RunSummary
    /// What tells this finding apart, in hexadecimal: 64 digits; nil where it was put together by hand.
    public var finding: String?
    /// What the kernels do that it was found with, as a digest; nil where it was put together by hand.
    public var kernels: String?
    public var version: String
    public var currency: Currency
    /// Of the portfolio without the trades, today.
    public var value: Double
    public var measures: [MeasureDescription]
    /// Without any trade.
    public var base: [Estimate]
    public var trades: [Trade]
    /// All trades at once.
    public var together: Trade
    public var notes: [String]
    /// For the simulation, and on top of it for each trade.
    public var seconds: (simulate: Double, perTrade: Double)

    public init(
        run: RunSummary, version: String, currency: Currency, value: Double, measures: [MeasureDescription],
        base: [Estimate],
        trades: [Trade], together: Trade, notes: [String], seconds: (simulate: Double, perTrade: Double)
    ) {
        self.run = run
        self.version = version
        self.currency = currency
        self.value = value
        self.measures = measures
        self.base = base
        self.trades = trades
        self.together = together
        self.notes = notes
        self.seconds = seconds
    }
}
