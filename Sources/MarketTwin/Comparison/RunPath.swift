import Dependence
import LinearAlgebra
import Market
import Measures
import Scenarios
import Settings
import Simulation

/// The way from one run to another: at each stage a whole run with so much of the second taken over into the first.
///
/// All stages but the last draw with the first run's seed, and keep its factors in front, so that a draw moves the same
/// factor throughout. A stage that cannot be put together is left out, and its part goes to the next.
struct RunPath {
    struct Stage {
        var parts: [ComparisonPart]
        var reasons: [String]
        var run: Run
    }

    let stages: [Stage]

    /// - Parameters:
    ///   - wide: the second scenario's market with the factors of the first as well, where its data have them.
    ///   - measures: of every stage.
    init(
        from first: ResolvedRun, to second: ResolvedRun, wide: ResolvedRun?, measures: [Specification], catalog: Catalog
    ) {
        let builder = StageBuilder(
            from: first, to: second, wide: wide, measures: measures, models: catalog.models)
        var stages: [Stage] = []
        var pending: (parts: [ComparisonPart], reasons: [String]) = ([], [])
        for part in ComparisonPart.allCases where part != .date || first.run.asOf != second.run.asOf {
            pending.parts.append(part)
            do {
                let run = try builder.run(upTo: part)
                stages.append(Stage(parts: pending.parts, reasons: pending.reasons, run: run))
                pending = ([], [])
            } catch {
                if !pending.reasons.contains(error.reason) { pending.reasons.append(error.reason) }
            }
        }
        precondition(pending.parts.isEmpty, "the second run is valid")
        self.stages = stages
    }
}

/// Why parts of two runs do not make one.
private struct Mismatch: Error {
    var reason: String

    init(_ reason: String) { self.reason = reason }
}

/// Puts parts of two runs together.
private struct StageBuilder {
    private let first: Run
    private let second: Run
    /// The second's market, with factors that only the first needs.
    private let wide: CalibratedMarket
    /// The second's market as it is, or the same as `wide` where the further factors change nothing for the others.
    private let own: CalibratedMarket
    /// Whether both scenarios come by their market states in the same way, so that the history behind them is a part of the
    /// model and not of the settings.
    private let isSameMethod: Bool
    private let models: ModelCatalog

    init(
        from first: ResolvedRun, to second: ResolvedRun, wide: ResolvedRun?, measures: [Specification],
        models: ModelCatalog
    ) {
        self.first = first.run.comparable(measures)
        self.second = second.run.comparable(measures)
        self.models = models
        let own = CalibratedMarket(second)
        self.wide = wide.map { CalibratedMarket($0) } ?? own
        self.own = self.wide.agrees(with: own) ? self.wide : own
        isSameMethod =
            first.scenarios?.kind == second.scenarios?.kind
            && first.run.source.hasShape(of: second.run.source)
    }

    func run(upTo part: ComparisonPart) throws(Mismatch) -> Run {
        var run: Run
        switch part {
        case .levels: run = try withLevels()
        case .model: run = try withMarket(of: wide)
        case .date:
            run = try withMarket(of: wide)
            run.asOf = second.asOf
        case .positions:
            run = try withMarket(of: own)
            run.asOf = second.asOf
            run.positions = second.positions
        case .settings: return try withSettings()
        case .noise: return second
        }
        if let problem = run.problem(models) { throw Mismatch(problem) }
        return run
    }

    private func withLevels() throws(Mismatch) -> Run {
        var run = first
        for index in run.market.factors.indices {
            let id = run.market.factors[index].id
            guard let place = wide.index(of: id) else { throw Mismatch("the second market has no \(id)") }
            run.market.factors[index].level = wide.model.factors[place].level
        }
        return run
    }

    /// The first run on the second's market. Its own dependence and history stay where they are of another kind.
    private func withMarket(of calibrated: CalibratedMarket) throws(Mismatch) -> Run {
        var run = first
        let keepsDependence = first.market.dependence.kind != second.market.dependence.kind
        let keepsColumns = !isSameMethod && first.source?.dayCount != nil
        let leading = first.market.factors.map(\.id)
        let all = calibrated.places(leading: leading)
        let places = keepsColumns ? Array(all.prefix { leading.contains(calibrated.model.factors[$0].id) }) : all
        if keepsColumns, places.count < leading.count { throw Mismatch("the second market lacks factors of the first") }
        run.market = try market(
            calibrated, places, dependence: keepsDependence ? first.market.dependence : calibrated.model.dependence)
        if keepsDependence {
            let marginals = Dictionary(uniqueKeysWithValues: first.market.factors.map { ($0.id, $0.marginal) })
            for index in run.market.factors.indices {
                run.market.factors[index].marginal = marginals[run.market.factors[index].id] ?? nil
            }
        }
        if isSameMethod, first.source?.dayCount != nil { run.source = calibrated.source?.selecting(places) }
        return run
    }

    /// The second run, drawn as the first draws.
    private func withSettings() throws(Mismatch) -> Run {
        guard second.isDrawn else { return second }
        let places = own.places(leading: first.market.factors.map(\.id))
        var run = second
        run.market = try market(own, places, dependence: own.model.dependence)
        run.source = own.source?.selecting(places)
        run.sampling.seed = first.sampling.seed
        return run
    }

    private func market(
        _ calibrated: CalibratedMarket, _ places: [Int], dependence: Specification
    ) throws(Mismatch) -> MarketModel {
        do {
            return try calibrated.model.selecting(
                places, correlation: calibrated.correlation, dependence: dependence, models: models)
        } catch {
            throw Mismatch("the correlations of the second market cannot be drawn by \(dependence.kind)")
        }
    }
}

extension Run {
    /// The same without what changes no figure, and with measures of choice.
    fileprivate func comparable(_ measures: [Specification]) -> Run {
        var run = self
        run.title = ""
        run.measures = measures
        return run
    }
}

extension MarketSource? {
    /// Whether one can take the place of the other under the same settings.
    fileprivate func hasShape(of other: MarketSource?) -> Bool {
        switch (self, other) {
        case (nil, nil), (.filtered, .filtered), (.parametric, .parametric): true
        case (.historical(let a), .historical(let b)):
            a.span == b.span && a.weights.count == b.weights.count && a.changes.rowCount == b.changes.rowCount
        default: false
        }
    }
}
