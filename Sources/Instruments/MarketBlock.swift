import Kernels

/// The market on a block of paths: one row for each factor and observation time, paths contiguous.
///
/// Observation times are the horizon, last, and before it the dates on which an instrument looks at the market. Row
/// `observation × factorCount + factor` holds the levels of a factor.
@frozen
public struct MarketBlock {
    public let rows: Rows
    public let factorCount: Int

    @inlinable
    public init(rows: Rows, factorCount: Int) {
        self.rows = rows
        self.factorCount = factorCount
    }

    public var pathCount: Int { rows.pathCount }
}
