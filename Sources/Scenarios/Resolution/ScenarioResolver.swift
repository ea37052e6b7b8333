import DataSources
import Dependence
import FoundationEssentials
import Market
import Measures
import Settings
import Simulation

/// Makes a `Run` of a scenario file: reads what it names, cleans, calibrates, binds, and finds everything that is wrong.
public struct ScenarioResolver: Sendable {
    private let catalog: Catalog

    public init(catalog: Catalog) { self.catalog = catalog }

    /// - Parameters:
    ///   - file: the path of the scenario; relative paths in it start from its directory.
    ///   - overrides: values set from the command line.
    ///   - trades: a file of candidates, as CSV like a portfolio, that become the last positions.
    ///   - further: factors that the market shall have beside those of the portfolio, where the data name them.
    /// - Throws: every mistake that could be found.
    public func resolve(
        _ file: String, overrides: [Override] = [], trades: String? = nil, further: [FactorID] = []
    ) throws(Issues) -> ResolvedRun {
        let clock = ContinuousClock()
        let start = clock.now
        let text = try Self.read(file)
        var issues: [Issue] = []
        let directory = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? ""
        let decoded = Scenario.decode(
            yaml: text, file: file, directory: directory.isEmpty && file.hasPrefix("/") ? "/" : directory,
            overrides: overrides, catalog: catalog, issues: &issues)
        guard var scenario = decoded else { throw Issues(issues) }
        scenario.adoptModel(catalog: catalog, issues: &issues)
        let suspects = issues.map(\.path)
        func tell(_ issue: Issue) -> Bool {
            // What is wrong with a dependence that was wrongly written may follow from just that, as may a marginal that it
            // does not take, and what a factor lacks from a rule that was wrongly written.
            let follows =
                (issue.path == "dependence" || issue.path.hasSuffix(".marginal"))
                && suspects.contains { $0.hasPrefix("dependence") }
                || issue.path.hasPrefix("market.") && suspects.contains { $0.hasPrefix("factors") }
            return !follows && !suspects.contains { !$0.isEmpty && issue.concerns(path: $0) }
        }

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

        let candidates = trades.map { TradeFile(path: $0, catalog: catalog) }
        issues += candidates?.issues ?? []
        let held = positions
        positions += candidates?.positions ?? []

        let isPortfolioWhole =
            !positions.isEmpty && !issues.contains { $0.path.hasPrefix("portfolio") || $0.path.hasPrefix("position ") }
        let limits = LimitResolution(
            scenario.limits, books: isPortfolioWhole ? positions.map(\.book) : nil,
            isParametric: scenario.simulation.content.kind == ParametricSimulation.kind, catalog: catalog)
        issues += limits.issues

        var data = MarketData(scenario, catalog: catalog)
        issues += data.issues
        let isDataWhole = data.issues.isEmpty
        guard let asOf = scenario.asOf?.content ?? data.lastDate else {
            // A mistake in the date, the market or a top-level key may be why there is no date.
            if isDataWhole, !suspects.contains(where: { $0.isEmpty || $0 == "asOf" || $0.hasPrefix("market") }) {
                issues.append(
                    Issue(
                        "asOf is missing, and there is no history to take it from", hint: "write asOf: 2022-12-28",
                        at: SourceLocation(file: scenario.file, line: 1, column: 1), path: "asOf"))
            }
            throw Issues(issues)
        }
        let inventory = Inventory(
            positions, scenario: scenario, asOf: asOf, available: data.available, further: further,
            models: catalog.models)
        issues += inventory.issues.filter { isDataWhole && tell($0) }
        guard isDataWhole else { throw Issues(issues) }
        issues += Self.idleRules(scenario, available: data.available).filter(tell)
        let tooLate = data.tooLate(for: inventory.factors, asOf: asOf)
        guard tooLate.isEmpty else {
            throw Issues(issues + tooLate.map { $0.placed(at: scenario.asOf?.location, path: "asOf") })
        }

        data.clean(for: inventory.factors, asOf: asOf)
        var simulation = SimulationResolution(scenario, catalog: catalog)
        guard data.issues.isEmpty else {
            throw Issues(issues + data.issues + Self.sampleSizes(scenario, simulation.sampling))
        }
        let loaded = clock.now
        let calibration = ModelCalibration(
            scenario, data: data, factors: inventory.factors, asOf: asOf, catalog: catalog)
        issues += calibration.issues.filter(tell)
        simulation.prepare(
            factors: inventory.factors, model: calibration.model, data: data, asOf: asOf, catalog: catalog)
        issues += simulation.issues.filter(tell)
        issues += Self.sampleSizes(scenario, simulation.sampling)
        guard issues.isEmpty, let model = calibration.model, var summary = calibration.summary else {
            throw Issues(issues)
        }
        if let scenarios = simulation.summary, !scenarios.usesModel {
            for index in summary.factors.indices { summary.factors[index].process = scenarios.kind }
        }
        let needed =
            candidates == nil
            ? inventory.factors
            : Inventory(
                held, scenario: scenario, asOf: asOf, available: data.available, further: further,
                models: catalog.models
            ).factors
        let run = Run(
            title: scenario.title, asOf: asOf, baseCurrency: scenario.baseCurrency, market: model,
            positions: inventory.positions, sampling: simulation.sampling, source: simulation.source,
            measures: Self.completed(scenario.allMeasures.map(\.content), catalog: catalog))
        let identity = run.identity
        let end = clock.now
        return ResolvedRun(
            run: run, identity: identity, limits: limits.limits, decomposition: scenario.decomposition,
            tradeCount: positions.count - held.count,
            tradeFactors: inventory.factors.filter { !needed.contains($0) },
            changeDates: simulation.dates, model: summary, scenarios: simulation.summary,
            correlation: calibration.correlation, calibration: calibration.record,
            dataIssues: data.dataIssues(since: [summary.window?.from, simulation.firstDate].compactMap(\.self).min())
                + calibration.dataIssues,
            notes: calibration.notes,
            timings: (start.duration(to: loaded) / .seconds(1), loaded.duration(to: end) / .seconds(1)))
    }

    private static func read(_ file: String) throws(Issues) -> String {
        do {
            return try DataSources.FileText.read(file)
        } catch {
            throw Issues(error.all)
        }
    }

    /// The measures asked for, then those without a setting that every report shows.
    private static func completed(_ asked: [Specification], catalog: Catalog) -> [Specification] {
        var measures: [Specification] = []
        for specification in asked where !measures.contains(specification) { measures.append(specification) }
        for member in catalog.measure.members where member.settings.isEmpty {
            if !measures.contains(where: { $0.kind == member.kind }) {
                measures.append(Specification(kind: member.kind))
            }
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
    private static func sampleSizes(_ scenario: Scenario, _ sampling: Sampling) -> [Issue] {
        // A law has no sample.
        guard sampling.paths > 0 else { return [] }
        return scenario.allMeasures.compactMap { measure in
            guard measure.content.has("confidence") else { return nil }
            let confidence = measure.content.number("confidence")
            guard Tail(count: sampling.paths, confidence: confidence).size < 1 else { return nil }
            let least = Int((1 / (1 - confidence)).rounded(.up))
            let location = measure.location ?? scenario.simulation.location
            guard scenario.simulation.content.settings["paths"] != nil else {
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

extension Issue {
    /// The same issue with a place, where it has none of its own.
    func placed(at location: SourceLocation?, path: String) -> Issue {
        guard self.location == nil else { return self }
        var placed = self
        placed.location = location
        placed.path = path
        return placed
    }

    /// Whether the issue is about a factor whose line was wrong in the first place.
    func concerns(path: String) -> Bool {
        message.split(separator: " ").contains { word in
            FactorID(word.trimmingSuffix(while: { ",;:.”".contains($0) })).map { path.hasSuffix("." + $0.name) }
                ?? false
        }
    }
}

extension Substring {
    func trimmingSuffix(while isUnwanted: (Character) -> Bool) -> Substring {
        var rest = self
        while let last = rest.last, isUnwanted(last) { rest = rest.dropLast() }
        return rest
    }
}
