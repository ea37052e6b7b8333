/// A score of forecasts by what happened: the lower its mean, the better the model.
///
/// Scores only rank models on the same outcomes; a score by itself says nothing.
public protocol ForecastScore: Sendable {
    /// Its name in files and reports.
    static var kind: String { get }

    /// One a period; nil where the series lacks what the score needs, or has forecasts that it cannot take.
    func scores(_ series: ForecastSeries) -> [Double]?
}

extension ForecastScore {
    /// The mean over the periods.
    public func mean(_ series: ForecastSeries) -> Double? {
        scores(series).map { $0.reduce(0, +) / Double($0.count) }
    }
}
