import Market

/// How deep into the tail of a run its measures look, and into those of its first paths.
struct RangeDepths: Sendable {
    /// Of the whole run.
    let depth: Int
    /// Of the first so many paths, for convergence.
    let first: [(count: Int, depth: Int)]
    let thresholds: [Double]
    let isIndependent: Bool

    init(_ measures: [any RiskMeasure], count: Int, design: SampleDesign) {
        let reading = SampleReading(measures, count: count)
        isIndependent = design.isIndependent
        depth = isIndependent ? min(max(reading.ranks.last ?? 1, 1), count) : count
        thresholds = reading.thresholds
        first = isIndependent ? Convergence.depths(count: count, measures: measures) : []
    }

    /// Those of some losses that may be among the greatest of the first paths.
    ///
    /// - Parameter losses: in their order.
    func candidates(_ losses: [TailOrder.Loss]) -> [TailOrder.Loss] {
        var isKept = [Bool](repeating: false, count: losses.count)
        for (count, depth) in first {
            var found = 0
            for (place, loss) in losses.enumerated() where loss.path < count {
                guard found < depth else { break }
                isKept[place] = true
                found += 1
            }
        }
        return losses.indices.filter { isKept[$0] }.map { losses[$0] }
    }
}
