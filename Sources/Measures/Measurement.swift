import Dispatch
import Market
import Settings

/// What the measures say of a simulated or any other profit and loss: every measure for every book, and the shape of
/// the whole portfolio's losses. Knows nothing of how the losses came about.
public struct Measurement: Sendable {
    public let figures: [RiskFigure]
    public let diversification: [[BookSummary.Diversification]]
    public let histogram: Histogram
    public let convergence: [ConvergenceSeries]

    /// - Parameters:
    ///   - measures: those asked for; the figures keep their order, node by node.
    ///   - workers: nodes that are measured at a time.
    public init(_ profitAndLoss: ProfitAndLoss, tree: BookTree, measures: [any RiskMeasure], workers: Int) {
        let depth = measures.map { $0.depth(count: profitAndLoss.pathCount) }.max() ?? 1
        let zero = Estimate(value: 0, standardError: 0, low: nil, high: nil)
        var estimates = [[Estimate]](
            repeating: [Estimate](repeating: zero, count: measures.count), count: profitAndLoss.nodeCount)
        var shape: (histogram: Histogram?, convergence: [ConvergenceSeries]) = (nil, [])
        estimates.withUnsafeMutableBufferPointer { buffer in
            withUnsafeMutablePointer(to: &shape) { pointer in
                // Every slot is written by one worker only.
                nonisolated(unsafe) let (slots, shape) = (buffer, pointer)
                Self.share(profitAndLoss.nodeCount + 2, among: workers) { task in
                    switch task {
                    case 0:
                        shape.pointee.convergence = profitAndLoss.withNode(0) {
                            Convergence($0, measures: measures).series
                        }
                    case 1: shape.pointee.histogram = profitAndLoss.withNode(0) { Histogram(profitAndLoss: $0) }
                    default:
                        let losses = profitAndLoss.withNode(task - 2) {
                            LossDistribution(profitAndLoss: $0, depth: depth)
                        }
                        slots[task - 2] = measures.map { $0.estimate(losses) }
                    }
                }
            }
        }
        var figures: [RiskFigure] = []
        for (node, estimates) in zip(tree.nodes, estimates) {
            for (measure, estimate) in zip(measures, estimates) {
                figures.append(
                    RiskFigure(
                        kind: type(of: measure).kind, confidence: measure.confidence, book: node.path,
                        estimate: estimate, estimator: measure.estimator))
            }
        }
        self.figures = figures
        diversification = tree.nodes.indices.map { node in
            Self.diversification(node, tree: tree, measures: measures, estimates: estimates)
        }
        guard let histogram = shape.histogram else { preconditionFailure("a task that was not done") }
        self.histogram = histogram
        convergence = shape.convergence
    }

    /// Does numbered tasks, some at a time.
    private static func share(_ count: Int, among workers: Int, _ task: (Int) -> Void) {
        let lanes = max(1, min(workers, count))
        withoutActuallyEscaping(task) { task in
            nonisolated(unsafe) let task = task
            DispatchQueue.concurrentPerform(iterations: lanes) { lane in
                for number in stride(from: lane, to: count, by: lanes) { task(number) }
            }
        }
    }

    /// How much less a node loses than its children one by one.
    private static func diversification(
        _ node: Int, tree: BookTree, measures: [any RiskMeasure], estimates: [[Estimate]]
    ) -> [BookSummary.Diversification] {
        let children = tree.nodes[node].children
        guard children.count > 1 else { return [] }
        return measures.indices.compactMap { index in
            guard let confidence = measures[index].confidence else { return nil }
            let sum = children.reduce(0) { $0 + estimates[$1][index].value }
            return BookSummary.Diversification(
                kind: type(of: measures[index]).kind, confidence: confidence, sumOfChildren: sum,
                benefit: sum - estimates[node][index].value)
        }
    }
}
