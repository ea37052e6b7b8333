import Market

/// A sample of gains that others on the same paths are measured against.
public struct PairedSample: Sendable {
    /// A figure of another sample, and how much greater it is than that of the base, with the error of the difference.
    public struct Change: Sendable {
        public var after: Estimate
        public var change: Estimate
    }

    /// Of the base, one a measure.
    public let figures: [Estimate]
    private let measures: [any RiskMeasure]
    private let design: SampleDesign
    private let ranks: [Int]
    private let effectiveCount: Double
    /// Measures × paths; empty for a measure without an influence function.
    private let influences: [[Double]]

    /// - Parameter profitAndLoss: one number a path; a gain is positive.
    public init(
        _ profitAndLoss: UnsafeBufferPointer<Double>, measures: [any RiskMeasure], design: SampleDesign = .independent
    ) {
        let ranks = Set(measures.flatMap { $0.ranks(count: profitAndLoss.count) }).sorted()
        let losses = LossDistribution(profitAndLoss: profitAndLoss, ranks: ranks, design: design)
        self.ranks = ranks
        self.measures = measures
        self.design = design
        effectiveCount = losses.effectiveCount
        figures = measures.map { $0.estimate(losses) }
        influences = measures.map { measure in
            guard let influence = measure.influence(in: losses) else { return [] }
            return profitAndLoss.map { influence(-$0) }
        }
    }

    /// - Parameter after: of the same paths.
    public func changes(to after: UnsafeBufferPointer<Double>) -> [Change] {
        let losses = LossDistribution(profitAndLoss: after, ranks: ranks, design: design)
        return measures.indices.map { index in
            let own = measures[index].estimate(losses)
            let before = influences[index]
            let apart =
                own.standardError * own.standardError
                + figures[index].standardError * figures[index].standardError
            var error = apart.squareRoot()
            if !before.isEmpty, let influence = measures[index].influence(in: losses) {
                error = (variance(after, less: before, influence) / effectiveCount).squareRoot()
            }
            return Change(
                after: own, change: Estimate(value: own.value - figures[index].value, standardError: error))
        }
    }

    /// Of the change of the influence function over the paths.
    private func variance(
        _ after: UnsafeBufferPointer<Double>, less before: [Double], _ influence: (Double) -> Double
    ) -> Double {
        var (total, sum, squares) = (0.0, 0.0, 0.0)
        if design.weights.isEmpty {
            for path in before.indices {
                let difference = influence(-after[path]) - before[path]
                sum += difference
                squares += difference * difference
            }
            total = Double(before.count)
        } else {
            for (path, weight) in design.weights.enumerated() {
                let difference = influence(-after[path]) - before[path]
                total += weight
                sum += weight * difference
                squares += weight * difference * difference
            }
        }
        let mean = sum / total
        return max(0, squares / total - mean * mean)
    }

    /// Figures of a sample by itself.
    public func figures(of profitAndLoss: UnsafeBufferPointer<Double>) -> [Estimate] {
        let losses = LossDistribution(profitAndLoss: profitAndLoss, ranks: ranks, design: design)
        return measures.map { $0.estimate(losses) }
    }
}
