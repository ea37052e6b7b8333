import Backtesting
import Market
import Parallelism
import Reports
import Scenarios
import Settings
import Simulation
import StudyKit
import Synchronization

/// `twin backtest`: a walk through history, each day's forecasts by every model, made of what was known, beside what then
/// happened.
public struct BacktestStudy: Study {
    public static let name = "backtest"
    public static let outline = DocumentOutline.backtest

    /// Of significance.
    private static let level = 0.05

    public init() {}

    public func document(of report: BacktestReport) -> Document { report.document }

    public func run(_ request: ScenarioRequest, in workshop: Workshop) throws -> BacktestReport {
        let plan = try workshop.prepare(request).resolve(BacktestSettings.self)
        for model in plan.models { try Machine.checkMemory(model.resolved) }
        let start = ContinuousClock.now
        let forecasts = try forecasts(plan, in: workshop)
        let seconds = start.duration(to: .now) / .seconds(1)
        let years = plan.days.map { $0.target.components.year }
        let profitAndLoss = forecasts[0].map(\.profitAndLoss)
        let series = try forecasts.map { try Self.series($0, plan) }
        let exceptions = series[0].valueAtRisk.exceptions
        let power = Self.power(plan, workers: workshop.workers)
        let judged = concurrentMap(plan.models.count, workers: workshop.workers) { index in
            BacktestedModel(
                name: plan.models[index].name,
                description: plan.models[index].resolved.modelWords(
                    titled: plan.models[index].series.title, each: " a day"),
                forecasts: series[index].valueAtRisk, shortfallForecasts: series[index].shortfall, years: years,
                outcomesOverlap: plan.outcomesOverlap, level: Self.level, power: power)
        }
        let idle = zip(plan.models, forecasts).compactMap { model, days -> String? in
            let count = days.count { $0.standardDeviation == 0 }
            guard count > 0 else { return nil }
            return
                "\(model.name) forecast the same outcome on every path on \(count) of \(days.count) days: nothing was at"
                + " risk."
        }
        let scenario = plan.scenario
        var report = BacktestReport(
            title: scenario.title, scenario: request.file, version: Machine.version, currency: scenario.baseCurrency,
            confidence: plan.confidence.value, shortfallConfidence: plan.shortfallConfidence.value,
            horizonDays: plan.horizonDays,
            step: plan.step,
            isActual: plan.days[0].profitAndLoss != nil,
            days: plan.days.map { .init(origin: $0.origin, target: $0.target) }, profitAndLoss: profitAndLoss,
            models: judged.ranked, level: Self.level, detectable: DetectableRate(exceptions, level: Self.level),
            dataIssues: plan.dataIssues, notes: plan.notes + idle, seconds: seconds)
        report.kernels = Machine.kernels
        report.finding = plan.finding
        return report
    }

    /// By model and day.
    private func forecasts(
        _ plan: BacktestPlan, in workshop: Workshop
    ) throws -> [[DayForecast]] {
        let days = plan.days.count
        let stretches = stride(from: 0, to: days, by: plan.refit).map { $0..<min($0 + plan.refit, days) }
        let modelCount = plan.models.count
        let done = Atomic(0)
        // All models of a stretch of days follow one another, so that slow ones are shared out evenly.
        let outcomes = concurrentMap(stretches.count * modelCount, workers: workshop.workers) { task in
            let (stretch, model) = (stretches[task / modelCount], plan.models[task % modelCount])
            var first: BoundRun?
            return stretch.map { day -> Result<DayForecast, Issues>? in
                guard !workshop.cancellation.isCancelled else { return nil }
                let result = Result { () throws(Issues) -> DayForecast in
                    let run = try model.series.run(asOf: plan.days[day].origin, keepingFitsOf: first)
                    if first == nil { first = run }
                    return try forecast(run, plan.days[day], plan, model.resolved.places)
                }
                let count = done.wrappingAdd(1, ordering: .relaxed).newValue
                workshop.tell(.simulating(pathsDone: count, of: days * modelCount))
                return result
            }
        }
        var forecasts: [[DayForecast]] = []
        var issues: [Issue] = []
        for (index, model) in plan.models.enumerated() {
            var own: [DayForecast] = []
            var failures: [(date: CalendarDate, issue: Issue)] = []
            for day in 0..<days {
                switch outcomes[day / plan.refit * modelCount + index][day % plan.refit] {
                case .success(let forecast): own.append(forecast)
                case .failure(let failure):
                    if let first = failure.all.first { failures.append((plan.days[day].origin, first)) }
                case nil: throw CancellationError()
                }
            }
            forecasts.append(own)
            guard let first = failures.first else { continue }
            issues.append(
                Issue(
                    "the model \(model.name) has no forecast on \(failures.count) of \(days) days, the first \(first.date):"
                        + " \(first.issue.message)", hint: first.issue.hint, at: first.issue.location,
                    path: first.issue.path))
        }
        guard issues.isEmpty else { throw Issues(issues) }
        return forecasts
    }

    private func forecast(
        _ run: BoundRun, _ day: BacktestPlan.Day, _ plan: BacktestPlan, _ places: RunPlaces
    ) throws(Issues) -> DayForecast {
        let forecast = DayForecast(
            run, levels: day.levels, actual: day.profitAndLoss, confidence: plan.confidence,
            shortfallConfidence: plan.shortfallConfidence)
        guard forecast.isFinite else {
            let sample = (try? run.lossModel(workers: 1))?.profitAndLoss
            let overflow = Overflow(run, sample: sample)
            throw Issues([
                overflow?.issue(in: places)
                    ?? Issue(
                        "a figure is infinite or not a number",
                        hint: "check the days of the history before it, and the positions",
                        at: plan.scenario.places.location(of: ["backtest"]), path: "backtest")
            ])
        }
        return forecast
    }

    /// How likely tests find a fault in so many days, by name, of those whose power does not depend on the forecasts.
    private static func power(_ plan: BacktestPlan, workers: Int) -> [String: StatedPower] {
        // It is that of independent outcomes.
        guard !plan.outcomesOverlap else { return [:] }
        let tests = standardBacktests
        let powers = concurrentMap(tests.count, workers: workers) { index in
            let confidence = type(of: tests[index]).isOfShortfall ? plan.shortfallConfidence : plan.confidence
            return StatedPower.ofLength(
                tests[index], count: plan.days.count,
                tail: confidence.tailProbability, level: level)
        }
        var named: [String: StatedPower] = [:]
        for (test, power) in zip(tests, powers) { named[test.name] = power }
        return named
    }

    /// The forecasts of value-at-risk, and those of the shortfall with the value-at-risk at its confidence.
    private static func series(
        _ forecasts: [DayForecast], _ plan: BacktestPlan
    ) throws(Issues) -> (valueAtRisk: ForecastSeries, shortfall: ForecastSeries) {
        let profitAndLoss = forecasts.map(\.profitAndLoss)
        let deviations = forecasts.map(\.standardDeviation)
        let volatility = deviations.allSatisfy { $0 > 0 } ? deviations : nil
        let transforms = forecasts.map { min(max($0.transform, 0), 1) }
        let tails = forecasts.compactMap(\.tail)
        do {
            return (
                try ForecastSeries(
                    profitAndLoss: profitAndLoss, confidence: plan.confidence,
                    valueAtRisk: forecasts.map(\.valueAtRisk), transforms: transforms, volatility: volatility),
                try ForecastSeries(
                    profitAndLoss: profitAndLoss, confidence: plan.shortfallConfidence,
                    valueAtRisk: forecasts.map(\.shortfallValueAtRisk),
                    expectedShortfall: forecasts.map(\.expectedShortfall), transforms: transforms,
                    volatility: volatility, tails: tails.count == forecasts.count ? tails : nil)
            )
        } catch {
            throw Issues([
                Issue(
                    error.description, at: plan.scenario.places.location(of: ["backtest"]), path: "backtest")
            ])
        }
    }
}
