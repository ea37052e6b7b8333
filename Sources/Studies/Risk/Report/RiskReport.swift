import Market
import Measures
import Reports

/// Everything a run found out, as a value: every figure with its error, where it came from, what was wrong with the
/// data. The formats of `Reports` turn it into text, JSON, CSV and HTML; none of them computes a figure.
///
/// Losses are positive, money is in the portfolio's currency, times are seconds.
public struct RiskReport: Sendable {
    public var run: RunSummary
    /// What tells this finding apart, in hexadecimal: 64 digits; nil for a result of an earlier version.
    public var finding: String?
    public var engine: EngineSummary
    public var timings: Timings
    public var portfolio: PortfolioSummary
    /// Every measure for every book node; the whole portfolio (`book` is "") first.
    public var figures: [RiskFigure]
    /// The book tree, parents before children, siblings in the order of the portfolio; the whole portfolio first.
    public var books: [BookSummary]
    /// The limits of the scenario beside their figures, in the order of the scenario.
    public var limits: [LimitReading]
    /// The losses of the whole portfolio.
    public var histogram: Histogram
    /// Value-at-risk and expected shortfall of the whole portfolio as paths are added.
    public var convergence: [ConvergenceSeries]
    /// What parametric methods say beside a simulation; nil where they were not asked.
    public var parametric: ParametricSummary?
    /// Where the leading figures come from; nil where they were not taken apart.
    public var attribution: RiskAttribution?
    public var model: ModelSummary
    public var dataIssues: [DataIssue]
    /// Remarks a reader should see beside the figures, one sentence each.
    public var notes: [String]
    /// What the window of the history leaves unknown; nil where that was not asked.
    public var uncertainty: EstimationUncertainty?
    /// What other models say of the same book; empty where none was asked.
    public var models: [ModelFigures] = []
    /// What books lose on every path, where the workshop keeps that; no part of what is stored of the finding.
    public var losses: DocumentLosses?

    public init(
        run: RunSummary, engine: EngineSummary, timings: Timings, portfolio: PortfolioSummary, figures: [RiskFigure],
        books: [BookSummary], histogram: Histogram, convergence: [ConvergenceSeries],
        parametric: ParametricSummary? = nil, model: ModelSummary,
        dataIssues: [DataIssue], notes: [String], limits: [LimitReading] = [],
        attribution: RiskAttribution? = nil
    ) {
        self.run = run
        self.engine = engine
        self.timings = timings
        self.portfolio = portfolio
        self.figures = figures
        self.books = books
        self.histogram = histogram
        self.convergence = convergence
        self.parametric = parametric
        self.model = model
        self.dataIssues = dataIssues
        self.notes = notes
        self.limits = limits
        self.attribution = attribution
    }

    public func figure(_ key: FigureKey) -> RiskFigure? { figures.first { $0.key == key } }

    /// The first figure of a kind of measure of one book.
    public func figure(_ kind: String, confidence: Double? = nil, book: String = "") -> RiskFigure? {
        figures.first { $0.kind == kind && $0.book == book && (confidence == nil || $0.confidence == confidence) }
    }
}
