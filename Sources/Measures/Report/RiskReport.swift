import Market

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

public struct PortfolioSummary: Sendable, Codable {
    public var currency: Currency
    /// Value today.
    public var value: Double
    public var positions: Int

    public init(currency: Currency, value: Double, positions: Int) {
        self.currency = currency
        self.value = value
        self.positions = positions
    }
}

/// One measure of one book node, with its error.
public struct RiskFigure: Sendable, Keyed {
    public var key: FigureKey
    public var estimate: Estimate
    /// How value and error were estimated, in a phrase.
    public var estimator: String

    public init(key: FigureKey, estimate: Estimate, estimator: String) {
        self.key = key
        self.estimate = estimate
        self.estimator = estimator
    }
}

/// One node of the book tree.
public struct BookSummary: Sendable, Decodable {
    /// "" for the whole portfolio, `Equity/US/Tech` for a node.
    public var path: String
    /// The last part of the path; “Portfolio” for the whole.
    public var name: String
    /// 0 for the whole portfolio.
    public var depth: Int
    /// Positions in the node and below it.
    public var positions: Int
    /// Value today, in the portfolio's currency.
    public var value: Double
    /// How much less the node loses than its children one by one: Σ children − node. Empty for a node of fewer than two children.
    public var diversification: [Diversification]

    /// Of one measure.
    public struct Diversification: Sendable, Keyed {
        public var key: FigureKey
        public var sumOfChildren: Double
        public var benefit: Double

        public init(key: FigureKey, sumOfChildren: Double, benefit: Double) {
            self.key = key
            self.sumOfChildren = sumOfChildren
            self.benefit = benefit
        }
    }

    public init(
        path: String, name: String, depth: Int, positions: Int, value: Double, diversification: [Diversification]
    ) {
        self.path = path
        self.name = name
        self.depth = depth
        self.positions = positions
        self.value = value
        self.diversification = diversification
    }

    enum CodingKeys: CodingKey { case path, name, depth, positions, value, diversification }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let path = try container.decode(String.self, forKey: .path)
        var benefits = try container.nestedUnkeyedContainer(forKey: .diversification)
        var diversification: [Diversification] = []
        while !benefits.isAtEnd {
            diversification.append(try Diversification(from: benefits.superDecoder(), book: path))
        }
        self.init(
            path: path, name: try container.decode(String.self, forKey: .name),
            depth: try container.decode(Int.self, forKey: .depth),
            positions: try container.decode(Int.self, forKey: .positions),
            value: try container.decode(Double.self, forKey: .value), diversification: diversification)
    }
}

extension BookSummary.Diversification {
    enum CodingKeys: CodingKey { case sumOfChildren, benefit }

    /// - Parameter book: in whose summary it stands.
    fileprivate init(from decoder: any Decoder, book: String) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            key: try FigureKey(from: decoder, book: book),
            sumOfChildren: try container.decode(Double.self, forKey: .sumOfChildren),
            benefit: try container.decode(Double.self, forKey: .benefit))
    }
}

/// How often losses fell into each of equally wide bins.
public struct Histogram: Sendable, Codable {
    /// The lower end of the first bin, a loss (negative: a gain).
    public var start: Double
    public var binWidth: Double
    public var counts: [Int]
    /// Losses below the first and above the last bin.
    public var below: Int
    public var above: Int

    public init(start: Double, binWidth: Double, counts: [Int], below: Int, above: Int) {
        self.start = start
        self.binWidth = binWidth
        self.counts = counts
        self.below = below
        self.above = above
    }
}

/// One measure of the whole portfolio after more and more paths.
public struct ConvergenceSeries: Sendable, Keyed {
    public var key: FigureKey
    public var points: [Point]

    public struct Point: Sendable {
        public var paths: Int
        public var estimate: Estimate

        public init(paths: Int, estimate: Estimate) {
            self.paths = paths
            self.estimate = estimate
        }
    }

    public init(key: FigureKey, points: [Point]) {
        self.key = key
        self.points = points
    }
}
