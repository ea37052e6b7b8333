import Backtesting
import Market
import Scenarios
import Settings

/// A backtest that can be run: its models ready for any date, and the days on which they are judged.
public struct BacktestPlan: Sendable {
    public struct Model: Sendable {
        public var name: String
        public var series: RunSeries
        /// As of the last forecast: how the model is described.
        public var resolved: ResolvedRun
    }

    /// A forecast and what came of it.
    public struct Day: Sendable {
        /// At whose close the forecast is made.
        public var origin: CalendarDate
        /// At whose close it is judged.
        public var target: CalendarDate
        /// The levels then, in the order of the runs' factors.
        public var levels: [Double]
        /// Nil where the portfolio is revalued.
        public var profitAndLoss: Double?
    }

    public let scenario: Scenario
    public let models: [Model]
    public let days: [Day]
    /// Of the value-at-risk.
    public let confidence: ConfidenceLevel
    public let shortfallConfidence: ConfidenceLevel
    public let horizonDays: Int
    public let step: Int
    /// Days for which fitted parameters are kept: runs of so many share the fits of their first.
    public let refit: Int
    /// Of the history since the first forecast's.
    public let dataIssues: [DataIssue]
    /// Remarks a reader should see beside the figures.
    public let notes: [String]

    /// Whether outcomes share days, so that they are not independent.
    public var outcomesOverlap: Bool { step < horizonDays }

    /// - Throws: every mistake that could be found, before anything is simulated.
    init(_ settings: BacktestSettings, in context: SectionContext) throws(Issues) {
        let scenario = context.scenario
        let confidences = BacktestConfidences(settings, of: scenario)
        let actual = settings.profitAndLossFile.map { ActualProfitAndLoss($0) }
        var issues = actual?.issues ?? []
        let last = Self.lastDate(settings, context, actual, &issues)
        guard issues.isEmpty, let last else { throw Issues(issues) }

        var series: [(name: String, series: RunSeries)] = []
        for (name, competitor) in Self.competitors(settings, scenario) {
            do throws(Issues) {
                series.append((name, try context.series(of: competitor, confidences: confidences.all, through: last)))
            } catch {
                issues += error.all.filter { !issues.contains($0) }
            }
        }
        guard issues.isEmpty, let first = series.first else { throw Issues(issues) }
        issues += Self.horizons(series, settings)
        if actual != nil, first.series.horizonDays > 1 {
            issues.append(
                Issue(
                    "actual profit and loss is by the day, and forecasts are for \(first.series.horizonDays) days",
                    hint: "write horizon: 1d", at: settings.profitAndLossFile?.location, path: "backtest.profitAndLoss")
            )
        }
        guard issues.isEmpty else { throw Issues(issues) }

        let calendar = try BacktestCalendar(
            series.map(\.series), settings: settings, from: settings.from?.content ?? actual?.dates?.lowerBound,
            place: scenario.window.dated(last, in: scenario.places))
        if let actual {
            issues += actual.misfits(days: calendar.days.map(\.target), calendar: Set(first.series.history.dates))
        }
        var models: [Model] = []
        if let firstDay = calendar.days.first, let lastDay = calendar.days.last {
            for (name, series) in series {
                do throws(Issues) {
                    _ = try series.run(asOf: firstDay.origin)
                } catch {
                    issues += error.all.filter { !issues.contains($0) }
                    continue
                }
                do throws(Issues) {
                    models.append(Model(name: name, series: series, resolved: try series.resolve(asOf: lastDay.origin)))
                } catch {
                    issues += error.all.map(Self.ofLastDay).filter { !issues.contains($0) }
                }
            }
        }
        guard issues.isEmpty else { throw Issues(issues) }
        self.scenario = scenario
        self.models = models
        days = calendar.days.map { day in
            var day = day
            day.profitAndLoss = actual?.byDate[day.target]
            return day
        }
        confidence = confidences.valueAtRisk.content
        shortfallConfidence = confidences.shortfall.content
        horizonDays = first.series.horizonDays
        step = settings.step
        refit = max(settings.refit / settings.step, 1)
        dataIssues = models.first?.series.dataIssues(since: days.first?.origin ?? last) ?? []
        notes =
            calendar.notes + Self.notes(scenario, settings, first.series, isActual: actual != nil)
            + (actual?.notes(days: days.map(\.target), settings) ?? [])
    }

    private static func competitors(
        _ settings: BacktestSettings, _ scenario: Scenario
    ) -> [(String, Scenario?)] {
        guard !settings.models.isEmpty else { return [(scenario.simulation.content.kind, nil)] }
        return settings.models.map { ($0.name, $0.scenario) }
    }

    /// The last day of which anything is known or asked.
    private static func lastDate(
        _ settings: BacktestSettings, _ context: SectionContext, _ actual: ActualProfitAndLoss?,
        _ issues: inout [Issue]
    ) -> CalendarDate? {
        guard let dates = context.dates else {
            issues.append(
                Issue(
                    "a backtest needs a history to forecast and to be judged by",
                    hint: "name a file with daily levels in market.history",
                    at: settings.location ?? context.scenario.places.location(of: ["market", "history"]),
                    path: "market.history"))
            return nil
        }
        let (first, last, asOf) = (dates.lowerBound, dates.upperBound, context.scenario.asOf)
        for place in [settings.from, settings.to].compactMap(\.self)
        where place.content < first || place.content > last {
            issues.append(
                Issue(
                    "the backtest is to reach to \(place.content), and the history is from \(first) to \(last)",
                    hint: "choose days within the history", at: place.location, path: place.path))
        }
        let end = settings.to?.content ?? actual?.dates?.upperBound ?? last
        let known = settings.to == nil ? min(end, asOf?.content ?? last, last) : min(end, last)
        if known < first {
            issues.append(
                Issue(
                    "the backtest ends on \(known), and the history begins on \(first)",
                    hint: "choose a later day, or give an older history", at: asOf?.location,
                    path: "asOf", about: .setting(["asOf"])))
        }
        return known
    }

    /// What cannot be forecast on the last day, though it could on the first.
    private static func ofLastDay(_ issue: Issue) -> Issue {
        let earlier = "let the backtest end before that, with backtest.to"
        var later = issue
        later.hint = issue.hint.map { "\($0); or \(earlier)" } ?? earlier
        return later
    }

    private static func horizons(
        _ series: [(name: String, series: RunSeries)], _ settings: BacktestSettings
    ) -> [Issue] {
        guard let first = series.first else { return [] }
        return zip(series, settings.models).compactMap { other, written in
            guard other.series.horizonDays != first.series.horizonDays else { return nil }
            return Issue(
                "the model \(other.name) looks \(other.series.horizonDays) days ahead, and \(first.name)"
                    + " \(first.series.horizonDays)",
                hint: "models are judged by the same outcomes: give their simulations the same horizon",
                at: written.location, path: "backtest.models")
        }
    }

    private static func notes(_ scenario: Scenario, _ settings: BacktestSettings, _ series: RunSeries, isActual: Bool)
        -> [String]
    {
        var notes: [String] = []
        let stated = scenario.levels.map(\.factor).filter(series.factors.contains)
        if !stated.isEmpty {
            notes.append(
                "Forecasts start from the history's levels; those that the scenario states for today were not used: "
                    + stated.map(\.name).joined(separator: ", ") + ".")
        }
        if !isActual, let dated = series.datedTerms {
            notes.append(
                "Today's positions were valued as of each day, with their dates as they are: \(dated), so longer ones"
                    + " then.")
        }
        if settings.refit > 1 {
            notes.append(
                "Parameters that are fitted by maximum likelihood were fitted anew every \(settings.refit) days.")
        }
        return notes
    }
}

extension Scenario.Located<Int> {
    /// The place of a window, for a mistake that it makes in a date.
    fileprivate func dated(_ date: CalendarDate, in places: SettingPlaces) -> Scenario.Located<CalendarDate> {
        .init(content: date, location: location ?? places.location(of: ["calibration", "window"]), path: path)
    }
}

extension BacktestSettings {
    /// The plan of the backtest, once nothing else is wrong.
    public func resolve(in context: SectionContext, remarks: inout SectionRemarks) -> BacktestPlan? {
        guard context.isSound else { return nil }
        do throws(Issues) { return try BacktestPlan(self, in: context) } catch {
            remarks.issues += error.all
            return nil
        }
    }
}
