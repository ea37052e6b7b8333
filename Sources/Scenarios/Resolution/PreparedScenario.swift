import DataSources
import FoundationEssentials
import Market
import Measures
import Settings
import Simulation

/// A scenario with everything read that it names, and nothing decided that depends on the date.
public struct PreparedScenario: Sendable {
    public let scenario: Scenario
    let catalog: Catalog
    /// What is held, then candidate trades.
    let positions: [Scenario.WrittenPosition]
    let heldCount: Int
    /// What was left out of the portfolio's file, and what was put together.
    let notes: [String]
    /// Factors that the market shall have beside those of the positions.
    let further: [FactorID]
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
        var notes: [String] = []
        if let portfolio = scenario.portfolioFile {
            let path = FilePath.resolve(portfolio.content, relativeTo: scenario.directory)
            let read = PortfolioFile(path: path, mapping: scenario.positionMapping, catalog: catalog)
            issues += read.issues.map { issue in
                issue.placed(at: portfolio.location, path: portfolio.path).about(.setting(["portfolio", "file"]))
            }
            positions += read.positions
            notes = read.notes
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
        data = MarketData(scenario)
        self.issues = issues + data.issues
        self.further = further
        self.scenario = scenario
        self.positions = positions
        self.notes = notes
        self.catalog = catalog
        reading = start.duration(to: .now)
    }

    private init(_ base: PreparedScenario, _ scenario: Scenario, _ issues: [Issue]) {
        self.scenario = scenario
        self.issues = issues
        catalog = base.catalog
        positions = base.positions
        notes = base.notes
        heldCount = base.heldCount
        further = base.further
        data = base.data
        reading = base.reading
    }

    /// The last day of the histories that it names; nil where it names none.
    public var lastDate: CalendarDate? { data.lastDate }

    /// Files of daily levels that end before a day, each with its last one. What ended over a month before is not what anybody
    /// waits for.
    public func files(before day: CalendarDate) -> [(file: String, last: CalendarDate)] {
        data.tables.compactMap { table in
            guard let last = table.dates.max(), last < day, day.days(since: last) <= 31,
                FactorCalendar(table.dates.sorted()).frequency.isDaily
            else { return nil }
            return (table.file, last)
        }
    }

    /// The scenario and every file that it names, as paths; the scenario first.
    public var files: [String] { [scenario.file] + scenario.files }

    /// What is wrong already, before anything is decided that depends on the date.
    public var failures: Issues? { issues.isEmpty ? nil : failure(issues) }

    /// The same data and positions under another scenario, which names the same of both.
    func with(_ scenario: Scenario) -> PreparedScenario { PreparedScenario(self, scenario, issues) }

    /// The same data and positions under another scenario as it was decoded.
    func withDecoded(_ scenario: Scenario) -> PreparedScenario {
        var scenario = scenario
        var issues = issues
        scenario.adoptModel(catalog: catalog, issues: &issues)
        return PreparedScenario(self, scenario, issues)
    }

    /// Mistakes as they are told: each with a place, none that follows from another, and one of many rows once.
    func failure(_ issues: [Issue]) -> Issues {
        Issues(scenario.places.placing(issues)).countingRows(butIn: scenario.file)
    }

    /// The run as of the scenario's date, or the last of its history.
    ///
    /// - Parameter choice: sections to resolve with it.
    /// - Throws: every mistake that could be found.
    public func resolve(_ choice: SectionChoice = .only([])) throws(Issues) -> ResolvedRun {
        guard let asOf = scenario.asOf?.content ?? data.lastDate else {
            let missing = Issue(
                "asOf is missing, and there is no history to take it from", hint: "write asOf: 2022-12-28",
                path: "asOf", about: .setting(["asOf"]), from: [.setting(["asOf"]), .setting(["market"])])
            let sections = ResolvedSections(scenario.sections(choice), in: SectionContext(self, nil))
            throw failure(issues + [missing] + sections.remarks.issues)
        }
        return try resolve(asOf: asOf, choice)
    }

    /// The run as of a date, with nothing in it that became known later.
    ///
    /// - Parameter choice: sections to resolve with it.
    /// - Throws: every mistake that could be found.
    public func resolve(asOf: CalendarDate, _ choice: SectionChoice = .only([])) throws(Issues) -> ResolvedRun {
        let assembly = RunAssembly(self, asOf: asOf)
        let start = ContinuousClock.now
        let sections = ResolvedSections(scenario.sections(choice), in: SectionContext(self, assembly))
        let issues = assembly.issues + sections.remarks.issues
        guard issues.isEmpty, let base = assembly.base, let calibration = assembly.calibration,
            let model = calibration.summary
        else { throw failure(issues) }
        let dates = assembly.simulation.dates
        let firstDate = [model.window?.from, dates.first].compactMap(\.self).min()
        let inputs = base.run.identity.digest
        let seconds = start.duration(to: .now) / .seconds(1)
        return ResolvedRun(
            run: base.run, inputs: inputs, places: RunPlaces(scenario, positions: positions), sections: sections,
            sectionContents: scenario.sectionContents, model: model,
            scenarios: assembly.simulation.summary, scenarioDates: dates, correlation: base.correlation,
            calibration: calibration.record,
            dataIssues: assembly.data.dataIssues(since: firstDate) + calibration.dataIssues
                + assembly.simulation.dataIssues + assembly.delays + assembly.portfolioIssues + base.run.remarks,
            notes: notes + lowConfidences + assembly.notes + calibration.notes + assembly.simulation.notes
                + sections.remarks.notes,
            heldCount: heldCount,
            furtherFactors: assembly.furtherFactors, files: [scenario.file] + scenario.files,
            timings: (reading / .seconds(1) + assembly.timings.load, assembly.timings.calibrate + seconds))
    }

    /// What a section comes to by itself, without a run of today.
    ///
    /// - Throws: every mistake that could be found.
    public func resolve<Section: ScenarioSection>(_ section: Section.Type) throws(Issues) -> Section.Resolved {
        let sections = ResolvedSections([scenario.section(section)], in: SectionContext(self, nil))
        let issues = issues + sections.remarks.issues
        guard issues.isEmpty, let resolved = sections[section] else { throw failure(issues) }
        return resolved
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

    /// Confidences that are more likely the probability of the tail.
    private var lowConfidences: [String] {
        scenario.allMeasures.compactMap { measure in
            guard let confidence = measure.content.confidence, confidence.value < 0.5 else { return nil }
            let own = PlausibleLimits.question(confidence.value, within: 0)
            let other = PlausibleLimits.question(1 - confidence.value, within: 0)
            return "A confidence of \(own) is that of a loss which is exceeded more often than not: is \(other) meant?"
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
