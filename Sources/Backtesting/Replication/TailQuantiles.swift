#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Losses beyond a quantile, drawn quickly: the quantile function of a tail as a table.
///
/// Cubic Hermite interpolation in the logarithm of the conditional probability, with exact slopes; good to 1e-7 of the
/// loss, down to the smallest probability that a draw can have.
package struct TailQuantiles {
    private let values: [Double]
    /// Of the value by node.
    private let slopes: [Double]
    private static let step = 0.04
    private static let nodeCount = 945  // down to exp(−37.76) < 2⁻⁵³

    /// - Parameter probability: of the tail.
    package init(_ law: TailLaw, probability: Double) {
        var values: [Double] = []
        var slopes: [Double] = []
        for node in 0..<Self.nodeCount {
            let p = probability * exp(-Double(node) * Self.step)
            let value = law.upperQuantile(p)
            values.append(value)
            // dq/dlog p = −p/density(q), and log p falls by a step from node to node.
            slopes.append(p / law.density(value) * Self.step)
        }
        self.values = values
        self.slopes = slopes
    }

    /// The loss that is exceeded with the conditional probability `uniform`, between 0 and 1.
    package func callAsFunction(_ uniform: Double) -> Double {
        let place = -log(uniform) / Self.step
        let node = min(Int(place), Self.nodeCount - 2)
        let t = place - Double(node)
        let rest = 1 - t
        let low = values[node] * (1 + 2 * t) + slopes[node] * t
        let high = values[node + 1] * (1 + 2 * rest) - slopes[node + 1] * rest
        return rest * rest * low + t * t * high
    }
}
