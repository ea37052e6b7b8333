import Instruments
import LinearAlgebra
import Market
import Measures
import Processes
import Settings

/// A run that can be run: its kinds bound to their types, its instruments made once, its portfolio compiled.
///
/// Making one is where a stored run can turn out to be wrong. After that nothing is, and nothing asks for a kind's name: what
/// changes it, `with(…)`, is total.
@dynamicMemberLookup
public struct BoundRun: Sendable {
    public let run: Run
    public let kinds: RunKinds
    public let market: BoundMarket
    /// In the run's order.
    public let positions: [BoundPosition]
    /// In the run's order.
    public let measures: [any RiskMeasure]
    public let states: any MarketStates
    public let tree: BookTree
    /// The value of every book node today.
    public let valuesToday: [Double]
    let source: any RunSource
    let revaluation: Revaluation
    private let revaluationToday: Revaluation

    /// Of the run; what is bound stands under the same name here.
    public subscript<Member>(dynamicMember member: KeyPath<Run, Member>) -> Member { run[keyPath: member] }

    /// - Throws: why the parts of the run do not go together.
    public init(_ run: Run, kinds: RunKinds) throws(RunProblem) {
        try self.init(run, positions: nil, kinds: kinds)
    }

    /// - Parameter positions: the run's, where they are made already.
    public init(_ run: Run, positions made: [BoundPosition]?, kinds: RunKinds) throws(RunProblem) {
        var positions: [BoundPosition] = []
        if let made {
            positions = made
        } else {
            for position in run.positions {
                positions.append(try BoundPosition(position, asOf: run.asOf, kinds: kinds))
            }
        }
        let factors = run.market.factors.map(\.id)
        let known = Set(factors)
        let curves = MarketLayout.curves(of: factors)
        var convertible: Set<Currency> = []
        for position in positions {
            try position.check(factors: known, curves: curves)
            guard convertible.insert(position.currency).inserted else { continue }
            guard CurrencyConversion(from: position.currency, to: run.baseCurrency, factors: factors) != nil else {
                throw RunProblem(
                    "no exchange rate of that market leads from \(position.currency) to \(run.baseCurrency)")
            }
        }
        let market = try BoundMarket(run.market, kinds: kinds)
        var measures: [any RiskMeasure] = []
        let simulation: Chosen<any SimulationMethod.Type>
        do throws(UnknownKind) {
            for measure in run.measures {
                let chosen = try kinds.measures.choose(measure)
                measures.append(chosen.type.init(chosen.specification))
            }
            simulation = try kinds.simulations.choose(Specification(kind: run.simulation))
        } catch { throw RunProblem(error) }
        let states = try simulation.type.states(from: run.states)
        self.init(run, kinds, market, positions, measures, states)
    }

    /// Compiles the portfolio for the states it will be valued on.
    private init(
        _ run: Run, _ kinds: RunKinds, _ market: BoundMarket, _ positions: [BoundPosition],
        _ measures: [any RiskMeasure], _ states: any MarketStates
    ) {
        self.run = run
        self.kinds = kinds
        self.market = market
        self.positions = positions
        self.measures = measures
        self.states = states
        tree = BookTree(books: positions.map(\.book))
        source = states.source(
            on: market, sampling: run.sampling, fixings: positions.flatMap(\.held.requirements.fixings), paths: nil)
        revaluation = Revaluation(positions, base: run.baseCurrency, layout: source.layout, tree: tree)
        revaluationToday = Revaluation(positions, base: run.baseCurrency, layout: source.layout.today, tree: tree)
        valuesToday = revaluationToday.evaluate(levels: market.levels)
    }
}

// MARK: - What it says of its figures

extension BoundRun {
    /// How the losses on its market states count.
    public var sampleDesign: SampleDesign { states.design }

    /// Whether its market states are random draws, of which there could be more.
    public var isDrawn: Bool { states.isDrawn }

    /// What a reader must know of its figures before any is measured.
    public var remarks: [DataIssue] { states.remarks(on: self) + (states.hasPaths ? belowZeroRemarks : []) }

    /// Today's levels, one a factor.
    public var levels: [Double] { market.levels }

    /// How its factors change together over its horizon.
    public var moveLaw: MoveLaw { MoveLaw(market, horizon: run.sampling.horizon) }
}

// MARK: - Changes

extension BoundRun {
    /// The same from other levels: what a tick does.
    ///
    /// - Parameter levels: one a factor, each possible for its process.
    ///
    /// Draws and the compiled portfolio stay; who wants to keep the values too has a `LiveRun`.
    public func with(levels: [Double]) -> BoundRun {
        let market = market.with(levels: levels)
        var changed = run
        changed.market = market.model
        return BoundRun(
            self, changed, measures, market, source.with(levelsOf: market),
            valuesToday: revaluationToday.evaluate(levels: levels))
    }

    /// The same under other correlations.
    public func with(root: CorrelationRoot) -> BoundRun {
        let market = market.with(root: root)
        var changed = run
        changed.market = market.model
        return BoundRun(changed, kinds, market, positions, measures, states)
    }

    /// The same with some of its positions, or these in other quantities or books.
    ///
    /// - Parameter positions: valued on nothing but the run's factors.
    public func with(positions: [BoundPosition]) -> BoundRun {
        var changed = run
        changed.positions = positions.map(\.position)
        return BoundRun(changed, kinds, market, positions, measures, states)
    }

    /// The same with other measures; nothing is compiled again.
    public func with(measures: [any RiskMeasure]) -> BoundRun {
        var changed = run
        changed.measures = measures.map(\.specification)
        return BoundRun(self, changed, measures, market, source, valuesToday: valuesToday)
    }

    /// The same portfolio, compiled for the same rows.
    private init(
        _ base: BoundRun, _ run: Run, _ measures: [any RiskMeasure], _ market: BoundMarket, _ source: any RunSource,
        valuesToday: [Double]
    ) {
        self.run = run
        self.measures = measures
        self.market = market
        self.source = source
        self.valuesToday = valuesToday
        kinds = base.kinds
        positions = base.positions
        states = base.states
        tree = base.tree
        revaluation = base.revaluation
        revaluationToday = base.revaluationToday
    }
}
