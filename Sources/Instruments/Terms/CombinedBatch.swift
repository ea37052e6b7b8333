import Kernels

/// Several batches as one.
public struct CombinedBatch: ValuationBatch {
    private let parts: [any ValuationBatch]

    public init(_ parts: [any ValuationBatch]) { self.parts = parts }

    public var scratchRowCount: Int { parts.map(\.scratchRowCount).max() ?? 0 }

    public func addValues(_ market: MarketBlock, to sums: MutableRows, scratch: MutableRows) {
        for part in parts { part.addValues(market, to: sums, scratch: scratch) }
    }
}
