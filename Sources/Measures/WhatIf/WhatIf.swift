import Market

/// What candidate trades would do to the risk of a portfolio, each by itself and all together, on the same market.
public struct WhatIf: Sendable {
    public var run: RunSummary
    public var currency: Currency
    /// Of the engine.
    public var version: String
    /// The file of the trades, as it was named.
    public var trades: String
    /// Value today of what is held.
    public var value: Double
    /// Every measure of what is held.
    public var held: [RiskFigure]
    /// In the order of the file.
    public var candidates: [Candidate]
    /// Nil for a single trade.
    public var together: Candidate?
    /// Seconds of simulating and of measuring all trades.
    public var seconds: (simulate: Double, measure: Double)
    /// Remarks a reader should see, one sentence each.
    public var notes: [String]

    /// A trade, or all of them.
    public struct Candidate: Sendable {
        public var id: String
        public var book: String
        public var kind: String
        public var quantity: Double?
        /// Today.
        public var value: Double
        /// One for each figure of what is held, in the same order.
        public var changes: [Change]

        public init(id: String, book: String, kind: String, quantity: Double?, value: Double, changes: [Change]) {
            self.id = id
            self.book = book
            self.kind = kind
            self.quantity = quantity
            self.value = value
            self.changes = changes
        }
    }

    /// One measure with the trade, and how far it is from that without.
    public struct Change: Sendable {
        public var after: Estimate
        /// The incremental risk, with its standard error on common paths.
        public var change: FigureChange

        public init(after: Estimate, change: FigureChange) {
            self.after = after
            self.change = change
        }
    }

    public init(
        run: RunSummary, currency: Currency, version: String, trades: String, value: Double, held: [RiskFigure],
        candidates: [Candidate], together: Candidate?, seconds: (simulate: Double, measure: Double), notes: [String]
    ) {
        self.run = run
        self.currency = currency
        self.version = version
        self.trades = trades
        self.value = value
        self.held = held
        self.candidates = candidates
        self.together = together
        self.seconds = seconds
        self.notes = notes
    }
}
