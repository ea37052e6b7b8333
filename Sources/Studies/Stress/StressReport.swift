import Market
import Measures

/// What each of some stress scenarios does to a portfolio, the worst first where they are ranked.
public struct StressReport: Sendable {
    public var run: RunSummary
    /// What tells this finding apart, in hexadecimal: 64 digits; nil where it was put together by hand.
    public var finding: String?
    /// What the kernels do that it was found with, as a digest; nil where it was put together by hand.
    public var kernels: String?
    public var currency: Currency
    /// Of the engine.
    public var version: String
    /// Of the portfolio today.
    public var value: Double
    public var positions: [StressedPosition]
    /// The book tree, parents first, the whole portfolio first.
    public var books: [StressedBook]
    /// In the order of the scenario file.
    public var outcomes: [StressOutcome]
    /// Today's sensitivities, class by class.
    public var sensitivities: [ClassSensitivity]
    /// Whether the scenario file has none of its own, and these are the standard ones.
    public var isStandard: Bool
    /// Remarks a reader should see, one sentence each.
    public var notes: [String]

    public init(
        run: RunSummary, currency: Currency, version: String, value: Double, positions: [StressedPosition],
        books: [StressedBook], outcomes: [StressOutcome], sensitivities: [ClassSensitivity], isStandard: Bool,
        notes: [String]
    ) {
        self.run = run
        self.currency = currency
        self.version = version
        self.value = value
        self.positions = positions
        self.books = books
        self.outcomes = outcomes
        self.sensitivities = sensitivities
        self.isStandard = isStandard
        self.notes = notes
    }

    /// Those with a gain or loss of their own, the largest loss first.
    public var ranking: [StressOutcome] {
        outcomes.filter { $0.revaluation != nil }.sorted { a, b in
            (a.revaluation?.profitAndLoss ?? 0) < (b.revaluation?.profitAndLoss ?? 0)
        }
    }
}

/// A position, as figures are listed by it.
public struct StressedPosition: Sendable, Codable {
    public var id: String
    public var book: String
    public var kind: String

    public init(id: String, book: String, kind: String) {
        self.id = id
        self.book = book
        self.kind = kind
    }
}

/// A node of the book tree, as figures are listed by it.
public struct StressedBook: Sendable, Codable {
    /// Empty for the whole portfolio.
    public var path: String
    public var name: String
    public var depth: Int

    private enum CodingKeys: String, CodingKey {
        case path = "book"
        case name, depth
    }

    public init(path: String, name: String, depth: Int) {
        self.path = path
        self.name = name
        self.depth = depth
    }
}

/// One stress scenario and what came of it.
public struct StressOutcome: Sendable {
    public var name: String
    /// `shocks`, `ladder`, `grid`, `curve`, `replay`, `worst`, `conditional`, `model`.
    public var kind: String
    /// What it does, in words.
    public var words: String
    /// Of the one state of the market, or the worst of several; nil where the levels stay.
    public var revaluation: StressRevaluation?
    /// Of every state of a ladder or a grid; nil for others.
    public var grid: StressGrid?
    /// Nil where nothing is conditional.
    public var conditional: ConditionalOutcome?
    /// Figures of the model before and after, every measure of every book; empty where the model stays.
    public var risk: [StressedFigure]
    /// What a reader should know of it.
    public var notes: [String]
    /// What should make a reader doubt it.
    public var warnings: [String]

    public init(
        name: String, kind: String, words: String, revaluation: StressRevaluation?, grid: StressGrid? = nil,
        conditional: ConditionalOutcome? = nil, risk: [StressedFigure] = [], notes: [String] = [],
        warnings: [String] = []
    ) {
        self.name = name
        self.kind = kind
        self.words = words
        self.revaluation = revaluation
        self.grid = grid
        self.conditional = conditional
        self.risk = risk
        self.notes = notes
        self.warnings = warnings
    }
}
