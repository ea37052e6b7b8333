import Instruments
import LinearAlgebra
import Market
import Processes
import Settings

extension FilteredHistory: MarketStates {
    public var isDrawn: Bool { true }
    public var usesModel: Bool { false }
    public var dayCount: Int? { residuals.rowCount }

    public func source(
        on market: BoundMarket, sampling: Sampling, fixings: [Fixing], paths: [Int]?
    ) -> any RunSource {
        FilteredMarkets(market, sampling: sampling, history: self, fixings: fixings).selecting(paths)
    }

    /// Of recursions at the ends of their ranges; one of variance 0 is that of a factor that never moves.
    public func remarks(on run: BoundRun) -> [DataIssue] {
        run.unheardModel
            + zip(run.market.factors, filters).flatMap { factor, filter in
                filter.nextVariance == 0
                    ? []
                    : filter.recursion.remarks.map {
                        DataIssue(
                            severity: .warning, factor: factor.id, date: run.asOf, rule: $0.rule.rawValue,
                            message: "the GARCH(1,1) of \(factor.id): \($0.words)")
                    }
            }
    }

    public func selecting(_ places: [Int]) -> FilteredHistory {
        FilteredHistory(
            compositions: places.map { compositions[$0] }, residuals: residuals.selecting(columns: places),
            filters: places.map { filters[$0] })
    }

    public var record: StatesRecord {
        func numbers(_ value: (Filter) -> Double) -> [Double] { filters.map(value) }
        return StatesRecord(
            settings: .words("compositions", compositions),
            numbers: [
                "mean": numbers(\.mean), "nextVariance": numbers(\.nextVariance), "omega": numbers(\.recursion.omega),
                "alpha": numbers(\.recursion.alpha), "beta": numbers(\.recursion.beta),
                "leverage": numbers(\.recursion.leverage),
            ], tables: ["residuals": residuals])
    }

    /// - Throws: where a stored run has not what `record` says.
    init(_ record: StatesRecord) throws(RunProblem) {
        let compositions: [HistoricalScenarios.Composition] = try record.words("compositions")
        let residuals = try record.table("residuals")
        var columns: [[Double]] = []
        for name in ["mean", "nextVariance", "omega", "alpha", "beta", "leverage"] {
            columns.append(try record.numbers(name))
        }
        guard residuals.rowCount >= 1, residuals.columnCount == compositions.count,
            columns.allSatisfy({ $0.count == compositions.count })
        else { throw RunProblem("its filtered history does not go together") }
        self.init(
            compositions: compositions, residuals: residuals,
            filters: compositions.indices.map { factor in
                Filter(
                    mean: columns[0][factor],
                    recursion: VarianceRecursion(
                        omega: columns[2][factor], alpha: columns[3][factor], beta: columns[4][factor],
                        leverage: columns[5][factor]), nextVariance: columns[1][factor])
            })
    }
}
