import Calibration
import LinearAlgebra
import Market
import Measures
import Processes
import Settings
import Simulation

/// The market model of a scenario: levels, processes, volatilities and drifts of the factors, and the Cholesky factor of
/// their correlations.
struct ModelCalibration {
    private(set) var model: MarketModel?
    private(set) var summary: ModelSummary?
    private(set) var dataIssues: [DataIssue] = []
    private(set) var notes: [String] = []
    private(set) var issues: [Issue] = []

    private let scenario: Scenario
    private let data: MarketData
    private let catalog: Catalog
    private let factors: [FactorID]
    private let asOf: CalendarDate

    init(_ scenario: Scenario, data: MarketData, factors: [FactorID], asOf: CalendarDate, catalog: Catalog) {
        self.scenario = scenario
        self.data = data
        self.factors = factors
        self.asOf = asOf
        self.catalog = catalog
        noteIdleRules()
        let specifications = factors.map { process(of: $0) }
        let estimates = calibrate(specifications)
        let modelled = zip(factors, specifications).compactMap { factor, process in
            modelledFactor(factor, process: process, estimates: estimates)
        }
        var assembly = CorrelationAssembly(scenario, factors: factors, available: data.available, history: estimates)
        let coupling = assembly.coupling(catalog: catalog)
        issues += assembly.issues
        guard issues.isEmpty, let coupling else { return }
        model = MarketModel(factors: modelled, root: coupling.root, dependence: scenario.dependence)
        summary = summarize(modelled, estimates, coupling)
    }

    /// A pattern that matches none of the portfolio's factors may be meant for other books: worth a remark.
    private mutating func noteIdleRules() {
        for rule in scenario.factorRules where rule.content.pattern.text.contains("*") {
            guard !factors.contains(where: rule.content.pattern.matches) else { continue }
            notes.append("The rule for “\(rule.content.pattern.text)” matches no factor of this portfolio.")
        }
    }

    /// The last rule that matches, or what the class moves by.
    private func process(of factor: FactorID) -> Specification {
        if let rule = scenario.factorRules.last(where: { $0.content.pattern.matches(factor) }) {
            return rule.content.process
        }
        switch factor.factorClass.change {
        case .logarithmic: return Specification(kind: GeometricBrownianMotion.kind)
        case .absolute: return Specification(kind: ArithmeticBrownianMotion.kind)
        }
    }

    private func processType(_ specification: Specification) -> any AssetProcess.Type {
        guard let type = catalog.models.process(specification.kind) else {
            preconditionFailure("unknown process \(specification.kind)")
        }
        return type
    }

    /// Volatilities, drifts and correlations of the factors that have a history.
    private mutating func calibrate(_ specifications: [Specification]) -> HistoricalCalibration? {
        let columns = factors.indices.filter { data.history.index(of: factors[$0]) != nil }
        guard !columns.isEmpty else { return nil }
        guard let estimator = catalog.covarianceEstimators.first(where: { $0.kind == scenario.covariance.kind }) else {
            preconditionFailure("unknown covariance estimator \(scenario.covariance.kind)")
        }
        do {
            let changes = try HistoricalChanges(
                data.history, columns: columns.compactMap { data.history.index(of: factors[$0]) },
                conventions: columns.map { processType(specifications[$0]).change }, window: scenario.window.content,
                asOf: asOf)
            let calibration = HistoricalCalibration(
                changes, covariance: estimator.init(scenario.covariance),
                drift: scenario.drift == .zero ? .zero : .historical)
            dataIssues += calibration.issues
            return calibration
        } catch {
            issues.append(
                Issue(
                    error.description, hint: "shorten the window, or give the factor a longer history",
                    at: scenario.window.location ?? scenario.history.first?.location,
                    path: scenario.window.path.isEmpty ? "calibration.window" : scenario.window.path))
            return nil
        }
    }

    private mutating func modelledFactor(
        _ factor: FactorID, process: Specification, estimates: HistoricalCalibration?
    ) -> ModelledFactor? {
        let estimate = estimates?.factors.first { $0.factor == factor }
        let inline = scenario.volatilities.last { $0.factor == factor }?.volatility.content
        let own = process.has("volatility") ? process.number("volatility") : nil
        if let estimate, let stated = own ?? inline {
            notes.append(
                "The volatility of \(factor) is \(stated) as the scenario says; its history says"
                    + " \(Self.rounded(estimate.volatility)).")
        }
        let level = level(of: factor, process: process)
        guard let volatility = own ?? inline ?? estimate?.volatility else {
            if data.history.index(of: factor) == nil {
                let place = scenario.levels.last { $0.factor == factor }?.level
                issues.append(
                    Issue(
                        "\(factor) has neither a history nor a volatility",
                        hint: "add a line to market.volatilities, as in \(factor): 20%", at: place?.location,
                        path: place?.path ?? "market.volatilities"))
            }
            return nil
        }
        guard let level else { return nil }
        let drift = process.has("drift") ? process.number("drift") : estimate?.drift ?? 0
        guard volatility.isFinite, drift.isFinite else {
            issues.append(
                Issue(
                    "the changes of \(factor) are too large to be measured",
                    hint: "its levels in the history cannot be right", at: scenario.history.first?.location,
                    path: "market.history"))
            return nil
        }
        return ModelledFactor(id: factor, level: level, volatility: volatility, drift: drift, process: process)
    }

    /// Today's level: the scenario's, else the history's last.
    private mutating func level(of factor: FactorID, process: Specification) -> Double? {
        let stated = scenario.levels.last { $0.factor == factor }?.level
        guard let level = stated?.content ?? data.lastLevel(of: factor)?.level else {
            let place = scenario.volatilities.last { $0.factor == factor }?.volatility
            issues.append(
                Issue(
                    "\(factor) has no level", hint: "add a line to market.levels, or give it a history",
                    at: place?.location, path: place?.path ?? "market.levels"))
            return nil
        }
        if level <= 0, factor.factorClass.isPositive || processType(process).change == .logarithmic {
            issues.append(
                Issue(
                    "the level of \(factor) is \(level)",
                    hint:
                        "it must be greater than 0 for \(factor.factorClass.isPositive ? "this class of factor" : "a \(process.kind)")",
                    at: stated?.location, path: stated?.path ?? "market.levels"))
            return nil
        }
        if stated == nil, let last = data.lastLevel(of: factor) { checkAge(of: factor, last: last.date) }
        return level
    }

    private mutating func checkAge(of factor: FactorID, last: CalendarDate) {
        let age = asOf.days(since: last)
        guard age > 0 else { return }
        dataIssues.append(
            DataIssue(
                severity: age > 7 ? .warning : .information, factor: factor, date: last, rule: "old-level",
                message: "today's level is the last known, \(age) calendar day\(age == 1 ? "" : "s") before \(asOf)"))
    }

    private func summarize(
        _ modelled: [ModelledFactor], _ estimates: HistoricalCalibration?, _ coupling: Coupling
    ) -> ModelSummary {
        ModelSummary(
            factors: modelled.map { factor in
                let estimate = estimates?.factors.first { $0.factor == factor.id }
                return FactorSummary(
                    id: factor.id, process: factor.process.kind, level: factor.level, volatility: factor.volatility,
                    drift: factor.drift, source: estimate?.volatility == factor.volatility ? "history" : "scenario")
            },
            dependence: coupling.title, covariance: estimates?.description,
            window: estimates.map { .init(from: $0.from, to: $0.to, changes: $0.changeCount) },
            correlations: factors.count <= Self.shownFactors ? coupling.correlations.elements : [],
            smallestEigenvalue: coupling.smallestEigenvalue, rank: coupling.rank,
            repair: coupling.repair?.summary(kind: scenario.repair.kind, factors: factors),
            histories: factors.prefix(Self.shownFactors).compactMap { thinnedHistory(of: $0) })
    }

    /// Of more factors than this a report shows neither all correlations nor all histories.
    private static let shownFactors = 300

    /// At most this many points of a history go into a report.
    private static let chartPoints = 260

    private func thinnedHistory(of factor: FactorID) -> FactorHistory? {
        guard let column = data.history.index(of: factor) else { return nil }
        let levels = Array(data.history.column(column))
        let known = levels.indices.filter { levels[$0].isFinite }
        guard known.count > 1 else { return nil }
        let count = min(known.count, Self.chartPoints)
        let chosen = (0..<count).map { known[$0 * (known.count - 1) / (count - 1)] }
        return FactorHistory(
            id: factor, dates: chosen.map { data.history.dates[$0] }, levels: chosen.map { levels[$0] })
    }

    private static func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }
}
