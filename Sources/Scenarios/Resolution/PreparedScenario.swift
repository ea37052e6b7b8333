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
        var positions = scenario.positions
        if let portfolio = scenario.portfolioFile {
            let path = FilePath.resolve(portfolio.content, relativeTo: scenario.directory)
            let read = PortfolioFile(path: path, catalog: catalog)
            issues += read.issues.map { issue in
                issue.placed(at: portfolio.location, path: portfolio.path).about(.setting(["portfolio", "file"]))
            }
            positions += read.positions
        }
        if positions.isEmpty {
            issues.append(
                Issue(
                    "the portfolio is empty", hint: "name a file, or list positions", at: scenario.portfolioLocation,
                    path: "portfolio", about: .setting(["portfolio"]), from: [.setting(["portfolio"])]))
        }
        heldCount = positions.count
        if let trades {
            let read = PortfolioFile(path: trades, of: .trades, catalog: catalog)
            issues += read.issues
            positions += read.positions
        }
        let books = positions.isEmpty ? nil : positions.map(\.book)
        let resolution = LimitResolution(
            scenario.limits, books: books,
            isParametric: scenario.simulation.content.type.sample == .law)
        limits = resolution.limits
        limitNotes = resolution.notes
        if let books {
            issues += scenario.reverse.issues(books: books, limits: limits.map(\.content))
                .map { $0.about(.setting(["reverse"])) }
        }
        data = MarketData(scenario)
        self.issues = issues + resolution.issues.map { $0.about(.setting(["limits"])) } + data.issues
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

    /// Mistakes as they are told: each with a place, and none that follows from another.
    func failure(_ issues: [Issue]) -> Issues { Issues(scenario.places.placing(issues)) }

    /// The run as of the scenario's date, or the last of its history.
    ///
    /// - Parameter wantsStress: whether stress scenarios are wanted even where the file has none of its own.
    /// - Throws: every mistake that could be found.
    public func resolve(wantsStress: Bool = false) throws(Issues) -> ResolvedRun {
        guard let asOf = scenario.asOf?.content ?? data.lastDate else {
            let missing = Issue(
                "asOf is missing, and there is no history to take it from", hint: "write asOf: 2022-12-28",
                path: "asOf", about: .setting(["asOf"]), from: [.setting(["asOf"]), .setting(["market"])])
            throw failure(issues + [missing])
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
        issues += whole.issues
        guard isDataWhole else { throw failure(issues) }
        issues += Self.idleRules(scenario, available: data.available)
        issues += scenario.stress.unknownNames(factors: factors, available: data.available)
            .map { $0.about(Self.stress) }
        let tooLate = data.tooLate(for: factors, asOf: asOf)
        guard tooLate.isEmpty else {
            throw failure(
                issues + tooLate.map { $0.placed(at: scenario.asOf?.location, path: "asOf") }
                    + unclearShocks(whole.factors))
        }

        data.clean(for: factors, asOf: asOf)
        var simulation = SimulationResolution(scenario, catalog: catalog)
        // Without a single sound position there is no market to calibrate, and nothing new to complain of.
        if whole.factors.isEmpty, !issues.isEmpty {
            throw failure(issues + sampleSizes(simulation))
        }
        guard data.issues.isEmpty else {
            throw failure(
                issues + data.issues + sampleSizes(simulation)
                    + unclearShocks(whole.factors))
        }
        let loaded = ContinuousClock.now
        let calibration = ModelCalibration(
            scenario, data: data, factors: factors, asOf: asOf, catalog: catalog)
        issues += calibration.issues
        simulation.prepare(factors: factors, model: calibration.model, data: data, asOf: asOf)
        issues += simulation.issues
        issues += sampleSizes(simulation)
        // Stress scenarios are looked at beside other mistakes, as long as these are not about what is stressed.
        var stress: StressPlan?
        var bound: BoundRun?
        if let model = calibration.model, let states = simulation.states, issues.allSatisfy(leavesRun) {
            do throws(RunProblem) {
                bound = try run(
                    asOf: asOf, model: model.model, positions: whole.positions, simulation: simulation, states: states)
            } catch {
                throw failure(issues + [Issue(error.description, at: scenario.portfolioLocation, path: "portfolio")])
            }
            if withStress, let bound {
                let resolution = StressResolution(
                    scenario, run: bound, data: data, correlation: calibration.correlation, catalog: catalog)
                issues += resolution.issues.map { $0.about(Self.stress) }
                stress = resolution.plan
            }
        } else {
            issues += unclearShocks(whole.factors)
        }
        guard issues.isEmpty, let bound, var summary = calibration.summary else { throw failure(issues) }
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

    private static let stress = Issue.Subject.setting(["stress"])

    /// Shocks whose unit is not clear, where no run tells of them.
    private func unclearShocks(_ factors: [FactorID]) -> [Issue] {
        scenario.stress.unclearShocks(factors: factors, available: data.available).map { $0.about(Self.stress) }
    }

    /// Whether a mistake is about what is done with a run, which can be made all the same.
    private func leavesRun(_ issue: Issue) -> Bool {
        guard case .setting(let keys)? = issue.subject, let section = keys.first else { return false }
        return catalog.sectionSettings.contains { $0.name == section }
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
                path: rule.path, from: Issue.Subject.data(of: pattern))
        }
    }

    /// A tail needs at least one path in it.
    func sampleSizes(_ simulation: SimulationResolution) -> [Issue] {
        // A law has no sample.
        guard simulation.sample != .law else { return [] }
        let sampling = simulation.sampling
        let subject = Issue.Subject.setting(["measures"])
        return scenario.allMeasures.compactMap { measure in
            guard let confidence = measure.content.confidence else { return nil }
            guard Tail(count: sampling.paths, confidence: confidence).size < 1 else { return nil }
            let least = Int((1 / (1 - confidence.value)).rounded(.up))
            let location = measure.location ?? scenario.simulation.location
            guard simulation.sample == .drawn else {
                return Issue(
                    "\(sampling.paths) historical scenarios have no loss beyond a confidence of \(confidence)",
                    hint: "take a window of at least \(least) days, or a lower confidence", at: location,
                    path: measure.path, about: subject)
            }
            return Issue(
                "\(sampling.paths) paths have no loss beyond a confidence of \(confidence)",
                hint: "ask for at least \(least) paths, better a hundred times as many", at: location,
                path: measure.path, about: subject)
        }
    }
}
