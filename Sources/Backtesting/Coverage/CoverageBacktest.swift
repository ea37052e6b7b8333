import Statistics

/// A backtest that asks only which periods were exceptions, and how often there should be one.
public protocol CoverageBacktest: Backtest {
    func outcome(_ exceptions: ExceptionSeries) -> TestOutcome
}

extension CoverageBacktest {
    public func outcome(_ series: ForecastSeries) -> TestOutcome { outcome(series.exceptions) }
}
