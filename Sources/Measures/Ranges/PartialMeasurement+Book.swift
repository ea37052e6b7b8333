import Kernels
import Market

extension PartialMeasurement.Book {
    /// - Parameters:
    ///   - values: profit and loss on some chunks.
    ///   - start: the first path of them.
    ///   - first: the same book on the run's first chunk.
    ///   - isWhole: whether it is the whole portfolio.
    init(
        _ values: UnsafeBufferPointer<Double>, from start: Int, first: UnsafeBufferPointer<Double>, isWhole: Bool,
        _ depths: RangeDepths
    ) {
        // The portfolio's convergence looks at small losses too, where they came first.
        let order = isWhole ? TailOrder(all: values) : TailOrder(values, depth: min(depths.depth, values.count))
        let all = order.losses.map { TailOrder.Loss(value: $0.value, path: start + $0.path) }
        tail = TailPart(Array(all.prefix(depths.depth)))
        exceedances = depths.thresholds.map { LossDistribution.count(values, above: $0) }
        let shift = SampleMoments.pilot(first)
        for begin in stride(from: 0, to: values.count, by: SampleMoments.chunkLength) {
            let end = min(begin + SampleMoments.chunkLength, values.count)
            sums.add(
                RowSummary(UnsafeBufferPointer(rebasing: values[begin..<end]), shift: shift),
                chunk: (start + begin) / SampleMoments.chunkLength)
        }
        self.shift = shift.bitPattern
        guard isWhole, depths.isIndependent else { return }
        candidates = TailPart(depths.candidates(all))
        let bins = Histogram.Bins(firstChunkOf: first)
        var counts = bins.zeros
        bins.add(values, to: &counts)
        self.counts = counts
        self.bins = [bins.start.bitPattern, bins.width.bitPattern]
    }

    /// - Parameter parts: of one book, on paths apart from each other.
    init(joining parts: [PartialMeasurement.Book], _ depths: RangeDepths) {
        self = parts[0]
        tail = TailPart(Array(TailPart.joined(parts.map(\.tail)).prefix(depths.depth)))
        for part in parts.dropFirst() {
            sums.add(part.sums)
            for index in exceedances.indices { exceedances[index] += part.exceedances[index] }
            if let own = counts, let further = part.counts { counts = zip(own, further).map(+) }
        }
        if candidates != nil {
            candidates = TailPart(depths.candidates(TailPart.joined(parts.compactMap(\.candidates))))
        }
    }

    /// - Parameter count: paths of the run, all of which are there.
    func reading(count: Int, thresholds: [Double], _ measures: [any RiskMeasure]) -> NodeReading {
        let moments = SampleMoments(sums.total, count: count, shift: Double(bitPattern: shift))
        let losses = LossDistribution(
            moments, count: count, largest: tail.order.map(\.value),
            exceedances: zip(thresholds, exceedances).map { (threshold: $0, count: $1) })
        var reading = NodeReading(estimates: measures.map { $0.estimate(losses) })
        if let candidates, let counts, let bins {
            let edges = Histogram.Bins(
                start: Double(bitPattern: bins[0]), width: Double(bitPattern: bins[1]), count: counts.count - 2)
            reading.shape = NodeReading.Shape(
                meanLoss: losses.mean, histogram: edges.histogram(counts),
                convergence: Convergence(candidates.order, count: count, measures: measures).series)
        }
        return reading
    }
}
