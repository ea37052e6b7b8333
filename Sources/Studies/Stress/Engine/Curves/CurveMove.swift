/// A move of a whole curve, by tenor: parallel, steeper, or more bent.
///
/// With t₁ and tₙ the shortest and the longest tenor of the curve and τ the pivot, the node at t moves by
///
///     parallel + steepening·(t − τ)/(tₙ − t₁) + butterfly·(½ − |t − τ|/w),   w = τ − t₁ below the pivot, tₙ − τ above it.
///
/// So steepening is by how much the long end rises against the short one, linear in the tenor, and nothing at the pivot;
/// butterfly is by how much the pivot rises against both ends, half by its own rise, half by their fall. The three are
/// level, steepness and curvature of R. Litterman, J. Scheinkman, “Common factors affecting bond returns”, J. Fixed Income
/// 1(1), 1991, as straight lines.
public struct CurveMove: Hashable, Sendable {
    public var parallel: Double
    public var steepening: Double
    public var butterfly: Double
    /// A tenor in years; nil for the middle between the ends.
    public var pivot: Double?

    public init(parallel: Double = 0, steepening: Double = 0, butterfly: Double = 0, pivot: Double? = nil) {
        self.parallel = parallel
        self.steepening = steepening
        self.butterfly = butterfly
        self.pivot = pivot
    }

    /// The change of each node.
    ///
    /// - Parameter tenors: years, ascending; two at least where the curve does not move in parallel, with a pivot between
    ///   them, and off the ends for a butterfly.
    public func changes(tenors: [Double]) -> [Double] {
        guard let first = tenors.first, let last = tenors.last else { return [] }
        let τ = pivot ?? (first + last) / 2
        return tenors.map { t in
            var change = parallel
            if steepening != 0 { change += steepening * (t - τ) / (last - first) }
            if butterfly != 0 { change += butterfly * (0.5 - abs(t - τ) / (t < τ ? τ - first : last - τ)) }
            return change
        }
    }
}
