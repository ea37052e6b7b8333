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
        var run: BoundRun
    }

    let stages: [Stage]

    /// - Parameters:
    ///   - wide: the second scenario's market with the factors of the first as well, where its data have them.
    ///   - wideFirst: the first scenario's market with the factors of the second as well, where its data have them.
    ///   - measures: of every stage.
    init(
        from first: ResolvedRun, to second: ResolvedRun, wide: ResolvedRun?, wideFirst: ResolvedRun?,
        measures: [Specification]
    ) {
        let builder = StageBuilder(from: first, to: second, wide: wide, measures: measures)
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
    private let states: (first: any MarketStates, second: any MarketStates)
    /// The first run's.
    private let dependence: Chosen<any Dependence.Type>
    /// The second's market, with factors that only the first needs.
    private let wide: CalibratedMarket
    /// The second's market as it is, or the same as `wide` where the further factors change nothing for the others.
    private let own: CalibratedMarket
    /// Whether both scenarios come by their market states in the same way, so that the history behind them is a part of the
    /// model and not of the settings.
    private let isSameMethod: Bool
    private let kinds: RunKinds

    init(
        from first: ResolvedRun, to second: ResolvedRun, wide: ResolvedRun?, measures: [Specification]
    ) {
        self.first = first.run.run.comparable(measures)
        self.second = second.run.run.comparable(measures)
        states = (first.run.states, second.run.states)
        dependence = first.run.market.dependence
        kinds = first.run.kinds
        let own = CalibratedMarket(second)
        self.wide = wide.map { CalibratedMarket($0) } ?? own
        self.own = self.wide.agrees(with: own) ? self.wide : own
        isSameMethod =
            first.run.simulation == second.run.simulation && first.run.states.hasShape(of: second.run.states)
    }

    /// The same with a first run that has further factors behind its own, where they change nothing for those; else nil.
    func widened(_ resolved: ResolvedRun, by wide: ResolvedRun?) -> StageBuilder? {
        guard let wide else { return nil }
        let market = CalibratedMarket(wide)
        guard market.agrees(with: CalibratedMarket(resolved)) else { return nil }
        let places = market.places(leading: first.market.factors.map(\.id))
        guard
            let model = try? self.market(market, places, dependence: dependence)
        else { return nil }
        var builder = self
        builder.first.market = model
        builder.first.states = market.states.selecting(places).record
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
    private func run(with parts: Set<ComparisonPart>) throws(Mismatch) -> BoundRun {
        let plain = try plainRun(with: parts)
        do throws(RunProblem) { return try BoundRun(plain, kinds: kinds) } catch {
            throw Mismatch(error.description)
        }
    }

    private func plainRun(with parts: Set<ComparisonPart>) throws(Mismatch) -> Run {
        if parts.contains(.noise) { return second }
        if parts.contains(.settings) { return try withSettings() }
        let hasPositions = parts.contains(.positions)
        var run =
            parts.contains(.model)
            ? try withMarket(of: hasPositions ? own : wide)
            : parts.contains(.levels) ? try withLevels(isStrict: !hasPositions) : first
        if parts.contains(.date) { run.asOf = second.asOf }
        if hasPositions { run.positions = second.positions }
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
        let keepsColumns = !isSameMethod && states.first.dayCount != nil
        let leading = first.market.factors.map(\.id)
        let all = calibrated.places(leading: leading)
        let places = keepsColumns ? Array(all.prefix { leading.contains(calibrated.model.factors[$0].id) }) : all
        if keepsColumns, places.count < leading.count { throw Mismatch("the second market lacks factors of the first") }
        run.market = try market(
            calibrated, places, dependence: keepsDependence ? dependence : calibrated.market.dependence)
        if keepsDependence {
            let marginals = Dictionary(uniqueKeysWithValues: first.market.factors.map { ($0.id, $0.marginal) })
            for index in run.market.factors.indices {
                run.market.factors[index].marginal = marginals[run.market.factors[index].id] ?? nil
            }
        }
        if isSameMethod, states.first.dayCount != nil {
            run.states = calibrated.states.selecting(places).record
        }
        return run
    }

    /// The second run, drawn as the first draws.
    private func withSettings() throws(Mismatch) -> Run {
        guard states.second.isDrawn else { return second }
        let places = own.places(leading: first.market.factors.map(\.id))
        var run = second
        run.market = try market(own, places, dependence: own.market.dependence)
        run.states = own.states.selecting(places).record
        run.sampling.seed = first.sampling.seed
        // How many paths there are is a matter of noise.
        if states.first.isDrawn { run.sampling.paths = first.sampling.paths }
        return run
    }

    private func market(
        _ calibrated: CalibratedMarket, _ places: [Int], dependence: Chosen<any Dependence.Type>
    ) throws(Mismatch) -> MarketModel {
        do {
            return try calibrated.model.selecting(
                places, correlation: calibrated.correlation, dependence: dependence)
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
