import Calibration
import Dependence
import LinearAlgebra
import Market
import Measures
import Settings
import Simulation

/// The dependence of a scenario and the marginal laws of its factors, with what it leaves out fitted to the history.
struct DependenceCalibration {
    /// Complete once fitted.
    private(set) var chosen: Chosen<any Dependence.Type>
    private(set) var notes: [String] = []
    private(set) var issues: [Issue] = []

    private let scenario: Scenario
    private let factors: [FactorID]
    private let catalog: Catalog
    private let history: CalibrationHistory?
    /// What whole days tell; nil where no factor has a history.
    private let common: CommonChanges?
    private var fitted: DependenceFit?
    /// By factor, complete.
    private var marginals: [FactorID: (law: Chosen<any Marginal.Type>, fit: DependenceFit)] = [:]

    /// - Parameter history: nil where no factor has one.
    init(_ scenario: Scenario, factors: [FactorID], catalog: Catalog, history: CalibrationHistory?) {
        self.scenario = scenario
        self.factors = factors
        self.catalog = catalog
        self.history = history
        common = history?.common
        chosen = scenario.dependence
    }

    // MARK: Correlations

    private var isByRank: Bool { chosen.type.measuresByRank(scenario.dependence.specification) && history != nil }

    /// The correlations of the factors with a history: as the covariance has them, or by rank.
    func historicalCorrelation(
        _ estimates: HistoricalCalibration?
    ) -> (factors: [FactorID], correlation: Matrix)? {
        guard let estimates, let history else { return nil }
        return (history.factors, isByRank ? history.correlation(by: rankCorrelation) : estimates.correlation)
    }

    /// What a report adds to the description of the covariance.
    var correlationWords: String { isByRank ? ", correlations by Kendall's tau" : "" }

    // MARK: Fitting

    /// Fits what the scenario leaves out, given the correlations that will be simulated.
    mutating func fit(to coupling: Coupling) {
        if coupling.correlations.rowCount == factors.count {
            let places = common?.factors.compactMap { factors.firstIndex(of: $0) } ?? []
            let sample = DependenceSample(
                factors: factors, columns: places,
                changes: common?.changes ?? Matrix(rowCount: 0, columnCount: 0),
                correlation: coupling.correlations)
            do {
                let fit = try chosen.type.fit(sample, given: scenario.dependence.specification)
                chosen = chosen.with(fit.specification)
                fitted = fit
                notes += fit.notes
                noteStrangers(to: fit)
            } catch {
                issues.append(
                    Issue(
                        "\(scenario.dependence.kind): \(error.description)", hint: error.hint,
                        at: scenario.dependenceLocation, path: "dependence", from: [.dependence]))
            }
        }
        fitMarginals()
        noteSteps()
        noteRareMoves()
    }

    /// Of more marginals than this only the number is told.
    private static let shownMarginals = 3

    private mutating func fitMarginals() {
        let rules = scenario.factorRules.filter { $0.content.marginal != nil }
        guard let first = rules.first else { return }
        guard chosen.type.takesMarginals else {
            let known = catalog.kinds.dependences.members.filter { $0.takesMarginals }.map { "{kind: \($0.kind)}" }
            issues.append(
                Issue(
                    "a marginal needs a copula, and the dependence is \(chosen.kind)",
                    hint: "write dependence: " + known.joined(separator: " or "), at: first.location,
                    path: first.path + ".marginal", from: [.dependence]))
            return
        }
        var told: [String] = []
        defer {
            let rest =
                told.count > Self.shownMarginals ? ["So \(told.count - Self.shownMarginals) more marginals do."] : []
            notes += told.prefix(Self.shownMarginals) + rest
        }
        for factor in factors {
            guard let rule = rules.last(where: { $0.content.pattern.matches(factor) }),
                let given = rule.content.marginal
            else { continue }
            let changes = marginalChanges(of: factor)
            if !changes.isEmpty, changes.allSatisfy({ $0 == 0 }) {
                notes.append("\(factor) never moves in the window, so it takes no \(given.kind) marginal.")
                continue
            }
            do {
                let fit = try given.type.fit(changes, given: given.specification)
                marginals[factor] = (given.with(fit.specification), fit)
                if !fit.notes.isEmpty {
                    told.append("The marginal of \(factor): \(fit.notes.joined(separator: "; ")).")
                }
            } catch {
                issues.append(
                    Issue(
                        "the marginal of \(factor): \(error.description)", hint: error.hint, at: rule.location,
                        path: rule.path + ".marginal", from: [.dependence]))
            }
        }
    }

    /// The standardised changes that a marginal is fitted to; empty where the factor has no history.
    private func marginalChanges(of factor: FactorID) -> [Double] {
        guard let common, let column = common.factors.firstIndex(of: factor) else { return standardisedOwn(factor) }
        let changes = common.changes
        return Matrix(
            rowCount: changes.rowCount, columnCount: 1,
            elements: (0..<changes.rowCount).map { changes[$0, column] }
        ).standardised.elements
    }

    /// Of a factor on days of its own, standardised.
    private func standardisedOwn(_ factor: FactorID) -> [Double] {
        let own = history?.own(factor) ?? []
        return Matrix(rowCount: own.count, columnCount: 1, elements: own).standardised.elements
    }

    /// Factors whose days are not those of the others say nothing of tails that are shared.
    private mutating func noteStrangers(to fit: DependenceFit) {
        guard !fit.parameters.isEmpty, let history, let common else { return }
        let absent = history.factors.filter { !common.factors.contains($0) }
        guard !absent.isEmpty else { return }
        let names = absent.prefix(5).map(\.name).joined(separator: ", ")
        let rest = absent.count > 5 ? " and \(absent.count - 5) more" : ""
        notes.append(
            "The tails of the dependence were fitted without \(names)\(rest), whose days are not those of the others.")
    }

    /// With hardly more than two degrees of freedom a variance-matched law has its variance in moves that no run draws.
    private mutating func noteRareMoves() {
        let laws =
            [("The dependence", chosen.type.degreesOfFreedom(in: chosen.specification))]
            + factors.compactMap { factor in
                marginals[factor].map {
                    ("The marginal of \(factor)", $0.law.type.degreesOfFreedom(in: $0.law.specification))
                }
            }
        for (name, degrees) in laws {
            guard let degrees, degrees < 2.1 else { continue }
            notes.append(
                "\(name) has \(degrees) degrees of freedom: most of its variance is in moves too rare to be drawn, so the"
                    + " figures understate the volatilities.")
        }
    }

    /// A shape that was fitted to daily changes belongs to daily steps.
    private mutating func noteSteps() {
        let isFitted = fitted?.parameters.isEmpty == false || marginals.values.contains { !$0.fit.parameters.isEmpty }
        let simulation = scenario.simulation.content
        let sampling = simulation.type.init(simulation.specification).sampling(window: scenario.window.content)
        let days = sampling.horizonDays
        guard isFitted, !simulation.type.needsHistory, simulation.type.sample == .drawn, sampling.steps < days else {
            return
        }
        notes.append(
            "The tails were fitted to daily changes, and a step of the simulation is longer than a day, so its tails are"
                + " taken to be as fat; with steps: \(days) they thin out as days add up.")
    }

    // MARK: The model

    func withMarginals(_ modelled: [ModelledFactor]) -> [ModelledFactor] {
        modelled.map { factor in
            var factor = factor
            factor.marginal = marginals[factor.id]?.law.specification
            return factor
        }
    }

    /// With drivers of no one, as only its words are asked for.
    private var model: any Dependence { chosen.type.init(chosen.specification) }

    var title: String { model.title }

    /// Of more factors than this, pairs are not compared.
    private static let comparedFactors = 1_000
    private static let shownPairs = 5

    /// Nil where there is nothing to tell.
    func summary(_ coupling: Coupling) -> DependenceSummary? {
        let pairs = tailPairs(coupling.correlations)
        let isFitted = fitted?.parameters.isEmpty == false
        guard isFitted || !pairs.isEmpty || !marginals.isEmpty else { return nil }
        return DependenceSummary(
            method: isFitted ? fitted?.method : nil, observations: fitted?.observations ?? 0,
            parameters: fitted?.summary ?? [], logLikelihood: fitted?.logLikelihood,
            normalLogLikelihood: fitted?.normalLogLikelihood, tailDependence: pairs,
            marginals: factors.compactMap { factor in marginals[factor].map { marginalSummary(factor, $0.law, $0.fit) }
            })
    }

    private func tailPairs(_ correlations: Matrix) -> [DependenceSummary.TailPair] {
        guard factors.count <= Self.comparedFactors, correlations.rowCount == factors.count else { return [] }
        let model = model
        // The larger the correlation, the larger the dependence of a pair; ask only where it could be among the first.
        var best: [DependenceSummary.TailPair] = []
        for i in factors.indices {
            for j in 0..<i {
                guard
                    let value = model.tailDependence(
                        correlation: correlations[i, j], between: factors[j], and: factors[i]), value > 0,
                    best.count < Self.shownPairs || value > best[Self.shownPairs - 1].value
                else { continue }
                best.append(.init(between: [factors[j], factors[i]], value: value))
                best.sort { $0.value > $1.value }
                if best.count > Self.shownPairs { best.removeLast() }
            }
        }
        return best
    }

    private func marginalSummary(
        _ factor: FactorID, _ law: Chosen<any Marginal.Type>, _ fit: DependenceFit
    ) -> MarginalSummary {
        let changes = history.flatMap { $0.factors.contains(factor) ? marginalChanges(of: factor) : nil }
        let hasThresholds = law.type.hasThresholds
        func rows(_ sign: Double) -> [MarginalSummary.ThresholdRow] {
            guard hasThresholds, let changes else { return [] }
            return ThresholdDiagnostics(changes.map { sign * $0 }).rows.map { row in
                .init(
                    share: row.share, threshold: sign * row.threshold, excesses: row.excesses,
                    meanExcess: row.meanExcess, shape: row.shape, shapeError: row.shapeError)
            }
        }
        return MarginalSummary(
            factor: factor, kind: fit.specification.kind, parameters: fit.summary, lowerThresholds: rows(-1),
            upperThresholds: rows(1))
    }
}

extension DependenceFit {
    fileprivate var summary: [FittedParameter] {
        parameters.map { FittedParameter(name: $0.name, value: $0.value, standardError: $0.standardError) }
    }
}
