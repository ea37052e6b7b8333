import Market
import Measures

/// Losses read off states.
public struct SampledLosses: LossModel {
    let sample: ProfitAndLoss
    let design: SampleDesign

    /// - Parameter design: how the paths count.
    public init(_ sample: ProfitAndLoss, design: SampleDesign) {
        self.sample = sample
        self.design = design
    }

    public var profitAndLoss: ProfitAndLoss? { sample }
    public var notes: [String] { [] }

    public func measurement(_ run: BoundRun, workers: Int) -> Measurement {
        Measurement(sample, tree: run.tree, measures: run.measures, design: design, workers: workers)
    }

    public func figures(_ measures: [any RiskMeasure]) -> [Estimate] {
        let reading = SampleReading(measures, count: pathCount)
        let losses = sample.withNode(0) { LossDistribution(profitAndLoss: $0, for: reading, design: design) }
        return measures.map { $0.estimate(losses) }
    }

    public func place(of profitAndLoss: Double) -> Double {
        sample.withNode(0) { Self.rank(of: profitAndLoss, in: $0, design) }
    }

    /// The middle of the outcome's rank among n forecasts and itself, as a share of n + 1; ties share their ranks.
    ///
    /// If the outcome is one more of the same law, each rank is as likely: F. X. Diebold, T. A. Gunther, A. S. Tay,
    /// “Evaluating density forecasts with applications to financial risk management”, International Economic Review 39(4),
    /// 1998; with weights, n is the number of equal ones that tell as much.
    package static func rank(
        of outcome: Double, in forecasts: UnsafeBufferPointer<Double>, _ design: SampleDesign
    ) -> Double {
        var (below, equal) = (0.0, 0.0)
        if design.weights.isEmpty {
            let share = 1 / Double(forecasts.count)
            below = Double(forecasts.reduce(0) { $1 < outcome ? $0 + 1 : $0 }) * share
            equal = Double(forecasts.reduce(0) { $1 == outcome ? $0 + 1 : $0 }) * share
        } else {
            for (forecast, weight) in zip(forecasts, design.weights) {
                if forecast < outcome { below += weight } else if forecast == outcome { equal += weight }
            }
        }
        let count = design.weights.isEmpty ? Double(forecasts.count) : design.effectiveCount(of: forecasts.count)
        let share = min(below + equal / 2, 1)
        return (share * count + 0.5) / (count + 1)
    }

    public func greatestLosses(_ confidence: ConfidenceLevel, level: Double, stretch: Double) -> TailLosses? {
        guard level.isFinite else { return nil }
        let least = min(level, level * (1 / stretch))
        return sample.withNode(0) { gains in
            if design.weights.isEmpty {
                let losses = gains.lazy.filter { -$0 >= least }.map { -$0 }.sorted(by: >)
                return .losses(losses, weights: [Double](repeating: 1 / Double(gains.count), count: losses.count))
            }
            let places = gains.indices.filter { -gains[$0] >= least }.sorted { (gains[$0], $0) < (gains[$1], $1) }
            let whole = design.weights.reduce(0, +)
            return .losses(places.map { -gains[$0] }, weights: places.map { design.weights[$0] / whole })
        }
    }

    public func changeErrors(
        to after: any LossModel, node: (before: Int, after: Int), measures: [any RiskMeasure]
    ) -> [Double?]? {
        guard let after = after as? SampledLosses, after.pathCount == pathCount else { return nil }
        return sample.withNode(node.before) { old in
            after.sample.withNode(node.after) { new in
                PairedChange(from: old, to: new, measures: measures, design: design).standardErrors
            }
        }
    }

    public func worstPaths(_ count: Int) -> [(path: Int, loss: Double)] {
        sample.withNode(0) { WorstPaths.largest(count, of: $0) }
    }
}
