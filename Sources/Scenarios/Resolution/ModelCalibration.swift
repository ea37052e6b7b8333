import Calibration
import Instruments
import LinearAlgebra
import Market
import Measures
import Processes
import Settings
import Simulation

/// The market model of a scenario: levels, processes, volatilities and drifts of the factors, and the Cholesky factor of
/// their correlations.
struct ModelCalibration {
    private(set) var model: BoundMarket?
    /// What a report tells of the model; nil where there is none.
    var summary: ModelSummary? { model.flatMap { model in parts.map { summarize(model, $0) } } }
    /// Of the factors' drivers, after any repair.
    private(set) var correlation = Matrix(rowCount: 0, columnCount: 0)
    private(set) var record = CalibrationRecord(fits: [], samples: [], estimate: nil)
    var dataIssues: [DataIssue] = []
    var notes: [String] = []
    var issues: [Issue] = []

    /// Of the calibration window; nil where no factor has a history.
    private(set) var changes: CalibrationHistory?
    private var parts: Parts?
    /// Of the factors that follow others.
    private(set) var proxies: [ResolvedProxy] = []

    /// What a model was made of.
    struct Parts {
        var estimates: HistoricalCalibration?
        var coupling: Coupling
        var dependence: DependenceCalibration
        var fits: [ProcessFit?]
    }

    let scenario: Scenario
    let plausibility: Plausibility
    let data: MarketData
    let catalog: Catalog
    let factors: [FactorID]
    let asOf: CalendarDate

    init(_ scenario: Scenario, data: MarketData, factors: [FactorID], asOf: CalendarDate, catalog: Catalog) {
        self.scenario = scenario
        plausibility = Plausibility(scenario)
        self.data = data
        self.factors = factors
        self.asOf = asOf
        self.catalog = catalog
        noteIdleRules()
        notes += idleEntries
        let samples = factors.map {
            FactorSample(data.history, factor: $0, window: scenario.window.content, asOf: asOf)
        }
        let requests = factors.map { request(for: $0) }
        let (leaders, remarks) = leaders(requests.map(\.process))
        notes += remarks
        let fits = ProcessFits(requests, samples: samples, leaders: leaders) { frequency(of: $0) }
        issues += fits.issues
        dataIssues += fits.remarks
        let estimates = calibrate(fits.processes)
        let modelled = modelledFactors(fits.processes, estimates)
        var dependence = DependenceCalibration(scenario, factors: factors, catalog: catalog, history: changes)
        var assembly = CorrelationAssembly(
            scenario, factors: factors, available: data.available,
            history: dependence.historicalCorrelation(estimates), proxies: proxies,
            oneFactorCurves: oneFactorCurves(fits.processes))
        let coupling = assembly.coupling()
        issues += assembly.issues
        notes += assembly.notes
        guard issues.isEmpty, let coupling else { return }
        dependence.fit(to: coupling)
        issues += dependence.issues
        notes += dependence.notes
        guard issues.isEmpty, modelled.count == factors.count else { return }
        let model = MarketModel(
            factors: dependence.withMarginals(modelled), root: coupling.root,
            dependence: dependence.chosen.specification)
        issues += problems(with: model, fits.processes, dependence.chosen)
        guard issues.isEmpty else { return }
        do throws(RunProblem) {
            self.model = try BoundMarket(model, kinds: catalog.kinds)
        } catch {
            issues.append(Issue(error.description, path: "factors", about: .setting(["factors"])))
            return
        }
        correlation = coupling.matrix
        record = CalibrationRecord(
            fits: fits.fits, samples: samples,
            estimate: estimates.map { ($0.correlation, Int($0.estimate.effectiveObservations.rounded())) })
        parts = Parts(estimates: estimates, coupling: coupling, dependence: dependence, fits: fits.fits)
    }

    /// A pattern that matches none of the portfolio's factors may be meant for other books: worth a remark.
    private mutating func noteIdleRules() {
        for rule in scenario.factorRules where rule.content.pattern.text.contains("*") {
            guard !factors.contains(where: rule.content.pattern.matches) else { continue }
            notes.append("The rule for “\(rule.content.pattern.text)” matches no factor of this portfolio.")
        }
    }

    /// Volatilities, drifts and correlations of the factors that have a history.
    private mutating func calibrate(_ processes: [Chosen<any AssetProcess.Type>]) -> HistoricalCalibration? {
        let columns = factors.indices.filter {
            data.history.index(of: factors[$0]) != nil && proxy(for: factors[$0]) == nil
        }
        guard !columns.isEmpty else { return nil }
        let covariance = scenario.covariance
        do {
            let changes = try CalibrationHistory(
                data.history, columns: columns.compactMap { data.history.index(of: factors[$0]) },
                conventions: columns.map { processes[$0].type.change(processes[$0].specification) },
                window: scenario.window.content, asOf: asOf, isFrequencyStated: scenario.frequency != nil,
                mayBeShort: Set(columns.filter { isVolatilityStated($0, processes[$0]) }.map { factors[$0] }))
            guard !changes.factors.isEmpty, isFrequencyRight(changes.reference) else { return nil }
            let calibration = try HistoricalCalibration(
                changes, covariance: covariance.type.init(covariance.specification),
                drift: scenario.drift == .zero ? .zero : .historical, repair: pairwiseRepair)
            self.changes = changes
            dataIssues += calibration.issues
            return calibration
        } catch {
            var row: SourceLocation?
            if case .levelNotPositive(let factor, let date, _) = error { row = data.location(of: factor, on: date) }
            issues.append(
                Issue(
                    error.description, hint: error.hint,
                    at: row ?? scenario.window.location ?? scenario.history.first?.location,
                    path: scenario.window.path.isEmpty ? "calibration.window" : scenario.window.path))
            return nil
        }
    }

    /// The factors of the model: first those that follow no other, then those that do, in the order of the factors.
    private mutating func modelledFactors(
        _ processes: [Chosen<any AssetProcess.Type>], _ estimates: HistoricalCalibration?
    ) -> [ModelledFactor] {
        var modelled: [FactorID: ModelledFactor] = [:]
        for (factor, process) in zip(factors, processes) where proxy(for: factor) == nil {
            modelled[factor] = modelledFactor(factor, process: process, estimates: estimates)
        }
        for (factor, process) in zip(factors, processes) {
            guard let proxy = proxy(for: factor), let place = factors.firstIndex(of: proxy.content.follows),
                let followed = modelled[proxy.content.follows]
            else { continue }
            func convention(_ process: Chosen<any AssetProcess.Type>) -> ChangeConvention {
                process.type.change(process.specification)
            }
            guard
                let resolved = resolve(
                    proxy, volatility: followed.volatility,
                    conventions: (convention(process), convention(processes[place])))
            else { continue }
            proxies.append(resolved)
            notes.append(resolved.words)
            modelled[factor] = modelledFactor(
                factor, process: process, estimates: estimates, proxied: resolved.volatility)
        }
        return factors.compactMap { modelled[$0] }
    }

    /// - Parameter proxied: the volatility of a factor that follows another.
    private mutating func modelledFactor(
        _ factor: FactorID, process: Chosen<any AssetProcess.Type>, estimates: HistoricalCalibration?,
        proxied: Double? = nil
    ) -> ModelledFactor? {
        let estimate = estimates?.factors.first { $0.factor == factor }
        let inline = scenario.volatilities.last { $0.factor == factor }?.volatility.content
        let own = process.type.volatility(in: process.specification)
        let stated = rule(for: factor)?.content.process.flatMap { $0.type.volatility(in: $0.specification) } ?? inline
        if let estimate, let stated {
            notes.append(
                "The volatility of \(factor) is \(Self.rounded(stated)) as the scenario says; its history says"
                    + " \(Self.rounded(estimate.volatility)).")
        }
        let level = level(of: factor, process: process)
        guard let volatility = own ?? inline ?? proxied ?? estimate?.volatility else {
            let parameters = ProcessParameters(
                level: level ?? 1, volatility: 0, drift: 0, specification: process.specification)
            if let problem = process.type.problem(with: parameters) {
                issues.append(issue(problem, of: factor))
            } else if data.history.index(of: factor) == nil {
                let place = scenario.levels.last { $0.factor == factor }?.level
                issues.append(
                    Issue(
                        "\(factor) has neither a history nor a volatility",
                        hint: "add a line to market.volatilities, as in \(factor): 20%", at: place?.location,
                        path: place?.path ?? "market.volatilities", about: .volatility(of: factor),
                        from: [.factor(factor), .rules] + Issue.Subject.entries(of: factor)))
            }
            return nil
        }
        if proxied != nil, stated != nil, let proxy = proxy(for: factor) {
            issues.append(
                Issue(
                    "\(factor) follows \(proxy.content.follows), and its volatility is stated too",
                    hint: "leave one of them out: a beta and a residual make a volatility", at: proxy.location,
                    path: proxy.path, about: .setting(["market", "proxies"])))
            return nil
        }
        guard let level else { return nil }
        let drift = process.specification.has("drift") ? process.specification.number("drift") : estimate?.drift ?? 0
        guard isPossible(volatility: volatility, drift: drift, of: factor, process: process) else { return nil }
        doubt(volatility: stated, drift: process.specification.has("drift") ? drift : nil, of: factor)
        let isTyped = stated != nil || proxied != nil
        guard isPlausible(volatility: stated ?? volatility, isTyped: isTyped, of: factor, process: process) else {
            return nil
        }
        return ModelledFactor(
            id: factor, level: level, volatility: volatility, drift: drift, process: process.specification)
    }

    /// Today's level: the scenario's, else the history's last.
    private mutating func level(of factor: FactorID, process: Chosen<any AssetProcess.Type>) -> Double? {
        let stated = scenario.levels.last { $0.factor == factor }?.level
        guard let level = stated?.content ?? data.lastLevel(of: factor)?.level else {
            let place = scenario.volatilities.last { $0.factor == factor }?.volatility
            issues.append(
                Issue(
                    "\(factor) has no level", hint: "add a line to market.levels, or give it a history",
                    at: place?.location, path: place?.path ?? "market.levels", about: .level(of: factor),
                    from: [.level(of: factor), .rules]))
            return nil
        }
        if let issue = nonPositive(level, of: factor, process: process, at: stated)
            ?? impossibleLevel(level, of: factor, at: stated)
        {
            issues.append(issue)
            return nil
        }
        if stated != nil, let complaint = plausibility.complaint(level: level, of: factor) {
            guard !plausibility.refuses else {
                issues.append(
                    Issue(
                        complaint, hint: plausibility.hint, at: stated?.location, path: stated?.path ?? "market.levels",
                        about: .level(of: factor)))
                return nil
            }
            notes.append(complaint + ".")
        }
        if let stated, plausibility.complaint(level: stated.content, of: factor) == nil,
            let doubt = Plausibility.doubt(typed: stated.content, of: factor.factorClass)
        {
            notes.append("The level of \(factor) is \(doubt)" + (doubt.last == "?" ? "" : "."))
        }
        if let stated, !isOneUnit(stated, of: factor) { return nil }
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

    private static func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }
}
