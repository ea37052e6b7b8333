import Statistics

/// Engle and Manganelli’s test that nothing known before a period tells whether it will be an exception.
///
/// Hits less p are regressed on a constant, their own lags and the value-at-risk of the period. Where the forecasts are
/// right the explained sum of squares over p(1 − p) is chi-square, with as many degrees of freedom as there are
/// regressors that do not follow from the others: a constant value-at-risk, for one, says no more than the constant.
/// Source: R. F. Engle, S. Manganelli, “CAViaR: conditional autoregressive value at risk by regression quantiles”,
/// J. Business & Economic Statistics 22(4), 2004.
public struct DynamicQuantile: Backtest {
    public static let kind = "dynamic-quantile"
    public static let summary = "is an exception foretold by earlier ones or by the VaR? (Engle–Manganelli 2004)"
    public static let needsIndependentOutcomes = true

    /// Of the hits, as regressors.
    public let lags: Int
    /// Whether the value-at-risk of the period is a regressor.
    public let includesValueAtRisk: Bool

    public init(lags: Int = 4, includesValueAtRisk: Bool = true) {
        precondition(lags >= 0, "lags are not negative")
        self.lags = lags
        self.includesValueAtRisk = includesValueAtRisk
    }

    public func outcome(_ series: ForecastSeries) -> TestOutcome {
        outcome(series.exceptions, valueAtRisk: series.valueAtRisk)
    }

    /// By simulation of exceptions beside the value-at-risk that was forecast.
    public func smallSample(_ series: ForecastSeries) -> TestOutcome? {
        let exceptions = series.exceptions
        let observed = outcome(exceptions, valueAtRisk: series.valueAtRisk)
        return SimulatedNull(exceptions, replications: smallSampleReplications, seed: 2004)
            .outcome(observed) { outcome($0, valueAtRisk: series.valueAtRisk) }
    }

    /// - Parameter valueAtRisk: of the same periods.
    func outcome(_ exceptions: ExceptionSeries, valueAtRisk: [Double]) -> TestOutcome {
        let p = exceptions.probability
        let hits = exceptions.hits.map { ($0 ? 1 : 0) - p }
        let rows = hits.count - lags
        let regressorCount = 1 + lags + (includesValueAtRisk ? 1 : 0)
        guard rows > regressorCount else {
            return .tooFew(hits.count, for: "\(regressorCount) regressors")
        }
        var regressors = [[Double](repeating: 1, count: rows)]
        for lag in 1..<max(lags + 1, 1) { regressors.append(Array(hits[(lags - lag)..<(hits.count - lag)])) }
        if includesValueAtRisk { regressors.append(Array(valueAtRisk[lags...])) }
        let (squares, rank) = Self.projection(of: Array(hits[lags...]), on: regressors)
        return .chiSquare(squares / (p * (1 - p)), degreesOfFreedom: rank)
    }

    /// The squared length of a vector's projection on the span of others, and the span's dimension.
    ///
    /// By Gram–Schmidt, each direction made orthogonal twice: G. H. Golub, C. F. Van Loan, “Matrix Computations”, 4th ed.,
    /// 2013, section 5.2.
    private static func projection(of vector: [Double], on columns: [[Double]]) -> (squares: Double, rank: Int) {
        var basis: [[Double]] = []
        var squares = 0.0
        for column in columns {
            let scale = column.reduce(0) { max($0, abs($1)) }
            guard scale > 0 else { continue }
            var direction = column.map { $0 / scale }
            let length = dot(direction, direction).squareRoot()
            for _ in 0..<2 {
                for other in basis {
                    let share = dot(direction, other)
                    for index in direction.indices { direction[index] -= share * other[index] }
                }
            }
            let rest = dot(direction, direction).squareRoot()
            guard rest > 1e-9 * length else { continue }
            for index in direction.indices { direction[index] /= rest }
            let share = dot(vector, direction)
            squares += share * share
            basis.append(direction)
        }
        return (squares, basis.count)
    }

    private static func dot(_ a: [Double], _ b: [Double]) -> Double {
        var sum = 0.0
        for index in a.indices { sum += a[index] * b[index] }
        return sum
    }
}
