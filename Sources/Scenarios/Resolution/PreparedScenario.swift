import DataSources
import FoundationEssentials
import Market
import Measures
import Settings
import Simulation
import Stress

/// A scenario with everything read that it names, and nothing decided that depends on the date.
public struct PreparedScenario: Sendable {
    public let scenario: Scenario
    let catalog: Catalog
    /// What is held, then candidate trades.
    let positions: [Scenario.WrittenPosition]
    private let heldCount: Int
    /// Factors that the market shall have beside those of the positions.
    private let further: [FactorID]
    private let limits: [Scenario.Located<Limit>]
    private let limitNotes: [String]
    let data: MarketData
    /// What is wrong so far.
    let issues: [Issue]
    /// The paths of what was wrong as it was written: other mistakes may follow from these.
    private let suspects: [String]
    private let reading: Duration

    /// - Parameters:
    ///   - trades: a file of positions that are not held, but shall be valued on the same market.
    ///   - start: when the work began, for the timings.
    init(
        _ scenario: Scenario, further: [FactorID], trades: String?, issues: [Issue], catalog: Catalog,
        since start: ContinuousClock.Instant
    ) {
        var scenario = scenario
        var issues = issues
        scenario.adoptModel(catalog: catalog, issues: &issues)
        suspects = issues.map(\.path)
        var positions = scenario.positions
        if let portfolio = scenario.portfolioFile {
            let path = FilePath.resolve(portfolio.content, relativeTo: scenario.directory)
            let read = PortfolioFile(path: path, catalog: catalog)
            issues += read.issues.map { $0.placed(at: portfolio.location, path: portfolio.path) }
            positions += read.positions
        }
        if positions.isEmpty, issues.isEmpty {
            issues.append(
                Issue(
                    "the portfolio is empty", hint: "name a file, or list positions", at: scenario.portfolioLocation,
                    path: "portfolio"))
        }
        heldCount = positions.count
        if let trades {
            let read = TradeFile(path: trades, catalog: catalog)
            issues += read.issues
            positions += read.positions
        }
        let isPortfolioWhole =
            !positions.isEmpty && !issues.contains { $0.path.hasPrefix("portfolio") || $0.path.hasPrefix("position ") }
        let resolution = LimitResolution(
            scenario.limits, books: isPortfolioWhole ? positions.map(\.book) : nil,
            isParametric: scenario.simulation.content.type.sample == .law)
        limits = resolution.limits
        limitNotes = resolution.notes
        if isPortfolioWhole {
            issues += scenario.reverse.issues(books: positions.map(\.book), limits: limits.map(\.content))
        }
        data = MarketData(scenario)
        self.issues = issues + resolution.issues + data.issues
        self.further = further
        self.scenario = scenario
        self.positions = positions
        self.catalog = catalog
        reading = start.duration(to: .now)
    }

    private init(_ base: PreparedScenario, _ scenario: Scenario, _ issues: [Issue]) {
        self.scenario = scenario
        self.issues = issues
        catalog = base.catalog
        positions = base.positions
        heldCount = base.heldCount
        further = base.further
        limits = base.limits
        limitNotes = base.limitNotes
        data = base.data
        suspects = issues.map(\.path)
        reading = base.reading
    }

    /// The same data and positions under another scenario, which names the same of both.
    func with(_ scenario: Scenario) -> PreparedScenario { PreparedScenario(self, scenario, issues) }

    /// The same data and positions under another scenario as it was decoded.
    func withDecoded(_ scenario: Scenario) -> PreparedScenario {
        var scenario = scenario
        var issues = issues
        scenario.adoptModel(catalog: catalog, issues: &issues)
        return PreparedScenario(self, scenario, issues)
    }

    /// What is wrong with a dependence that was wrongly written may follow from just that, as may a marginal that it does not
    /// take, and what a factor lacks from a rule that was wrongly written.
    private func isNews(_ issue: Issue) -> Bool {
        let follows =
            (issue.path == "dependence" || issue.path.hasSuffix(".marginal"))
            && suspects.contains { $0.hasPrefix("dependence") }
            || issue.path.hasPrefix("market.") && suspects.contains { $0.hasPrefix("factors") }
        return !follows
            && !suspects.contains { !$0.isEmpty && !$0.hasPrefix("stress") && issue.concerns(path: $0) }
    }

    /// The run as of the scenario's date, or the last of its history.
    ///
    /// - Parameter wantsStress: whether stress scenarios are wanted even where the file has none of its own.
    /// - Throws: every mistake that could be found.
    public func resolve(wantsStress: Bool = false) throws(Issues) -> ResolvedRun {
        guard let asOf = scenario.asOf?.content ?? data.lastDate else {
            // A mistake in the date, the market or a top-level key may be why there is no date.
            var issues = issues
            let excused = suspects.contains { $0.isEmpty || $0 == "asOf" || $0.hasPrefix("market") }
            if data.issues.isEmpty, !excused {
                issues.append(
                    Issue(
                        "asOf is missing, and there is no history to take it from", hint: "write asOf: 2022-12-28",
                        at: SourceLocation(file: scenario.file, line: 1, column: 1), path: "asOf"))
            }
            throw Issues(issues)
        }
        return try resolve(asOf: asOf, withStress: wantsStress || scenario.stress.isWritten)
    }

    /// The run as of a date, with nothing in it that became known later.
    ///
    /// - Parameter withStress: whether to make its stress scenarios, which may look far back.
    /// - Throws: every mistake that could be found.
    public func resolve(asOf: CalendarDate, withStress: Bool = false) throws(Issues) -> ResolvedRun {
        let start = ContinuousClock.now
        var issues = issues
        var data = data
        let isDataWhole = data.issues.isEmpty
        func inventory(_ positions: [Scenario.WrittenPosition]) -> Inventory {
            Inventory(
                positions, scenario: scenario, asOf: asOf, available: data.available, further: further)
        }
        let whole = inventory(positions)
        let heldFactors =
            heldCount == positions.count
            ? whole.factors : inventory(Array(positions.prefix(heldCount))).factors
        // Those of the portfolio first, so that candidates change nothing about how these are drawn.
        let factors = heldFactors + whole.factors.filter { !heldFactors.contains($0) }
        issues += whole.issues.filter { isDataWhole && isNews($0) }
        guard isDataWhole else { throw Issues(issues) }
        issues += Self.idleRules(scenario, available: data.available).filter(isNews)
        issues += scenario.stress.unknownNames(factors: factors, available: data.available).filter(isNews)
        let tooLate = data.tooLate(for: factors, asOf: asOf)
        guard tooLate.isEmpty else {
            throw Issues(
                issues + tooLate.map { $0.placed(at: scenario.asOf?.location, path: "asOf") }
                    + unclearShocks(whole.factors))
        }

        data.clean(for: factors, asOf: asOf)
        var simulation = SimulationResolution(scenario, catalog: catalog)
        // Without a single sound position there is no market to calibrate, and nothing new to complain of.
        if whole.factors.isEmpty, !issues.isEmpty {
            throw Issues(issues + sampleSizes(simulation))
        }
        guard data.issues.isEmpty else {
            throw Issues(
                issues + data.issues + sampleSizes(simulation)
                    + unclearShocks(whole.factors))
        }
        let loaded = ContinuousClock.now
        let calibration = ModelCalibration(
            scenario, data: data, factors: factors, asOf: asOf, catalog: catalog)
        issues += calibration.issues.filter(isNews)
        simulation.prepare(factors: factors, model: calibration.model, data: data, asOf: asOf)
        issues += simulation.issues.filter(isNews)
        issues += sampleSizes(simulation)
        // Stress scenarios are looked at beside other mistakes, as long as these are not about what is stressed.
        var stress: StressPlan?
        var bound: BoundRun?
        if let model = calibration.model, let states = simulation.states, issues.allSatisfy(Self.leavesRun) {
            do throws(RunProblem) {
                bound = try run(
                    asOf: asOf, model: model.model, positions: whole.positions, simulation: simulation, states: states)
            } catch {
                throw Issues(issues + [Issue(error.description, at: scenario.portfolioLocation, path: "portfolio")])
            }
            if withStress, let bound {
                let resolution = StressResolution(
                    scenario, run: bound, data: data, correlation: calibration.correlation, catalog: catalog)
                issues += resolution.issues
                stress = resolution.plan
            }
        } else {
            issues += unclearShocks(whole.factors)
        }
        guard issues.isEmpty, let bound, var summary = calibration.summary else { throw Issues(issues) }
        if !bound.states.usesModel {
            for index in summary.factors.indices { summary.factors[index].process = simulation.kind }
        }
        let identity = bound.identity.digest
        let end = ContinuousClock.now
        return ResolvedRun(
            run: bound, identity: identity, places: RunPlaces(scenario, positions: positions), limits: limits,
            stress: stress, reverse: scenario.reverse,
            decomposition: scenario.decomposition, model: summary,
            scenarios: simulation.summary,
            scenarioDates: simulation.dates, correlation: calibration.correlation, calibration: calibration.record,
            dataIssues: data.dataIssues(since: [summary.window?.from, simulation.dates.first].compactMap(\.self).min())
                + calibration.dataIssues,
            notes: calibration.notes + limitNotes, heldCount: heldCount,
            furtherFactors: Array(factors.dropFirst(heldFactors.count)),
            timings: (
                (reading + start.duration(to: loaded)) / .seconds(1), loaded.duration(to: end) / .seconds(1)
            ))
    }

    /// Shocks whose unit is not clear, where no run tells of them.
    private func unclearShocks(_ factors: [FactorID]) -> [Issue] {
        scenario.stress.unclearShocks(factors: factors, available: data.available)
    }

    /// Whether a mistake is about what is done with a run, which can be made all the same.
    private static func leavesRun(_ issue: Issue) -> Bool {
        ["stress", "reverse", "limits", "measures", "decomposition", "backtest"].contains { issue.path.hasPrefix($0) }
    }

    func run(
        asOf: CalendarDate, model: MarketModel, positions: [BoundPosition], simulation: SimulationResolution,
        states: any MarketStates, seed: UInt64? = nil
    ) throws(RunProblem) -> BoundRun {
        var sampling = simulation.sampling
        if let seed { sampling.seed = seed }
        return try BoundRun(
            Run(
                title: scenario.title, asOf: asOf, baseCurrency: scenario.baseCurrency, market: model,
                positions: positions.map(\.position), sampling: sampling, simulation: simulation.kind,
                states: states.record,
                measures: Self.completed(scenario.allMeasures.map(\.content.specification), catalog: catalog)),
            positions: positions, kinds: catalog.kinds)
    }
}

extension PreparedScenario {
    /// The measures asked for, then those that need no settings, which every report shows.
    private static func completed(_ asked: [Specification], catalog: Catalog) -> [Specification] {
        var measures: [Specification] = []
        for specification in asked where !measures.contains(specification) { measures.append(specification) }
        for type in catalog.kinds.measures.members where type.settings.allSatisfy(\.isDefaulted) {
            let standard = Specification(kind: type.kind)
            if !measures.contains(standard) { measures.append(standard) }
        }
        return measures
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
                path: rule.path)
        }
    }

    /// A tail needs at least one path in it.
    func sampleSizes(_ simulation: SimulationResolution) -> [Issue] {
        // A law has no sample.
        guard simulation.sample != .law else { return [] }
        let sampling = simulation.sampling
        return scenario.allMeasures.compactMap { measure in
            guard let confidence = measure.content.confidence else { return nil }
            guard Tail(count: sampling.paths, confidence: confidence).size < 1 else { return nil }
            let least = Int((1 / (1 - confidence.value)).rounded(.up))
            let location = measure.location ?? scenario.simulation.location
            guard simulation.sample == .drawn else {
                return Issue(
                    "\(sampling.paths) historical scenarios have no loss beyond a confidence of \(confidence)",
                    hint: "take a window of at least \(least) days, or a lower confidence", at: location,
                    path: measure.path)
            }
            return Issue(
                "\(sampling.paths) paths have no loss beyond a confidence of \(confidence)",
                hint: "ask for at least \(least) paths, better a hundred times as many", at: location,
                path: measure.path)
        }
    }
}
