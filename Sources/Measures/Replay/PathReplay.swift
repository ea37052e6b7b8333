import Market

/// Some paths of a run in full: what the market did on them, and what every position gained or lost.
public struct PathReplay: Sendable {
    public var run: RunSummary
    public var currency: Currency
    /// Of the engine.
    public var version: String
    public var paths: [ReplayedPath]
    /// Remarks a reader should see, one sentence each.
    public var notes: [String]

    public init(run: RunSummary, currency: Currency, version: String, paths: [ReplayedPath], notes: [String]) {
        self.run = run
        self.currency = currency
        self.version = version
        self.paths = paths
        self.notes = notes
    }
}

/// One path.
public struct ReplayedPath: Sendable {
    /// From 0.
    public var path: Int
    /// The days of the history that it repeats, first and last; nil for a path that was drawn.
    public var days: (from: CalendarDate, to: CalendarDate)?
    /// Of the whole portfolio; a gain is positive.
    public var profitAndLoss: Double
    /// 1 for the largest loss of the run.
    public var rank: Int
    public var factors: [ReplayedFactor]
    /// The portfolio's order.
    public var positions: [ReplayedPosition]
    /// The book tree, parents first, the whole portfolio first.
    public var books: [ReplayedBook]

    public init(
        path: Int, days: (from: CalendarDate, to: CalendarDate)?, profitAndLoss: Double, rank: Int,
        factors: [ReplayedFactor], positions: [ReplayedPosition], books: [ReplayedBook]
    ) {
        self.path = path
        self.days = days
        self.profitAndLoss = profitAndLoss
        self.rank = rank
        self.factors = factors
        self.positions = positions
        self.books = books
    }
}

/// What one factor did.
public struct ReplayedFactor: Sendable {
    public var id: FactorID
    public var convention: ChangeConvention
    public var from: Double
    public var to: Double
    /// The change less its mean, in standard deviations of the model over the horizon; nil for a factor without volatility.
    public var score: Double?

    public init(id: FactorID, convention: ChangeConvention, from: Double, to: Double, score: Double?) {
        self.id = id
        self.convention = convention
        self.from = from
        self.to = to
        self.score = score
    }

    /// Relative where changes are logarithmic, absolute else.
    public var change: Double { convention == .logarithmic ? to / from - 1 : to - from }
}

/// What one position gained or lost.
public struct ReplayedPosition: Sendable {
    public var id: String
    public var book: String
    public var kind: String
    public var profitAndLoss: Double

    public init(id: String, book: String, kind: String, profitAndLoss: Double) {
        self.id = id
        self.book = book
        self.kind = kind
        self.profitAndLoss = profitAndLoss
    }
}

/// What one book gained or lost.
public struct ReplayedBook: Sendable {
    /// "" for the whole portfolio.
    public var path: String
    public var name: String
    public var depth: Int
    public var profitAndLoss: Double

    public init(path: String, name: String, depth: Int, profitAndLoss: Double) {
        self.path = path
        self.name = name
        self.depth = depth
        self.profitAndLoss = profitAndLoss
    }
}
