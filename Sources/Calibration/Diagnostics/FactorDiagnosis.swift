import Market
import Statistics

/// How well a process describes the history of its factor.
///
/// Everything is read off the probability integral transform of each move under the law that the model gave it before it
/// happened: uniform and independent where the model is right. Residuals are its normal scores. Source: F. X. Diebold,
/// T. A. Gunther, A. S. Tay, “Evaluating density forecasts with applications to financial risk management”, International
/// Economic Review 39, 1998.
public struct FactorDiagnosis: Sendable {
    /// A test, with the probability of a statistic at least as large where the model is right.
    public struct Test: Sendable, Codable {
        public var statistic: Double
        public var pValue: Double

        public init(statistic: Double, pValue: Double) {
            self.statistic = statistic
            self.pValue = pValue
        }

        init?(_ outcome: TestOutcome) {
            guard let result = outcome.result else { return nil }
            self.init(statistic: result.statistic, pValue: result.pValue)
        }
    }

    /// A quantile of the residuals beside that of the standard normal law.
    public struct QuantilePoint: Sendable, Codable {
        public var expected: Double
        public var observed: Double
    }

    /// The annual volatility on a date: that of the last 60 moves, and that which the model gave the next one.
    public struct VolatilityPoint: Sendable, Codable {
        public var date: CalendarDate
        public var realised: Double
        public var modelled: Double
    }

    /// Daily moves, the first and last date of them.
    public let moves: Int
    public let from: CalendarDate
    public let to: CalendarDate
    /// Of the moves: annual, with n − 1.
    public let volatility: Double
    public let skewness: Double
    /// 0 for a normal law.
    public let excessKurtosis: Double
    /// Kolmogorov–Smirnov distance of the transform from the uniform law. With parameters estimated from the same moves
    /// the p-value is too large: a small one can be trusted, a large one less so.
    public let uniformity: Test
    /// Ljung–Box test of the residuals, and of their squares, over ten lags.
    public let independence: Test
    public let squareIndependence: Test
    /// The transform in twenty equal bins.
    public let uniformCounts: [Int]
    public let quantiles: [QuantilePoint]
    /// Of the residuals and of their squares, lags 1 to 20.
    public let autocorrelations: [Double]
    public let squareAutocorrelations: [Double]
    public let volatilities: [VolatilityPoint]
    /// The tail index of the largest falls and rises.
    public let lowerTail: TailIndex?
    public let upperTail: TailIndex?

    /// Lags of the tests, and of the autocorrelations shown.
    static let testedLags = 10
    static let shownLags = 20
    static let rollingWindow = 60

    /// - Parameters:
    ///   - changes: daily, as the process measures them; such as `canJudge` accepts.
    ///   - dates: after each change.
    ///   - uniforms: the probability integral transform of each change.
    ///   - modelled: the annual volatility that the model gave each change before it happened.
    public init(changes: [Double], dates: [CalendarDate], uniforms: [Double], modelled: [Double]) {
        precondition(
            changes.count == dates.count && Self.canJudge(uniforms: uniforms), "a date for each of enough changes")
        precondition(uniforms.count == changes.count && modelled.count == changes.count, "a transform for each change")
        moves = changes.count
        from = dates[0]
        to = dates[dates.count - 1]
        let moments = Descriptive(changes)
        volatility = moments.standardDeviation * Self.yearlyScale
        skewness = moments.skewness
        excessKurtosis = moments.excessKurtosis

        let normal = NormalDistribution.standard
        let residuals = uniforms.map { normal.quantile(min(max($0, 1e-15), 1 - 1e-15)) }
        let squares = residuals.map { $0 * $0 }
        guard let serial = Autocorrelation(residuals, lags: Self.shownLags),
            let squared = Autocorrelation(squares, lags: Self.shownLags),
            let shape = Test(KolmogorovSmirnov().outcome(uniforms)),
            let independence = Test(LjungBox(lags: Self.testedLags).outcome(residuals)),
            let squareIndependence = Test(LjungBox(lags: Self.testedLags).outcome(squares))
        else { preconditionFailure("residuals that vary: `canJudge` says so") }
        uniformity = shape
        self.independence = independence
        self.squareIndependence = squareIndependence
        autocorrelations = serial.values
        squareAutocorrelations = squared.values
        uniformCounts = uniforms.reduce(into: [Int](repeating: 0, count: 20)) { counts, u in
            counts[min(max(Int(u * 20), 0), 19)] += 1
        }
        quantiles = Self.quantiles(residuals)
        volatilities = Self.volatilities(changes, dates, modelled)
        lowerTail = TailIndex(losses: changes.map { -$0 })
        upperTail = TailIndex(losses: changes)
    }

    private static let yearlyScale = HistoricalCalibration.changesPerYear.squareRoot()

    /// Whether there is enough to judge: at least 30 moves, and not the same again and again.
    public static func canJudge(uniforms: [Double]) -> Bool {
        uniforms.count >= 30 && Set(uniforms).count >= 10
    }

    /// At most 101 of the quantiles, the extremes among them.
    private static func quantiles(_ residuals: [Double]) -> [QuantilePoint] {
        let ordered = residuals.sorted()
        let count = ordered.count
        let places: [Int]
        if count <= 101 {
            places = Array(ordered.indices)
        } else {
            // Every one of the outermost ten, then evenly.
            let inner = (0...80).map { 10 + $0 * (count - 21) / 80 }
            places = Array(0..<10) + inner + Array(count - 10..<count)
        }
        return places.map { place in
            let share = (Double(place) + 0.5) / Double(count)
            return QuantilePoint(
                expected: NormalDistribution.standard.quantile(share), observed: ordered[place])
        }
    }

    private static func volatilities(
        _ changes: [Double], _ dates: [CalendarDate], _ modelled: [Double]
    ) -> [VolatilityPoint] {
        let window = rollingWindow
        guard changes.count > window else { return [] }
        let places = Array(window..<changes.count)
        let step = max(1, places.count / 130)
        return places.filter { ($0 - places[places.count - 1]).isMultiple(of: step) }.map { place in
            let recent = changes[place - window..<place]
            let square = recent.reduce(0) { $0 + $1 * $1 } / Double(window)
            return VolatilityPoint(
                date: dates[place], realised: (square * HistoricalCalibration.changesPerYear).squareRoot(),
                modelled: modelled[place])
        }
    }
}
