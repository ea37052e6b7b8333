import Instruments
import LinearAlgebra
import Market
import Settings

extension HistoricalScenarios: MarketStates {
    public var design: SampleDesign { SampleDesign(weights: weights, overlap: span) }
    public var isDrawn: Bool { false }
    public var usesModel: Bool { false }
    public var dayCount: Int? { changes.rowCount }

    public func source(
        on market: BoundMarket, sampling: Sampling, fixings: [Fixing], paths: [Int]?
    ) -> any RunSource {
        HistoricalMarkets(market, sampling: sampling, scenarios: self, fixings: fixings).selecting(paths)
    }

    public func selecting(_ places: [Int]) -> HistoricalScenarios {
        HistoricalScenarios(
            compositions: places.map { compositions[$0] }, changes: changes.selecting(columns: places), span: span,
            weights: weights)
    }

    public func hasShape(of other: any MarketStates) -> Bool {
        guard let other = other as? HistoricalScenarios else { return false }
        return span == other.span && weights.count == other.weights.count
            && changes.rowCount == other.changes.rowCount
    }

    public var repeatedDays: Int? { span }

    public var record: StatesRecord {
        var settings: [String: Value.Content] = .words("compositions", compositions)
        settings["span"] = .count(span)
        return StatesRecord(
            settings: settings, numbers: weights.isEmpty ? [:] : ["weights": weights], tables: ["changes": changes])
    }

    /// - Throws: where a stored run has not what `record` says.
    init(_ record: StatesRecord) throws(RunProblem) {
        let (changes, span) = (try record.table("changes"), try record.count("span"))
        let compositions: [Composition] = try record.words("compositions")
        let weights = record.numbers["weights"] ?? []
        let count = changes.rowCount - span + 1
        guard span >= 1, count >= 1, compositions.count == changes.columnCount,
            weights.isEmpty || weights.count == count
        else { throw RunProblem("its historical scenarios do not go together") }
        self.init(compositions: compositions, changes: changes, span: span, weights: weights)
    }
}

extension RunSource {
    /// Some of the paths; all of them for nil.
    func selecting(_ paths: [Int]?) -> any RunSource {
        guard let paths else { return self }
        return SelectedPaths(self, paths: paths)
    }
}
