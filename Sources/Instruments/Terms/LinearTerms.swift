import Kernels

/// Values that are fixed multiples of market rows: positions on the same row and sink are netted when compiled, so the
/// cost does not depend on how many there are.
public struct LinearTerms: ValuationBatch {
    struct Place: Hashable {
        var sink: Int
        var row: Int
    }

    private struct Run {
        var sink: Int
        var rows: [Int]
        var weights: [Double]
    }

    private let runs: [Run]
    private let constants: [(sink: Int, amount: Double)]

    /// - Parameters:
    ///   - terms: weight × row goes to the sink.
    ///   - cash: fixed amounts that go to a sink.
    public init(_ terms: [(sink: Int, row: Int, weight: Double)], cash: [(sink: Int, amount: Double)] = []) {
        var net: [Place: Double] = [:]
        for term in terms { net[Place(sink: term.sink, row: term.row), default: 0] += term.weight }
        var bySink: [Int: [(row: Int, weight: Double)]] = [:]
        for (place, weight) in net where weight != 0 { bySink[place.sink, default: []].append((place.row, weight)) }
        runs = bySink.sorted { $0.key < $1.key }.map { sink, entries in
            let sorted = entries.sorted { $0.row < $1.row }
            return Run(sink: sink, rows: sorted.map(\.row), weights: sorted.map(\.weight))
        }
        var amounts: [Int: Double] = [:]
        for (sink, amount) in cash { amounts[sink, default: 0] += amount }
        constants = amounts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    public var scratchRowCount: Int { 0 }

    public func addValues(_ market: MarketBlock, to sums: MutableRows, scratch: MutableRows) {
        for run in runs {
            Elementwise.accumulate(weights: run.weights, rows: run.rows, of: market.rows, into: sums[run.sink])
        }
        for (sink, amount) in constants {
            Elementwise.affine(amount, 1, UnsafeBufferPointer(sums[sink]), into: sums[sink])
        }
    }
}
