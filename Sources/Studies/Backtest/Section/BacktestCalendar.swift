import Backtesting
import Market
import Scenarios
import Settings

/// The days of a history on which forecasts can be made and judged.
struct BacktestCalendar {
    private(set) var days: [BacktestPlan.Day] = []
    private(set) var notes: [String] = []

    /// - Parameters:
    ///   - series: of all models, on the same history.
    ///   - from: the first day to judge; nil for the first that there is.
    ///   - place: where a mistake stands.
    init(
        _ all: [RunSeries], settings: BacktestSettings, from: CalendarDate?,
        place: Scenario.Located<CalendarDate>
    ) throws(Issues) {
        guard let series = all.first else { preconditionFailure("a backtest of no model") }
        let dates = series.history.dates
        let levels = dates.indices.map { series.levels(date: $0) }
        let window = all.map(\.changeCount).max() ?? 2
        let horizon = series.horizonDays
        guard let origin = Self.firstOrigin(levels, window: window) else {
            throw Self.tooShort(levels, window, horizon, place)
        }
        var start = origin
        if let from {
            guard let row = dates.firstIndex(where: { $0 >= from }) else {
                throw Issues([
                    Issue(
                        "there is nothing to judge: the history has no day from \(from) to \(place.content)",
                        hint: "choose an earlier day to begin on, or a later one to end on",
                        at: settings.from?.location ?? settings.location, path: "backtest.from")
                ])
            }
            start = max(origin, row - horizon)
        }
        if let from, let written = settings.from, start == origin, let first = dates.dropFirst(origin + horizon).first,
            dates.first(where: { $0 >= from }) ?? first < first
        {
            throw Issues([
                Issue(
                    "the backtest is to begin on \(from), and the first day that can be judged is \(first), after"
                        + " \(window) changes to calibrate on",
                    hint: "write from: \(first) or later, or shorten the window", at: written.location,
                    path: written.path)
            ])
        }
        let plan: WalkForward
        do {
            // A plan starts when its window is full: leave out the rows before.
            plan = try WalkForward(
                rowCount: dates.count - start + window, window: window, step: settings.step, horizon: horizon)
        } catch { throw Self.tooShort(levels, window, horizon, place) }
        var lost: [FactorID: Int] = [:]
        for forecast in plan.forecasts {
            let (origin, target) = (forecast.origin + start - window, forecast.target + start - window)
            if levels[origin] != nil, let known = levels[target] {
                days.append(.init(origin: dates[origin], target: dates[target], levels: known))
            } else if let factor = series.factors.first(where: { factor in
                series.history.index(of: factor).map { column in
                    [origin, target].contains { !series.history[factor: column, date: $0].isFinite }
                } ?? true
            }) {
                lost[factor, default: 0] += 1
            }
        }
        guard !days.isEmpty else { throw Self.tooShort(levels, window, horizon, place) }
        for (factor, count) in lost.sorted(by: { $0.key.name < $1.key.name }) {
            notes.append(
                "\(count) day\(count == 1 ? " was" : "s were") not judged, because \(factor) has no level on it or when"
                    + " it was forecast.")
        }
    }

    /// The first row with a level of every factor, and so many changes up to it.
    private static func firstOrigin(_ levels: [[Double]?], window: Int) -> Int? {
        var changes = 0
        for row in levels.indices.dropFirst() where levels[row] != nil && levels[row - 1] != nil {
            changes += 1
            if changes >= window { return row }
        }
        return nil
    }

    private static func tooShort(
        _ levels: [[Double]?], _ window: Int, _ horizon: Int, _ place: Scenario.Located<CalendarDate>
    ) -> Issues {
        let count = levels.count { $0 != nil }
        let reason = WalkForwardError.historyTooShort(rowCount: count, window: window, horizon: horizon)
        return Issues([
            Issue(
                "there is nothing to judge by \(place.content): \(reason)",
                hint: "shorten the window, or give a longer history", at: place.location, path: place.path)
        ])
    }
}
