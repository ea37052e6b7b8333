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
/// factor throughout. A stage that cannot be put together is left out, and its part goes to the next. Positions come after
/// the market they are valued on, unless only the other order keeps the two apart: the second market may lack what only
/// positions of the first need.
struct RunPath {
    struct Stage {
        var parts: [ComparisonPart]
        var reasons: [String]
        var run: Run
    }

    let stages: [Stage]

    /// - Parameters:
    ///   - wide: the second scenario's market with the factors of the first as well, where its data have them.
    ///   - wideFirst: the first scenario's market with the factors of the second as well, where its data have them.
    ///   - measures: of every stage.
    init(
        from first: ResolvedRun, to second: ResolvedRun, wide: ResolvedRun?, wideFirst: ResolvedRun?,
        measures: [Specification], catalog: Catalog
    ) {
        let builder = StageBuilder(
            from: first, to: second, wide: wide, measures: measures, models: catalog.models)
        let parts = ComparisonPart.allCases.filter { $0 != .date || first.run.asOf != second.run.asOf }
        let stages = builder.stages(parts)
        guard stages.count < parts.count else {
            self.stages = stages
            return
        }
        // What positions of the second need beyond its market, the first may have had all the time.
        if let wider = builder.widened(first, by: wideFirst) {
            let apart = wider.stages(parts)
            if apart.count == parts.count {
                self.stages = apart
                return
            }
        }
        var other = builder.stages([.positions] + parts.filter { $0 != .positions })
        if other.first?.parts == [.positions] { other[0].reasons = stages.flatMap(\.reasons) }
        self.stages = other.count > stages.count ? other : stages
    }
}

/// Why parts of two runs do not make one.
private struct Mismatch: Error {
    var reason: String

    init(_ reason: String) { self.reason = reason }
}

/// Puts parts of two runs together.
private struct StageBuilder {
    private var first: Run
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

    /// The same with a first run that has further factors behind its own, where they change nothing for those; else nil.
    func widened(_ resolved: ResolvedRun, by wide: ResolvedRun?) -> StageBuilder? {
        guard let wide else { return nil }
        let market = CalibratedMarket(wide)
        guard market.agrees(with: CalibratedMarket(resolved)) else { return nil }
        let places = market.places(leading: first.market.factors.map(\.id))
        guard
            let model = try? self.market(market, places, dependence: first.market.dependence)
        else { return nil }
        var builder = self
        builder.first.market = model
        builder.first.source = market.source?.selecting(places)
        return builder
    }

    /// The runs on the way, part by part.
    func stages(_ parts: [ComparisonPart]) -> [RunPath.Stage] {
        var stages: [RunPath.Stage] = []
        var pending: (parts: [ComparisonPart], reasons: [String]) = ([], [])
        for (index, part) in parts.enumerated() {
            pending.parts.append(part)
            do {
                let run = try run(with: Set(parts[...index]))
                stages.append(.init(parts: pending.parts, reasons: pending.reasons, run: run))
                pending = ([], [])
            } catch {
                if !pending.reasons.contains(error.reason) { pending.reasons.append(error.reason) }
            }
        }
        precondition(pending.parts.isEmpty, "the second run is valid")
        return stages
    }

    /// The first run with so much of the second.
    private func run(with parts: Set<ComparisonPart>) throws(Mismatch) -> Run {
        if parts.contains(.noise) { return second }
        if parts.contains(.settings) { return try withSettings() }
        let hasPositions = parts.contains(.positions)
        var run =
            parts.contains(.model)
            ? try withMarket(of: hasPositions ? own : wide)
            : parts.contains(.levels) ? try withLevels(isStrict: !hasPositions) : first
        if parts.contains(.date) { run.asOf = second.asOf }
        if hasPositions { run.positions = second.positions }
        if let problem = run.problem(models) { throw Mismatch(problem) }
        return run
    }

    /// - Parameter isStrict: whether a factor that the second market lacks is in the way; else it stays where it is.
    private func withLevels(isStrict: Bool) throws(Mismatch) -> Run {
        var run = first
        for index in run.market.factors.indices {
            let id = run.market.factors[index].id
            guard let place = wide.index(of: id) else {
                if isStrict { throw Mismatch("the second market has no \(id)") }
                continue
            }
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
