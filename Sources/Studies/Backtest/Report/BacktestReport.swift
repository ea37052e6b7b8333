import Backtesting
import Market
import Statistics

/// What a walk through history says of models: forecasts, outcomes, and every test and score of them.
public struct BacktestReport: Sendable {
    /// A day that was judged.
    public struct Day: Hashable, Sendable {
        /// At whose close the forecast was made.
        public var origin: CalendarDate
        /// At whose close it was judged.
        public var target: CalendarDate

        public init(origin: CalendarDate, target: CalendarDate) {
            self.origin = origin
            self.target = target
        }
    }

    public var title: String
    /// The scenario file.
    public var scenario: String
    /// What tells this finding apart, in hexadecimal: 64 digits; nil where it was put together by hand.
    public var finding: String?
    /// What the kernels do that it was found with, as a digest; nil where it was put together by hand.
    public var kernels: String?
    /// Of the engine.
    public var version: String
    public var currency: Currency
    /// Of the value-at-risk.
    public var confidence: Double
    /// Of the expected shortfall.
    public var shortfallConfidence: Double
    /// Business days ahead.
    public var horizonDays: Int
    /// Business days from one forecast to the next.
    public var step: Int
    /// Whether profit and loss is that of a file, and not today's positions revalued.
    public var isActual: Bool
    /// In order.
    public var days: [Day]
    /// By day; gains are positive.
    public var profitAndLoss: [Double]
    /// The best first.
    public var models: [BacktestedModel]
    /// The significance at which tests are judged.
    public var level: Double
    /// What the proportion of failures finds in a sample as long as this.
    public var detectable: DetectableRate
    /// Whether tests that simulate draw losses from each day's own forecast, and not from a law fitted to them.
    public var drawsFromForecasts: Bool
    /// Of the history on the days that were judged.
    public var dataIssues: [DataIssue]
    public var notes: [String]
    /// By all workers, for all models.
    public var seconds: Double

    public init(
        title: String, scenario: String, version: String, currency: Currency, confidence: Double,
        shortfallConfidence: Double, horizonDays: Int,
        step: Int, isActual: Bool, days: [Day], profitAndLoss: [Double], models: [BacktestedModel], level: Double,
        detectable: DetectableRate, dataIssues: [DataIssue], notes: [String], seconds: Double
    ) {
        self.title = title
        self.scenario = scenario
        self.version = version
        self.currency = currency
        self.confidence = confidence
        self.shortfallConfidence = shortfallConfidence
        self.horizonDays = horizonDays
        self.step = step
        self.isActual = isActual
        self.days = days
        self.profitAndLoss = profitAndLoss
        self.models = models
        self.level = level
        self.detectable = detectable
        drawsFromForecasts = models.allSatisfy { $0.shortfallForecasts.tails != nil }
        self.dataIssues = dataIssues
        self.notes = notes
        self.seconds = seconds
    }

    /// Whether outcomes share days, so that they are not independent.
    public var outcomesOverlap: Bool { step < horizonDays }
}

/// The counts of exceptions that the test of their proportion accepts, and the rates that it would find.
public struct DetectableRate: Hashable, Sendable {
    /// The chance of finding it that is asked for.
    public var power: Double
    /// The lowest rate of exceptions above the right one that is found with this chance; nil where none is.
    public var rate: Double?
    /// Nil where no count is accepted.
    public var accepted: ClosedRange<Int>?

    public init(_ exceptions: ExceptionSeries, level: Double, power: Double = 0.8) {
        let test = ProportionOfFailures()
        self.power = power
        rate = test.detectableRate(
            power: power, of: exceptions.count, probability: exceptions.probability, level: level)
        accepted = test.acceptedExceptions(of: exceptions.count, probability: exceptions.probability, level: level)
    }
}
