import Market
import Settings

/// What the measures say of a simulated or any other profit and loss: every measure for every book, and the shape of
/// the whole portfolio's losses. Knows nothing of how the losses came about.
public struct Measurement: Sendable {
    public let figures: [RiskFigure]
    public let diversification: [[Diversification]]
    public let histogram: Histogram
    public let convergence: [ConvergenceSeries]
    /// Whether every figure is a number, and the profit and loss of the portfolio on every path.
    public let isFinite: Bool

    /// - Parameters:
    ///   - measures: those asked for; the figures keep their order, node by node.
    ///   - design: how the paths count; the convergence as paths are added is told of independent ones only.
    ///   - workers: nodes that are measured at a time.
    public init(
        _ profitAndLoss: ProfitAndLoss, tree: BookTree, measures: [any RiskMeasure],
        design: SampleDesign = .independent, workers: Int
    ) {
        let nodes = NodeReading.all(
            profitAndLoss, tree: tree, measures: measures, design: design, workers: workers)
        self.init(nodes, pathCount: profitAndLoss.pathCount, tree: tree, measures: measures, design: design)
    }

    /// - Parameter nodes: read already, in the order of the tree.
    init(
        _ nodes: [NodeReading], pathCount: Int, tree: BookTree, measures: [any RiskMeasure], design: SampleDesign
    ) {
        guard let shape = nodes[0].shape else { preconditionFailure("a portfolio without its shape") }
        let estimates = nodes.map(\.estimates)
        var figures: [RiskFigure] = []
        let remark = design.remark(count: pathCount)
        let described = measures.map { MeasureDescription($0) }
        for (node, estimates) in zip(tree.nodes, estimates) {
            for (index, estimate) in estimates.enumerated() {
                figures.append(
                    RiskFigure(
                        key: FigureKey(book: node.path, measure: described[index]), estimate: estimate,
                        estimator: measures[index].estimator + remark))
            }
        }
        self.figures = figures
        diversification = tree.nodes.indices.map { node in
            Self.diversification(node, tree: tree, measures: described, estimates: estimates)
        }
        histogram = shape.histogram
        convergence = shape.convergence
        isFinite =
            shape.meanLoss.isFinite
            && estimates.allSatisfy { $0.allSatisfy { $0.value.isFinite && $0.standardError.isFinite } }
    }

    /// The figures of laws, one a node: no sampling error, and no shape of a sample.
    ///
    /// - Parameter laws: of the loss of each node of the tree.
    public init(laws: [any LossLaw], tree: BookTree, measures: [any RiskMeasure]) {
        let known = measures.filter { type(of: $0).isOfLaw }
        let described = known.map { MeasureDescription($0) }
        let estimates = laws.map { law in
            known.map { measure in
                let value = measure.value(under: law) ?? .nan
                return Estimate(value: value, standardError: 0, low: value, high: value)
            }
        }
        figures = zip(tree.nodes, zip(laws, estimates)).flatMap { node, pair in
            zip(described, pair.1).map { measure, estimate in
                RiskFigure(
                    key: FigureKey(book: node.path, measure: measure), estimate: estimate, estimator: pair.0.title)
            }
        }
        diversification = tree.nodes.indices.map { node in
            Self.diversification(node, tree: tree, measures: described, estimates: estimates)
        }
        histogram = Histogram(start: 0, binWidth: 0, counts: [], below: 0, above: 0)
        convergence = []
        isFinite = figures.allSatisfy { $0.estimate.value.isFinite }
    }

    /// Measures of one book alone, with the bits they have among all.
    ///
    /// - Parameter profitAndLoss: one number a path; a gain is positive.
    public static func estimates(
        _ profitAndLoss: UnsafeBufferPointer<Double>, measures: [any RiskMeasure], design: SampleDesign = .independent
    ) -> [Estimate] {
        let losses = LossDistribution(
            profitAndLoss: profitAndLoss, of: SampleReading(measures, count: profitAndLoss.count), design: design,
            tailOnly: measures.allSatisfy { type(of: $0).readsTailOnly })
        return measures.map { $0.estimate(losses) }
    }

    /// How much less a node loses than its children one by one.
    private static func diversification(
        _ node: Int, tree: BookTree, measures: [MeasureDescription], estimates: [[Estimate]]
    ) -> [Diversification] {
        let children = tree.nodes[node].children
        guard children.count > 1 else { return [] }
        return measures.indices.compactMap { index in
            guard measures[index].confidence != nil else { return nil }
            let sum = children.reduce(0) { $0 + estimates[$1][index].value }
            return Diversification(
                key: FigureKey(book: tree.nodes[node].path, measure: measures[index]), sumOfChildren: sum,
                benefit: sum - estimates[node][index].value)
        }
    }
}

extension SampleDesign {
    /// What a figure's estimator adds for a sample that is not independent.
    fileprivate func remark(count: Int) -> String {
        if isIndependent { return "" }
        let effective = Int(effectiveCount(of: count))
        let reasons = (weights.isEmpty ? [] : ["weighted"]) + (overlap > 1 ? ["overlapping \(overlap) days"] : [])
        return "; \(count) losses, " + reasons.joined(separator: " and ") + ", err like \(effective) independent ones"
    }
}
