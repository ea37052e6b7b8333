import Statistics

/// A backtest that asks only which periods were exceptions, and how often there should be one.
public protocol CoverageBacktest: Backtest {
    func outcome(_ exceptions: ExceptionSeries) -> TestOutcome
}

extension CoverageBacktest {
    public func outcome(_ series: ForecastSeries) -> TestOutcome { outcome(series.exceptions) }

    /// By simulation of exceptions.
    public func smallSample(_ series: ForecastSeries) -> TestOutcome? {
        SimulatedCoverage(self, replications: smallSampleReplications).outcome(series.exceptions)
    }
}

/// So many that a p-value of 5 % is known to half a percent.
let smallSampleReplications = 1_999
