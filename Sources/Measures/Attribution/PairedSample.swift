import Kernels
import Market

/// A sample of gains that others on the same paths are measured against.
public struct PairedSample: Sendable {
    /// A figure of another sample, and how much greater it is than that of the base, with the error of the difference.
    public struct Change: Sendable {
        public var after: Estimate
        public var change: Estimate

        public init(after: Estimate, change: Estimate) {
            self.after = after
            self.change = change
        }
    }

    /// Of the base, one a measure.
    public let figures: [Estimate]
    private let measures: [any RiskMeasure]
    private let design: SampleDesign
    private let reading: SampleReading
    private let effectiveCount: Double
    /// One a measure; nil for a measure without an influence function.
    private let influences: [Influences?]

    /// What is not zero of an influence function over the paths, in their order.
    private struct Influences {
        var paths: [Int64]
        var values: [Double]

        init(_ gains: UnsafeBufferPointer<Double>, _ influence: InfluenceFunction) {
            paths =
                influence.start.isFinite
                ? Elementwise.places(of: gains, atMost: -influence.start) : gains.indices.map(Int64.init)
            values = paths.map { influence(-gains[Int($0)]) }
        }
    }

    /// - Parameter profitAndLoss: one number a path; a gain is positive.
    public init(
        _ profitAndLoss: UnsafeBufferPointer<Double>, measures: [any RiskMeasure], design: SampleDesign = .independent
    ) {
        let reading = SampleReading(measures, count: profitAndLoss.count)
        let losses = LossDistribution(profitAndLoss: profitAndLoss, for: reading, design: design)
        self.reading = reading
        self.measures = measures
        self.design = design
        effectiveCount = losses.effectiveCount
        figures = measures.map { $0.estimate(losses) }
        influences = measures.map { $0.influence(in: losses).map { Influences(profitAndLoss, $0) } }
    }

    /// - Parameter after: of the same paths.
    public func changes(to after: UnsafeBufferPointer<Double>) -> [Change] {
        let losses = LossDistribution(profitAndLoss: after, for: reading, design: design)
        return measures.indices.map { index in
            let own = measures[index].estimate(losses)
            let apart =
                own.standardError * own.standardError
                + figures[index].standardError * figures[index].standardError
            var error = apart.squareRoot()
            if let before = influences[index], let influence = measures[index].influence(in: losses) {
                let variance = variance(Influences(after, influence), less: before, count: after.count)
                error = (variance / effectiveCount).squareRoot()
            }
            return Change(
                after: own, change: Estimate(value: own.value - figures[index].value, standardError: error))
        }
    }

    /// Of the change of the influence function over the paths: those that neither sample's tail holds do not change.
    private func variance(_ after: Influences, less before: Influences, count: Int) -> Double {
        var (sum, squares) = (0.0, 0.0)
        func add(_ difference: Double, at path: Int64) {
            let weight = design.weights.isEmpty ? 1 : design.weights[Int(path)]
            sum += weight * difference
            squares += weight * difference * difference
        }
        var (a, b) = (0, 0)
        while a < after.paths.count || b < before.paths.count {
            let (first, second) = (
                a < after.paths.count ? after.paths[a] : .max, b < before.paths.count ? before.paths[b] : .max
            )
            let path = min(first, second)
            let difference =
                (first == path ? after.values[a] : 0) - (second == path ? before.values[b] : 0)
            add(difference, at: path)
            a += first == path ? 1 : 0
            b += second == path ? 1 : 0
        }
        let total = design.weights.isEmpty ? Double(count) : design.weights.reduce(0, +)
        let mean = sum / total
        return max(0, squares / total - mean * mean)
    }

    /// Figures of a sample by itself.
    public func figures(of profitAndLoss: UnsafeBufferPointer<Double>) -> [Estimate] {
        let losses = LossDistribution(profitAndLoss: profitAndLoss, for: reading, design: design)
        return measures.map { $0.estimate(losses) }
    }
}
