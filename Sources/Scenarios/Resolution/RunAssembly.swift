import Calibration
import DataSources
import Market
import Measures
import Settings
import Simulation

/// The run of a prepared scenario as of a date, as far as it can be made, with everything that is wrong on the way.
struct RunAssembly {
    /// Of the scenario as it was prepared, then of its run.
    private(set) var issues: [Issue]
    /// What the portfolio needs of the market; nil where the data could not be read, and so say nothing of what there is.
    private(set) var factors: [FactorID]?
    /// Nil where something is wrong with what it is made of.
    private(set) var base: RunBase?
    private(set) var simulation: SimulationResolution
    private(set) var calibration: ModelCalibration?
    private(set) var data: MarketData
    /// On correlations of markets that close at different hours.
    private(set) var delays: [DataIssue] = []
    /// Factors that only candidates need.
    private(set) var furtherFactors: [FactorID] = []
    /// Which exchange rates stand in for others.
    private(set) var notes: [String] = []
    /// Exchange rates that contradict each other, and positions that have ended.
    private(set) var portfolioIssues: [DataIssue] = []
    /// Seconds of reading, and of calibrating and what follows.
    private(set) var timings: (load: Double, calibrate: Double) = (0, 0)

    private let prepared: PreparedScenario
    let asOf: CalendarDate
    private var scenario: Scenario { prepared.scenario }
    private var catalog: Catalog { prepared.catalog }

    init(_ prepared: PreparedScenario, asOf: CalendarDate) {
        let start = ContinuousClock.now
        self.prepared = prepared
        self.asOf = asOf
        issues = prepared.issues
        data = prepared.data
        simulation = SimulationResolution(prepared.scenario, catalog: prepared.catalog)
        let whole = inventory(prepared.positions)
        let held = prepared.heldCount
        let heldFactors =
            held == prepared.positions.count
            ? whole.factors : inventory(Array(prepared.positions.prefix(held))).factors
        // Those of the portfolio first, so that candidates change nothing about how these are drawn.
        furtherFactors = whole.factors.filter { !heldFactors.contains($0) }
        let factors = heldFactors + furtherFactors
        issues += whole.issues
        (notes, portfolioIssues) = (whole.notes, whole.dataIssues + ExpiredPosition.issues(whole.expired))
        guard data.issues.isEmpty else { return }
        self.factors = factors
        issues += Self.idleRules(scenario, available: data.available)
        let tooLate = data.tooLate(for: factors, asOf: asOf)
        guard tooLate.isEmpty else {
            issues += tooLate.map { $0.placed(at: scenario.asOf?.location, path: "asOf").about(.setting(["asOf"])) }
            return
        }
        data.clean(for: factors, asOf: asOf)
        let tails = prepared.sampleSizes(simulation)
        // Without a single sound position there is no market to calibrate, and nothing new to complain of.
        if whole.factors.isEmpty, !issues.isEmpty {
            issues += tails
            return
        }
        guard data.issues.isEmpty else {
            issues += data.issues + tails
            return
        }
        let loaded = ContinuousClock.now
        let calibration = ModelCalibration(scenario, data: data, factors: factors, asOf: asOf, catalog: catalog)
        issues += calibration.issues
        if calibration.model != nil { delays = calibration.delayIssues(currencies: Self.currencies(whole.positions)) }
        simulation.prepare(
            factors: factors, model: calibration.model, data: data, asOf: asOf, proxies: calibration.proxies)
        issues += simulation.issues + tails
        self.calibration = calibration
        // What is done with a run is looked at beside other mistakes, as long as these are not about the run.
        if let model = calibration.model, let states = simulation.states, issues.allSatisfy(catalog.leavesRun) {
            do throws(RunProblem) {
                let run = try prepared.run(
                    asOf: asOf, model: model.model, positions: whole.positions, simulation: simulation, states: states)
                base = RunBase(run: run, history: data.history.onBusinessDays, correlation: calibration.correlation)
            } catch {
                issues.append(Issue(error.description, at: scenario.portfolioLocation, path: "portfolio"))
            }
        }
        let end = ContinuousClock.now
        timings = (start.duration(to: loaded) / .seconds(1), loaded.duration(to: end) / .seconds(1))
    }

    /// Of the positions that read each factor.
    private static func currencies(_ positions: [BoundPosition]) -> [FactorID: Set<Currency>] {
        var currencies: [FactorID: Set<Currency>] = [:]
        for position in positions {
            for (_, quantity) in position.held.requirements.quantities {
                if case .factor(let factor) = quantity {
                    currencies[factor, default: []].insert(position.currency)
                }
            }
        }
        return currencies
    }

    private func inventory(_ positions: [Scenario.WrittenPosition]) -> Inventory {
        Inventory(
            positions, scenario: scenario, asOf: asOf, data: data, further: prepared.further)
    }
}

extension RunAssembly {
    /// Whether anything of the run is estimated from its history, or drawn from it: a volatility, a correlation, its days.
    private var isEstimated: Bool {
        let factors = calibration?.summary?.factors ?? []
        let known = factors.filter { data.history.index(of: $0.id) != nil }
        return !simulation.dates.isEmpty || factors.contains { $0.source != "scenario" } || known.count > 1
    }

    /// The runs that there would be had the history been another; nil where the run rests on none.
    func resampledRuns(block: Double?, seed: UInt64) -> ResampledRuns? {
        let starts = [calibration?.summary?.window?.from, simulation.dates.first].compactMap(\.self)
        guard let run = base?.run, let start = starts.min(), isEstimated else { return nil }
        // Rows of a coin's weekends are no days to draw for a share; the month-ends of a fund are.
        let isOfBusinessDays = calibration?.changes?.reference ?? .businessDaily == .businessDaily
        return ResampledRuns(
            prepared, data: isOfBusinessDays ? data.with(data.history.onBusinessDays) : data, run: run,
            simulation: simulation, since: start, block: block, seed: seed)
    }

    /// - Throws: what is wrong with the data or the model of the wider market.
    func market(
        of run: BoundRun, with further: [FactorID]
    ) throws(Issues) -> (market: BoundMarket, history: PriceHistory) {
        let factors = run.market.factors.map(\.id)
        let wanted = data.available.filter { factors.contains($0) || further.contains($0) }
        var wider = data
        wider.clean(for: wanted, asOf: asOf)
        guard wider.issues.isEmpty else { throw Issues(wider.issues) }
        let calibration = ModelCalibration(scenario, data: wider, factors: wanted, asOf: asOf, catalog: catalog)
        guard let model = calibration.model else { throw Issues(calibration.issues) }
        return (model, wider.history.onBusinessDays)
    }

    /// Rules for a factor that is not there, or for a class of factors that does not exist, are slips of the pen. A
    /// pattern of a class that this market has none of (`CM.*`) may come from a template; it is noted, not refused.
    private static func idleRules(_ scenario: Scenario, available: [FactorID]) -> [Issue] {
        scenario.factorRules.compactMap { rule in
            let pattern = rule.content.pattern
            let head = pattern.text.prefix { $0 != "." }
            let isOfKnownClass =
                pattern.text.contains("*") && (head.contains("*") || FactorClass(rawValue: String(head)) != nil)
            guard !isOfKnownClass, !available.contains(where: pattern.matches) else { return nil }
            return Issue(
                "no factor of the market matches “\(pattern.text)”",
                hint: Suggestion.hint(for: pattern.text, among: available.map(\.name)), at: rule.location,
                path: rule.path, from: Issue.Subject.data(of: pattern))
        }
    }
}
