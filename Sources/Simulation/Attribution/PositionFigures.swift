import Kernels
import Market
import Measures
import Parallelism

/// The figures of every position by itself, and of the portfolio without it: they need what it gains on every path.
package struct PositionFigures: Sendable {
    package struct Figures: Sendable {
        package var standAlone: Estimate
        /// The whole less the whole without the position.
        package var incremental: Estimate
    }

    /// Positions × measures.
    package let positions: [[Figures]]

    /// - Parameter chunk: positions times paths whose gains are kept at a time: 400 MB. The figures do not depend on it.
    package init(
        _ run: BoundRun, whole: ProfitAndLoss, measures: [any RiskMeasure], workers: Int, chunk: Int = 50_000_000
    ) {
        let design = run.sampleDesign
        let base = whole.withNode(0) { PairedSample($0, measures: measures, design: design) }
        let count = run.positions.count
        let step = max(1, chunk / whole.pathCount)
        positions = stride(from: 0, to: count, by: step).flatMap { start in
            let range = start..<min(count, start + step)
            let gains = run.positionGains(range, workers: workers)
            return concurrentMap(range.count, workers: workers) { position in
                gains.withNode(position) { own in
                    whole.withNode(0) { all in Self.figures(own, all, base) }
                }
            }
        }
    }

    private static func figures(
        _ own: UnsafeBufferPointer<Double>, _ all: UnsafeBufferPointer<Double>, _ base: PairedSample
    ) -> [Figures] {
        let rest = [Double](unsafeUninitializedCapacity: all.count) { buffer, count in
            _ = buffer.initialize(fromContentsOf: all)
            Elementwise.accumulate(-1, own, into: UnsafeMutableBufferPointer(rebasing: buffer[..<all.count]))
            count = all.count
        }
        let changes = rest.withUnsafeBufferPointer { base.changes(to: $0) }
        return zip(base.figures(of: own), changes).map { alone, change in
            let (value, error) = (-change.change.value, change.change.standardError)
            return Figures(
                standAlone: alone,
                incremental: Estimate(
                    value: value, standardError: error, low: value - 1.96 * error, high: value + 1.96 * error))
        }
    }
}
