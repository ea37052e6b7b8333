import Calibration
import Market
import Measures
import Settings
import Simulation

/// How the market states of a scenario come about: its sampling, and what of the history the run must hold.
struct SimulationResolution {
    let sampling: Sampling
    private(set) var source: MarketSource?
    /// What a report tells of it; nil for Monte Carlo.
    private(set) var summary: ScenarioSummary?
    /// Of the changes it took from a history, the oldest first.
    private(set) var dates: [CalendarDate] = []
    private(set) var issues: [Issue] = []

    private let scenario: Scenario
    private let method: any SimulationMethod
    private let window: Int

    init(_ scenario: Scenario, catalog: Catalog) {
        let specification = scenario.simulation.content
        guard let type = catalog.simulations.first(where: { $0.kind == specification.kind }) else {
            preconditionFailure("unknown simulation \(specification.kind)")
        }
        self.scenario = scenario
        method = type.init(specification)
        window = method.window ?? scenario.window.content
        sampling = method.sampling(window: window)
    }

    /// In a phrase.
    var title: String { method.title }

    /// Daily changes that it takes from a history.
    var changeCount: Int { type(of: method).needsHistory ? method.changeCount(window: window) : 0 }

    private var kind: String { scenario.simulation.content.kind }

    /// - Parameters:
    ///   - factors: those of the portfolio.
    ///   - model: nil where it could not be made; then only what does not depend on it is checked.
    ///   - earlier: the source of an earlier run, whose fits are kept.
    mutating func prepare(
        factors: [FactorID], model: MarketModel?, data: MarketData, asOf: CalendarDate, catalog: Catalog,
        keeping earlier: MarketSource? = nil
    ) {
        if type(of: method).needsHistory {
            checkHistories(of: factors, data: data)
        } else if method is ParametricSimulation {
            checkSize(factors.count)
        }
        guard issues.isEmpty, let model else { return }
        do throws(SimulationProblem) {
            var changes: DailyChanges?
            if type(of: method).needsHistory {
                changes = try dailyChanges(model, data: data, asOf: asOf, catalog: catalog)
            }
            if let earlier {
                source = try method.source(changes, keeping: earlier)
            } else {
                source = try method.source(changes)
            }
            summary = summary(changes)
            dates = changes?.dates ?? []
        } catch {
            issues.append(
                Issue(error.message, hint: error.hint, at: scenario.simulation.location, path: scenario.simulation.path)
            )
        }
    }

    private mutating func checkHistories(of factors: [FactorID], data: MarketData) {
        for factor in factors where data.history.index(of: factor) == nil {
            let place =
                scenario.levels.last { $0.factor == factor }?.level
                ?? scenario.volatilities.last { $0.factor == factor }?.volatility
            issues.append(
                Issue(
                    "\(factor) has no history, and the simulation \(kind) takes the changes of every factor from one",
                    hint: "give it a column in a file of market.history, or choose {kind: monte-carlo}",
                    at: place?.location ?? scenario.simulation.location, path: place?.path ?? scenario.simulation.path))
        }
    }

    private mutating func checkSize(_ factorCount: Int) {
        guard factorCount > ParametricSimulation.factorLimit,
            scenario.simulation.content.text("method") != "delta-normal"
        else { return }
        issues.append(
            Issue(
                "the portfolio has \(factorCount) risk factors, and second derivatives are taken of"
                    + " \(ParametricSimulation.factorLimit) at most",
                hint: "write method: delta-normal, or choose {kind: monte-carlo}", at: scenario.simulation.location,
                path: "simulation.method"))
    }

    private func dailyChanges(
        _ model: MarketModel, data: MarketData, asOf: CalendarDate, catalog: Catalog
    ) throws(SimulationProblem) -> DailyChanges {
        let count = method.changeCount(window: window)
        let conventions = model.factors.map { factor -> ChangeConvention in
            guard let process = catalog.models.process(factor.process.kind) else {
                preconditionFailure("unknown process \(factor.process.kind)")
            }
            return process.change(factor.process)
        }
        do {
            let changes = try HistoricalChanges(
                data.history, columns: model.factors.compactMap { data.history.index(of: $0.id) },
                conventions: conventions, window: count, asOf: asOf)
            return DailyChanges(
                factors: changes.factors, conventions: conventions, changes: changes.changes, dates: changes.dates)
        } catch {
            throw tooShort(error, needed: count)
        }
    }

    /// A history's error in the words of a simulation, with the window that would fit.
    private func tooShort(_ error: CalibrationError, needed: Int) -> SimulationProblem {
        let available: Int
        switch error {
        case .windowTooLong(_, let short): available = short.first?.count ?? 0
        case .tooFewCommonChanges(_, let count, _, _): available = count
        case .tooFewObservations(let count): available = count
        case .levelNotPositive, .covariance: return SimulationProblem(error.description)
        }
        let span = needed - window + 1
        let reason = span > 1 ? "\(window) scenarios of \(span) days need \(needed) daily changes; " : ""
        let most = available - span + 1
        return SimulationProblem(
            reason + error.description,
            hint: most >= 2
                ? "write window: \(most)d or less" : "give the factor a longer history, or a shorter horizon")
    }

    private func summary(_ changes: DailyChanges?) -> ScenarioSummary? {
        guard !(method is MonteCarloSimulation) else { return nil }
        var words = method.title
        if let first = changes?.dates.first, let last = changes?.dates.last { words += ", \(first) to \(last)" }
        var isDrawn = true
        if case .historical(let scenarios) = source {
            isDrawn = false
            let design = SampleDesign(weights: scenarios.weights, overlap: scenarios.span)
            let effective = Int(design.effectiveCount(of: scenarios.count))
            if scenarios.span > 1 { words += "; scenarios overlap over \(scenarios.span) days" }
            if !design.isIndependent { words += "; they tell as much as \(effective) independent, equal ones" }
        }
        if case .parametric = source { isDrawn = false }
        return ScenarioSummary(
            kind: kind, title: words, unit: isDrawn ? "path" : "scenario", isDrawn: isDrawn,
            usesModel: !type(of: method).needsHistory)
    }
}
