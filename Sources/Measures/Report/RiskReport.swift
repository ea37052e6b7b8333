import Market

/// Everything a run found out, as a value: every figure with its error, where it came from, what was wrong with the
/// data. The formats of `Reports` turn it into text, JSON, CSV and HTML; none of them computes a figure.
///
/// Losses are positive, money is in the portfolio's currency, times are seconds.
public struct RiskReport: Sendable {
    public var run: RunSummary
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

/// What was run.
public struct RunSummary: Sendable, Hashable {
    /// SHA-256 of the `Run`, in hexadecimal: 64 digits.
    public var id: String
    public var title: String
    /// The scenario file as it was named on the command line.
    public var scenario: String
    public var asOf: CalendarDate
    public var seed: UInt64
    public var paths: Int
    /// Business days.
    public var horizonDays: Int
    public var steps: Int
    /// How the market states came about; nil for Monte Carlo.
    public var scenarios: ScenarioSummary?
    /// What the command line changed about the scenario, as `key=value`, but for paths and seed; nil for nothing.
    public var changes: [String]?

    public init(
        id: String, title: String, scenario: String, asOf: CalendarDate, seed: UInt64, paths: Int, horizonDays: Int,
        steps: Int, scenarios: ScenarioSummary? = nil
    ) {
        self.id = id
        self.title = title
        self.scenario = scenario
        self.asOf = asOf
        self.seed = seed
        self.paths = paths
        self.horizonDays = horizonDays
        self.steps = steps
        self.scenarios = scenarios
    }
}

/// What it ran on.
public struct EngineSummary: Sendable, Codable {
    public var version: String
    /// The kernel set of OpenBLAS, such as `SkylakeX`.
    public var blasCore: String
    /// The instruction set of the elementwise kernels, such as `x86-64-v4`.
    public var simd: String
    public var workers: Int
    /// `double` or `single`: the precision of the drivers.
    public var precision: String

    public init(version: String, blasCore: String, simd: String, workers: Int, precision: String) {
        self.version = version
        self.blasCore = blasCore
        self.simd = simd
        self.workers = workers
        self.precision = precision
    }

    /// What stands beside the identity of a run: results of one identity have the same bits where this is the same.
    public var kernelSet: String { blasCore + " " + simd }
}

/// Seconds spent in each stage, from a monotonic clock. What they leave of the wall time is writing the report down.
public struct Timings: Sendable, Codable {
    /// From the start of the process to the first stage: loading the program and its libraries.
    public var start: Double
    public var load: Double
    public var calibrate: Double
    public var simulate: Double
    public var measure: Double
    /// The parametric figures beside a simulation.
    public var check: Double
    /// The second pass: what positions and factors add to the figures.
    public var attribute: Double
    /// Putting the report together, giving back the memory of the paths, and writing, up to where this number stands.
    public var report: Double

    public init(
        start: Double, load: Double, calibrate: Double, simulate: Double, measure: Double, check: Double = 0,
        attribute: Double = 0, report: Double = 0
    ) {
        self.start = start
        self.load = load
        self.calibrate = calibrate
        self.simulate = simulate
        self.measure = measure
        self.check = check
        self.attribute = attribute
        self.report = report
    }

    /// The stages by name, in their order.
    public var stages: [(name: String, seconds: Double)] {
        [
            ("start", start), ("load", load), ("calibrate", calibrate), ("simulate", simulate), ("measure", measure),
            ("check", check), ("attribute", attribute), ("report", report),
        ]
    }

    /// The stages that took any time, for a reader.
    public var passedStages: [(name: String, seconds: Double)] { stages.filter { $0.seconds > 0 } }

    public var total: Double { stages.reduce(0) { $0 + $1.seconds } }

    /// Results of an earlier version have no time of taking apart.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func seconds(_ key: CodingKeys) throws -> Double { try container.decode(Double.self, forKey: key) }
        self.init(
            start: try seconds(.start), load: try seconds(.load), calibrate: try seconds(.calibrate),
            simulate: try seconds(.simulate), measure: try seconds(.measure), check: try seconds(.check),
            attribute: try container.decodeIfPresent(Double.self, forKey: .attribute) ?? 0,
            report: try seconds(.report))
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
