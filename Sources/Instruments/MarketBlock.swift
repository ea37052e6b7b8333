import Kernels

/// The market on a block of paths: the rows of a `MarketLayout`, paths contiguous.
@frozen
public struct MarketBlock {
    public let rows: Rows

    @inlinable
    public init(rows: Rows) { self.rows = rows }

    public var pathCount: Int { rows.pathCount }
}
