import Market
import Measures

/// Two runs, the change of every figure from one to the other, and which part of it came from where.
public struct RunComparison: Sendable {
    public var first: ComparedRun
    public var second: ComparedRun
    /// What tells this finding apart, in hexadecimal: 64 digits; nil where it was put together by hand.
    public var finding: String?
    /// What the kernels do that it was found with, as a digest; nil where it was put together by hand.
    public var kernels: String?
    public var currency: Currency
    /// Of the engine.
    public var version: String
    /// From the first run to the second; empty where only the figures of both are known.
    public var steps: [ComparisonStep]
    /// Every measure that both have, of every book that both have; the whole portfolio first.
    public var changes: [MeasureChange]
    /// What differs; nil where the inputs of a run are not at hand.
    public var differences: RunDifferences?
    /// Remarks a reader should see, one sentence each.
    public var notes: [String]

    public init(
        first: ComparedRun, second: ComparedRun, currency: Currency, version: String, steps: [ComparisonStep],
        changes: [MeasureChange], differences: RunDifferences?, notes: [String]
    ) {
        self.first = first
        self.second = second
        self.currency = currency
        self.version = version
        self.steps = steps
        self.changes = changes
        self.differences = differences
        self.notes = notes
    }
}

/// One of two runs that are compared.
public struct ComparedRun: Sendable, Hashable {
    /// The file as it was named: a scenario, or a result.
    public var file: String
    public var run: RunSummary
    /// Today, in the base currency.
    public var value: Double
    public var positions: Int

    public init(file: String, run: RunSummary, value: Double, positions: Int) {
        self.file = file
        self.run = run
        self.value = value
        self.positions = positions
    }
}

/// What one step takes over from the second run.
public enum ComparisonPart: String, Sendable, Hashable, Codable, CaseIterable {
    /// Today's levels.
    case levels
    /// Volatilities, drifts, processes and their parameters, correlations.
    case model
    /// The valuation date: time passes for what is held.
    case date
    case positions
    /// Dependence, horizon, kind of simulation, steps, precision.
    case settings
    /// The seed, the number of paths where both runs draw them, and which driver draws for which factor.
    case noise
}

/// A part of the change, or several that cannot be told apart.
public struct ComparisonStep: Sendable, Hashable {
    public var parts: [ComparisonPart]
    /// Why parts could not be told apart, or why positions come first, a sentence without a full stop each; empty for a
    /// step where it belongs.
    public var reasons: [String]
    /// Whether both ends of the step were simulated on the same random numbers.
    public var isPaired: Bool

    public init(parts: [ComparisonPart], reasons: [String], isPaired: Bool) {
        self.parts = parts
        self.reasons = reasons
        self.isPaired = isPaired
    }
}

/// A change with its standard error.
public struct FigureChange: Sendable, Hashable {
    public var value: Double
    public var standardError: Double

    public init(value: Double, standardError: Double) {
        self.value = value
        self.standardError = standardError
    }

    /// Whether chance alone would rarely change so much: beyond the two-sided 95 % interval around zero.
    public var isSignificant: Bool { value != 0 && abs(value) > twoSided95 * standardError }
}

/// One measure of one book in both runs.
public struct MeasureChange: Sendable, Keyed {
    public var key: FigureKey
    public var from: Estimate
    public var to: Estimate
    /// One for each step; they add up to the total.
    public var steps: [FigureChange]
    public var total: FigureChange

    public init(
        key: FigureKey, from: Estimate, to: Estimate, steps: [FigureChange], total: FigureChange
    ) {
        self.key = key
        self.from = from
        self.to = to
        self.steps = steps
        self.total = total
    }
}
