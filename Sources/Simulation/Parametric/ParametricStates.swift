import Instruments
import LinearAlgebra
import Market
import Measures
import Parallelism
import Parametric

/// No states but those that sensitivities are taken on: the distribution of losses is a law.
public struct ParametricStates: MarketStates {
    public let method: ParametricMethod

    public init(method: ParametricMethod) { self.method = method }

    public var isDrawn: Bool { false }
    public var usesModel: Bool { true }
    public var hasPaths: Bool { false }

    public func has(_ measure: MeasureDescription) -> Bool { measure.isOfLaw }

    public func lossModel(of run: BoundRun, work: SimulationWork) throws(LossModelError) -> any LossModel {
        try LawLosses(of: run, by: method, workers: work.workers)
    }

    /// Today's market, seen at the horizon.
    public func source(
        on market: BoundMarket, sampling: Sampling, fixings: [Fixing], paths: [Int]?
    ) -> any RunSource {
        return BumpedMarkets(
            layout: MarketLayout(
                factors: market.factors.map(\.id), horizon: sampling.horizon, fixings: fixings),
            levels: market.levels, bumps: market.factors.map { _ in 0 }, includesPairs: false)
    }

    /// Everything of the model but means, volatilities and correlations.
    public func remarks(on run: BoundRun) -> [DataIssue] {
        let left = run.beyondNormal
        guard !left.isEmpty else { return [] }
        return [
            DataIssue(
                severity: .warning, date: run.asOf, rule: "not-honoured",
                message: "a parametric run knows means, volatilities and correlations, and takes changes to be"
                    + " normal: it does not honour " + left.joined(separator: "; ")
                    + "; simulation: {kind: monte-carlo} does")
        ]
    }

    public var record: StatesRecord { StatesRecord(settings: .words("method", [method])) }

    /// - Throws: where a stored run has not what `record` says.
    init(_ record: StatesRecord) throws(RunProblem) {
        let methods: [ParametricMethod] = try record.words("method")
        guard let method = methods.first else { throw RunProblem("its market states lack “method”") }
        self.init(method: method)
    }
}
