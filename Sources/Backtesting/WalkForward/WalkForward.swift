/// The plan of a backtest over history: on which days to forecast, and what each forecast may know.
///
/// Rows are the dates of a history, from 0. A forecast at the row `origin` is calibrated on the `window` changes up to it,
/// which the rows `origin − window … origin` make, and is compared with what happened by `origin + horizon`.
public struct WalkForward: Hashable, Sendable {
    public struct Forecast: Hashable, Sendable, Codable {
        /// The rows of the levels whose changes calibrate the model; the last is the origin.
        public let calibration: ClosedRange<Int>
        /// The row on which the forecast is made: nothing later is known.
        public let origin: Int
        /// The row on which it is judged.
        public let target: Int
    }

    public let rowCount: Int
    public let window: Int
    public let step: Int
    public let horizon: Int

    /// - Parameters:
    ///   - rowCount: dates of the history.
    ///   - window: changes for each calibration, at least two.
    ///   - step: rows from one forecast to the next.
    ///   - horizon: rows from a forecast to its judgement.
    public init(rowCount: Int, window: Int, step: Int = 1, horizon: Int = 1) throws(WalkForwardError) {
        guard window >= 2 else { throw .setting("window", window, atLeast: 2) }
        guard step >= 1 else { throw .setting("step", step, atLeast: 1) }
        guard horizon >= 1 else { throw .setting("horizon", horizon, atLeast: 1) }
        let (needed, overflow) = window.addingReportingOverflow(horizon)
        guard !overflow, needed < rowCount else {
            throw .historyTooShort(rowCount: rowCount, window: window, horizon: horizon)
        }
        self.rowCount = rowCount
        self.window = window
        self.step = step
        self.horizon = horizon
    }

    public var count: Int { (rowCount - 1 - horizon - window) / step + 1 }

    /// In order of time.
    public subscript(index: Int) -> Forecast {
        precondition(index >= 0 && index < count, "a forecast of the plan")
        let origin = window + index * step
        return Forecast(calibration: origin - window...origin, origin: origin, target: origin + horizon)
    }

    public var forecasts: [Forecast] { (0..<count).map { self[$0] } }

    /// Whether outcomes share days, so that tests of independence do not apply.
    public var outcomesOverlap: Bool { step < horizon }
}
