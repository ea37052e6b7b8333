import Market
import Parallelism

/// What is read off the losses of one book node.
struct NodeReading: Sendable {
    /// One for each measure.
    let estimates: [Estimate]
    /// Of the whole portfolio's losses; nil for any other node.
    var shape: Shape?

    struct Shape: Sendable {
        let meanLoss: Double
        let histogram: Histogram
        let convergence: [ConvergenceSeries]
    }

    /// Every node of a profit and loss, several at a time.
    ///
    /// The portfolio's losses are read in one pass, by parts at the same time where there are many; of another node no
    /// more than the tail is looked at where the measures read no more, and nothing where it holds what its parent does.
    ///
    /// - Returns: one for each node, the first with the shape.
    static func all(
        _ profitAndLoss: ProfitAndLoss, tree: BookTree, measures: [any RiskMeasure], design: SampleDesign, workers: Int
    ) -> [NodeReading] {
        let wanted = SampleReading(measures, count: profitAndLoss.pathCount)
        let readsTailOnly = measures.allSatisfy { type(of: $0).readsTailOnly }
        let scan = design.isIndependent ? profitAndLoss.withNode(0) { SampleScan($0, for: wanted) } : nil
        // The portfolio comes first: it takes longest.
        var parts: [SampleScan.Part] = []
        if let scan, scan.parts.count > 1 {
            parts = concurrentMap(scan.parts.count, workers: workers) { part in
                profitAndLoss.withNode(0) { scan.read(scan.parts[part], of: $0) }
            }
        }
        let distinct = tree.nodes.indices.filter { !tree.nodes[$0].repeatsParent }
        let read = concurrentMap(distinct.count, workers: workers) { [parts] index in
            let node = distinct[index]
            return profitAndLoss.withNode(node) { values in
                if node == 0, let scan {
                    return NodeReading(values, scan, parts, measures, workers: workers)
                }
                let losses = LossDistribution(
                    profitAndLoss: values, of: wanted, design: design, tailOnly: node > 0 && readsTailOnly)
                var reading = NodeReading(estimates: measures.map { $0.estimate(losses) })
                if node == 0 {
                    reading.shape = Shape(
                        meanLoss: losses.mean, histogram: Histogram(profitAndLoss: values), convergence: [])
                }
                return reading
            }
        }
        var readings: [NodeReading] = []
        var next = read.makeIterator()
        for node in tree.nodes {
            if node.repeatsParent, let parent = node.parent {
                readings.append(NodeReading(estimates: readings[parent].estimates))
            } else if let own = next.next() {
                readings.append(own)
            }
        }
        return readings
    }

    init(estimates: [Estimate]) { self.estimates = estimates }

    /// The portfolio, its losses independent.
    ///
    /// - Parameter parts: read already; empty where it has only one.
    private init(
        _ values: UnsafeBufferPointer<Double>, _ scan: SampleScan, _ parts: [SampleScan.Part],
        _ measures: [any RiskMeasure], workers: Int
    ) {
        let read = parts.isEmpty ? scan.parts.map { scan.read($0, of: values) } : parts
        let (losses, order, histogram) = scan.join(read, of: values, workers: parts.isEmpty ? 1 : workers)
        estimates = measures.map { $0.estimate(losses) }
        shape = Shape(
            meanLoss: losses.mean, histogram: histogram,
            convergence: Convergence(values, order: order, measures: measures).series)
    }
}
