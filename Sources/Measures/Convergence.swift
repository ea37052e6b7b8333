import Market

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The measures of the tail after more and more paths, in equal ratios.
///
/// The losses that may matter were picked out and sorted once; those of the first n paths are among them.
struct Convergence {
    private(set) var series: [ConvergenceSeries] = []

    private static let pointCount = 24

    /// - Parameter order: of the values, as deep as the measures look.
    init(_ values: UnsafeBufferPointer<Double>, order: TailOrder, measures: [any RiskMeasure]) {
        let tails = measures.filter { $0.confidence != nil }
        var candidates = Candidates(values: values, ordered: order.losses)
        self.init(tails, counts: Self.counts(upTo: values.count, measures: tails)) { count, depth in
            candidates.largest(ofFirst: count, depth: depth)
        }
    }

    /// - Parameter largest: the greatest losses of so many first paths, as many as wanted; asked for ever fewer paths.
    private init(_ tails: [any RiskMeasure], counts: [Int], largest: (Int, Int) -> [Double]) {
        series = tails.map { measure in
            ConvergenceSeries(key: FigureKey(measure), points: [])
        }
        // From the whole sample down, for each has its candidates among those of the next larger one.
        for count in counts.reversed() {
            let depths = tails.map { $0.depth(count: count) }
            let losses = LossDistribution(count: count, largest: largest(count, depths.max() ?? 0))
            for (index, measure) in tails.enumerated()
            where count >= Self.least(measure) || counts.count == 1 {
                let estimate = measure.estimate(losses)
                if estimate.standardError.isFinite {
                    series[index].points.append(.init(paths: count, estimate: estimate))
                }
            }
        }
        for index in series.indices { series[index].points.reverse() }
    }

    /// The numbers of first paths that are looked at, and how deep into the tail of each.
    static func depths(count: Int, measures: [any RiskMeasure]) -> [(count: Int, depth: Int)] {
        let tails = measures.filter { $0.confidence != nil }
        return counts(upTo: count, measures: tails).map { count in
            (count, min(count, tails.map { $0.depth(count: count) }.max() ?? 0))
        }
    }

    /// - Parameters:
    ///   - candidates: the greatest losses of the first paths, as deep as `depths` says, in their order.
    ///   - count: of all paths.
    init(_ candidates: [TailOrder.Loss], count: Int, measures: [any RiskMeasure]) {
        let tails = measures.filter { $0.confidence != nil }
        self.init(tails, counts: Self.counts(upTo: count, measures: tails)) { count, _ in
            candidates.lazy.filter { $0.path < count }.map(\.value)
        }
    }

    /// As many paths as put twenty losses into the tail.
    private static func least(_ measure: any RiskMeasure) -> Int {
        max(200, Int(20 / (1 - (measure.confidence?.value ?? 0))))
    }

    private static func counts(upTo count: Int, measures: [any RiskMeasure]) -> [Int] {
        let least = Double(min(count, measures.map { Self.least($0) }.min() ?? count))
        var counts: [Int] = []
        for index in 0..<pointCount {
            let share = Double(index) / Double(pointCount - 1)
            let next = index == pointCount - 1 ? count : Int(least * pow(Double(count) / least, share))
            if next > counts.last ?? 0 { counts.append(next) }
        }
        return counts
    }

    /// The losses that may matter, the largest first, with the paths they came on.
    private struct Candidates {
        let values: UnsafeBufferPointer<Double>
        private var losses: [Double]
        private var paths: [Int]

        init(values: UnsafeBufferPointer<Double>, ordered: [TailOrder.Loss]) {
            self.values = values
            losses = ordered.map(\.value)
            paths = ordered.map(\.path)
        }

        /// The largest losses of the first paths: at least `depth` of them. Forgets the later paths.
        mutating func largest(ofFirst count: Int, depth: Int) -> [Double] {
            if count < values.count { forget(from: count) }
            return losses.count >= depth ? losses : DescendingOrder.sorted(values[..<count].map { -$0 })
        }

        private mutating func forget(from end: Int) {
            var kept = 0
            losses.withUnsafeMutableBufferPointer { losses in
                paths.withUnsafeMutableBufferPointer { paths in
                    for place in losses.indices {
                        losses[kept] = losses[place]
                        paths[kept] = paths[place]
                        kept += paths[place] < end ? 1 : 0
                    }
                }
            }
            losses.removeLast(losses.count - kept)
            paths.removeLast(paths.count - kept)
        }
    }
}
