import Market
import Measures
import Settings
import Simulation

/// The runs of one scenario as of many dates: data cleaned and positions bound once, the model calibrated on each.
///
/// Nothing in a run became known after its date. Levels come from the history, whatever the scenario says of today's.
public struct RunSeries: Sendable {
    public let factors: [FactorID]
    /// Of the factors, clean, up to the last date.
    public let history: PriceHistory
    /// Daily changes up to its date that a run needs.
    public let changeCount: Int
    public let horizonDays: Int
    private let prepared: PreparedScenario
    private let positions: [BoundPosition]
    private let data: MarketData
    private let simulation: SimulationResolution

    /// - Parameters:
    ///   - confidences: of the figures that will be measured, which the sample must reach.
    ///   - last: the last date of which anything is asked.
    /// - Throws: every mistake that does not depend on a date.
    public init(
        _ prepared: PreparedScenario, confidences: [Scenario.Located<ConfidenceLevel>], through last: CalendarDate
    ) throws(Issues) {
        let forecasting = prepared.with(prepared.scenario.forecasting(confidences))
        let scenario = forecasting.scenario
        guard prepared.issues.isEmpty, let first = prepared.data.firstDate else {
            let none = Issue(
                "forecasts of the past need market.history", hint: "name a file with daily levels of every factor",
                at: scenario.history.first?.location, path: "market.history", about: .setting(["market", "history"]))
            throw prepared.failure(prepared.issues.isEmpty ? [none] : prepared.issues)
        }
        // As of the first date nothing has expired yet; whether anything does is told date by date.
        let inventory = Inventory(
            forecasting.positions, scenario: scenario, asOf: first, data: prepared.data)
        var data = prepared.data
        data.clean(for: inventory.factors, asOf: last)
        var issues = inventory.issues + data.issues
        simulation = SimulationResolution(scenario, catalog: prepared.catalog)
        issues += forecasting.sampleSizes(simulation)
        if data.issues.isEmpty { issues += Self.missingHistories(of: inventory.factors, data, prepared.scenario) }
        if data.issues.isEmpty { issues += Self.slowHistories(data.history, prepared.scenario) }
        guard issues.isEmpty else { throw forecasting.failure(issues) }
        self.prepared = forecasting
        self.data = data
        positions = inventory.positions.map { position in
            // Books do not matter for the whole, and positions of one book are netted.
            var whole = position.position
            whole.book = ""
            return BoundPosition(whole, held: position.held)
        }
        factors = inventory.factors
        history = data.history.onBusinessDays
        changeCount = max(scenario.window.content, simulation.changeCount)
        horizonDays = simulation.sampling.horizonDays
    }

    /// A forecast is judged a number of business days later, which needs levels of business days.
    private static func slowHistories(_ history: PriceHistory, _ scenario: Scenario) -> [Issue] {
        history.factors.indices.compactMap { column in
            let rows = history.rows(of: column, through: history.dates.last ?? CalendarDate(dayNumber: 0))
            let frequency = FactorCalendar(rows.map { history.dates[$0] }).frequency
            guard !frequency.isDaily else { return nil }
            return Issue(
                "the levels of \(history.factors[column]) are \(frequency), and forecasts are judged business days later",
                hint: "give it daily levels", at: scenario.history.first?.location, path: "market.history",
                about: .setting(["market", "history"]))
        }
    }

    private static func missingHistories(
        of factors: [FactorID], _ data: MarketData, _ scenario: Scenario
    ) -> [Issue] {
        factors.filter { data.history.index(of: $0) == nil }.map { factor in
            let place = scenario.levels.last { $0.factor == factor }?.level
            return Issue(
                "\(factor) has no history, so nothing tells what a forecast should have been",
                hint: "give it a column in a file of market.history", at: place?.location,
                path: place?.path ?? "market.history", about: .setting(["market", "history"]))
        }
    }

    /// The run as of a date, its paths drawn from a seed of that date, so that errors of sampling do not add up.
    ///
    /// - Parameter earlier: a run of this series whose fitted parameters are kept; levels, volatilities, correlations and
    ///   the states of processes are those of the date all the same.
    /// - Throws: what of the scenario cannot be made as of the date.
    public func run(asOf: CalendarDate, keepingFitsOf earlier: BoundRun? = nil) throws(Issues) -> BoundRun {
        let known = data.known(on: asOf)
        guard known.issues.isEmpty else { throw prepared.failure(known.issues) }
        var scenario = prepared.scenario
        if let earlier { scenario.keepFits(of: earlier.market) }
        let calibration = ModelCalibration(
            scenario, data: known, factors: factors, asOf: asOf, catalog: prepared.catalog)
        var simulation = simulation
        simulation.prepare(
            factors: factors, model: calibration.model, data: known, asOf: asOf, proxies: calibration.proxies,
            keeping: earlier?.states)
        guard let model = calibration.model, let states = simulation.states, simulation.issues.isEmpty else {
            throw prepared.failure(calibration.issues + simulation.issues)
        }
        do throws(RunProblem) {
            return try prepared.run(
                asOf: asOf, model: model.model, positions: positions, simulation: simulation, states: states,
                seed: simulation.sampling.seed &+ UInt64(truncatingIfNeeded: asOf.dayNumber))
        } catch {
            throw Issues([Issue(error.description, at: prepared.scenario.portfolioLocation, path: "portfolio")])
        }
    }

    /// The run as of a date with all that a report tells of it.
    ///
    /// - Throws: every mistake that could be found.
    public func resolve(asOf: CalendarDate) throws(Issues) -> ResolvedRun { try prepared.resolve(asOf: asOf) }

    /// The kinds of positions that have a date of their own, in words; nil where none has.
    public var datedTerms: String? {
        let dated = positions.filter { position in
            position.instrument.settings.values.contains { content in
                if case .term(.date) = content { true } else { false }
            }
        }
        guard let example = dated.first else { return nil }
        let rest = dated.count > 1 ? " and \(dated.count - 1) more" : ""
        return "\(example.id)\(rest)"
    }

    /// What was wrong with the data since a date, and what was done about it.
    public func dataIssues(since date: CalendarDate) -> [DataIssue] { data.dataIssues(since: date) }

    /// How market states come about, in a phrase.
    public var title: String { simulation.title }

    /// What each factor of the runs was on a date; nil where one of them is not known.
    public func levels(date: Int) -> [Double]? {
        let levels = factors.map { factor in history.index(of: factor).map { history[factor: $0, date: date] } ?? .nan }
        return levels.allSatisfy(\.isFinite) ? levels : nil
    }
}

extension Scenario {
    /// The scenario as a forecast takes it: levels of the date, and a sample that reaches the tail that is asked for.
    fileprivate func forecasting(_ confidences: [Located<ConfidenceLevel>]) -> Scenario {
        var scenario = self
        scenario.levels = []
        // On each date the same is held: what ends on the way is told, and not made money of.
        scenario.expired = .refuse
        // Sections are of today's run, and their measures would ask for a tail that no forecast needs.
        scenario.sections = []
        scenario.measures = confidences.map { confidence in
            Located(
                content: ValueAtRisk(confidence: confidence.content) as any RiskMeasure,
                location: confidence.location, path: confidence.path)
        }
        return scenario
    }

    /// States what was fitted for a model, but for the states of its processes, which follow from the history.
    fileprivate mutating func keepFits(of market: BoundMarket) {
        dependence = market.dependence
        for factor in market.factors {
            var process = factor.process
            for name in process.type.derivedSettings { process.settings[name] = nil }
            let rule = FactorRule(
                pattern: FactorPattern(factor.id), process: process, marginal: factor.chosenMarginal)
            factorRules.append(Located(content: rule, location: nil, path: "factors"))
        }
    }
}
