import Calibration
import LinearAlgebra
import Market
import Measures
import Settings
import Simulation

/// How the market states of a scenario come about: its sampling, and what of the history the run must hold.
struct SimulationResolution {
    let sampling: Sampling
    /// What the run holds of it; nil until it is prepared.
    private(set) var states: (any MarketStates)?
    /// What a report tells of it; nil for the simulation that is taken where none is named.
    private(set) var summary: ScenarioSummary?
    /// Of the changes it took from a history, the oldest first.
    private(set) var dates: [CalendarDate] = []
    private(set) var issues: [Issue] = []
    /// Days that the history lacks, and what follows from that.
    private(set) var dataIssues: [DataIssue] = []
    /// What the scenarios hold of factors that follow others.
    private(set) var notes: [String] = []

    private let scenario: Scenario
    private let method: any SimulationMethod
    private let window: Int
    /// Whether it is the simulation that is taken where none is named.
    private let isUsual: Bool

    init(_ scenario: Scenario, catalog: Catalog) {
        self.scenario = scenario
        isUsual = scenario.simulation.content.kind == catalog.kinds.simulations.description.standard
        let chosen = scenario.simulation.content
        method = chosen.type.init(chosen.specification)
        window = method.window ?? scenario.window.content
        sampling = method.sampling(window: window)
    }

    /// In a phrase.
    var title: String { method.title }

    /// Daily changes that it takes from a history.
    var changeCount: Int { type(of: method).needsHistory ? method.changeCount(window: window) : 0 }

    /// The kind of simulation.
    var kind: String { scenario.simulation.content.kind }

    /// How its losses come to be known.
    var sample: SampleOrigin { type(of: method).sample }

    /// - Parameters:
    ///   - factors: those of the portfolio.
    ///   - model: nil where it could not be made; then only what does not depend on it is checked.
    ///   - earlier: the states of an earlier run, whose fits are kept.
    mutating func prepare(
        factors: [FactorID], model: BoundMarket?, data: MarketData, asOf: CalendarDate, proxies: [ResolvedProxy] = [],
        keeping earlier: (any MarketStates)? = nil
    ) {
        if type(of: method).needsHistory { checkHistories(of: factors, data: data) }
        if let problem = method.problem(factorCount: factors.count) { report(problem) }
        guard issues.isEmpty, let model else { return }
        do throws(SimulationProblem) {
            let changes =
                type(of: method).needsHistory
                ? try dailyChanges(model, data: data, asOf: asOf, proxies: proxies) : DailyChanges.none
            let made =
                if let earlier { try method.states(changes, keeping: earlier) } else { try method.states(changes) }
            states = made
            summary = summary(made, changes)
            dates = changes.dates
        } catch { report(error) }
    }

    private mutating func report(_ problem: SimulationProblem) {
        let path = problem.setting.map { scenario.simulation.path + "." + $0 } ?? scenario.simulation.path
        issues.append(
            Issue(
                problem.message, hint: problem.hint, at: scenario.simulation.location, path: path,
                about: .setting(["simulation"])))
    }

    private mutating func checkHistories(of factors: [FactorID], data: MarketData) {
        for factor in factors
        where data.history.index(of: factor) == nil
            && !scenario.proxies.contains(where: { $0.content.factor == factor })
        {
            let place =
                scenario.levels.last { $0.factor == factor }?.level
                ?? scenario.volatilities.last { $0.factor == factor }?.volatility
            issues.append(
                Issue(
                    "\(factor) has no history, and the simulation \(kind) takes the changes of every factor from one",
                    hint: "give it a column in a file of market.history, or choose {kind: monte-carlo}",
                    at: place?.location ?? scenario.simulation.location, path: place?.path ?? scenario.simulation.path,
                    from: Issue.Subject.histories))
        }
    }

    private mutating func dailyChanges(
        _ model: BoundMarket, data: MarketData, asOf: CalendarDate, proxies: [ResolvedProxy]
    ) throws(SimulationProblem) -> DailyChanges {
        let count = method.changeCount(window: window)
        let conventions = model.factors.map(\.convention)
        do {
            let own = model.factors.indices.filter { place in
                !proxies.contains { $0.factor == model.factors[place].id }
            }
            let changes = try HistoricalChanges(
                data.history, columns: own.compactMap { data.history.index(of: model.factors[$0].id) },
                conventions: own.map { conventions[$0] }, window: count, asOf: asOf)
            dataIssues += changes.issues
            return DailyChanges(
                factors: model.factors.map(\.id), conventions: conventions,
                changes: following(proxies, changes, factors: model.factors.map(\.id)), dates: changes.dates)
        } catch {
            throw tooShort(error, needed: count)
        }
    }

    /// The changes of all factors, those that follow others taking their share of these.
    private mutating func following(
        _ proxies: [ResolvedProxy], _ own: HistoricalChanges, factors: [FactorID]
    ) -> Matrix {
        guard !proxies.isEmpty else { return own.changes }
        var result = Matrix(rowCount: own.changes.rowCount, columnCount: factors.count)
        for (column, factor) in factors.enumerated() {
            let proxy = proxies.first { $0.factor == factor }
            guard let source = own.factors.firstIndex(of: proxy?.follows ?? factor) else { continue }
            for row in 0..<result.rowCount { result[row, column] = (proxy?.beta ?? 1) * own.changes[row, source] }
            if let proxy, proxy.residual > 0 {
                notes.append(
                    "Historical scenarios move \(factor) by \(proxy.follows) alone: the residual of"
                        + " \((proxy.residual * 1e4).rounded() / 1e4) a year is not in them.")
            }
        }
        return result
    }

    /// A history's error in the words of a simulation, with the window that would fit.
    private func tooShort(_ error: CalibrationError, needed: Int) -> SimulationProblem {
        let available: Int
        switch error {
        case .windowTooLong(_, let short): available = short.first?.count ?? 0
        case .tooFewCommonChanges(_, let count, _, _): available = count
        case .tooFewObservations(let count): available = count
        case .notDaily: return SimulationProblem(error.description, hint: error.hint)
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

    private func summary(_ states: any MarketStates, _ changes: DailyChanges) -> ScenarioSummary? {
        guard !isUsual else { return nil }
        var words = method.title
        if let first = changes.dates.first, let last = changes.dates.last { words += ", \(first) to \(last)" }
        if let span = states.repeatedDays, span > 1 { words += "; scenarios overlap over \(span) days" }
        let design = states.design
        if !design.isIndependent {
            let effective = Int(design.effectiveCount(of: sampling.paths))
            words += "; they tell as much as \(effective) independent, equal ones"
        }
        return ScenarioSummary(
            kind: kind, title: words, unit: states.isDrawn ? "path" : "scenario", isDrawn: states.isDrawn,
            usesModel: states.usesModel)
    }
}
