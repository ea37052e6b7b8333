import Statistics

/// A test of forecasts against what then happened.
///
/// A backtest is a value: its settings are its properties, its verdict a function of the series alone. Simulated ones
/// carry their seed, so the same series gives the same p-value everywhere.
public protocol Backtest: Sendable {
    /// Its name in files and reports.
    static var kind: String { get }
    /// In one line, what it asks.
    static var summary: String { get }

    /// Its name with those settings that make it another test; the kind where there are none.
    var name: String { get }

    func outcome(_ series: ForecastSeries) -> TestOutcome

    /// The same with a p-value that holds in samples of this size, exact or by simulation; nil for a test whose own does, or
    /// whose law in small samples would need more than the series.
    func smallSample(_ series: ForecastSeries) -> TestOutcome?

    /// Whether it asks if one period tells of the next, which it always does where outcomes share days.
    static var needsIndependentOutcomes: Bool { get }

    /// Whether it judges the expected shortfall, whose confidence may not be that of the value-at-risk that others judge.
    static var isOfShortfall: Bool { get }
}

extension Backtest {
    public var name: String { Self.kind }
    public func smallSample(_ series: ForecastSeries) -> TestOutcome? { nil }
    public static var needsIndependentOutcomes: Bool { false }
    public static var isOfShortfall: Bool { false }
}

/// The backtests of the room, with their usual settings, in the order of a report.
public let standardBacktests: [any Backtest] = [
    ProportionOfFailures(), TimeUntilFirstFailure(), IndependenceOfExceptions(), ConditionalCoverage(),
    TimeBetweenFailuresIndependence(), TimeBetweenFailures(), DynamicQuantile(),
    AcerbiSzekely(.first), AcerbiSzekely(.second), AcerbiSzekely(.minimallyBiased), ExceedanceResiduals(),
    CumulativeViolations(), CumulativeViolationsIndependence(),
    UniformityOfTransforms(), Berkowitz(), IndependenceOfTransforms(), IndependenceOfTransforms(power: 2),
]
