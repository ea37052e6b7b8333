import Market

extension TailWeights {
    /// The weights of a sample.
    ///
    /// - Parameters:
    ///   - profitAndLoss: of the whole, one number a path; a gain is positive.
    ///   - level: the confidence.
    init(
        _ form: Form, measure: any RiskMeasure, level: ConfidenceLevel, profitAndLoss: UnsafeBufferPointer<Double>,
        design: SampleDesign, figure: Estimate, quantile: Estimate
    ) {
        let count = profitAndLoss.count
        let effective = design.effectiveCount(of: count)
        let tail = Tail(count: count, confidence: level)
        let wanted = min(count, max(60, tail.rank))
        let isWeighted = !design.weights.isEmpty
        let order = TailOrder(profitAndLoss, depth: isWeighted ? count : min(count, tail.rank + wanted)).losses
        func weight(_ loss: TailOrder.Loss) -> Double { isWeighted ? design.weights[loss.path] : 1 / Double(count) }
        let share = isWeighted ? 1 - level.value : tail.size / Double(count)

        // Losses beyond the quantile, those equal to it, and the others in descending order.
        let first = order.firstIndex { $0.value <= quantile.value } ?? 0
        let last = order[first...].firstIndex { $0.value < quantile.value } ?? order.count
        let beyondWeight = order[..<first].reduce(0) { $0 + weight($1) }
        // So many equal losses that a few of them tell all.
        let tieLimit = max(1_000, tail.rank)
        let tieStep = max(1, (last - first + tieLimit - 1) / tieLimit)
        let ties = stride(from: first, to: last, by: tieStep).map { order[$0] }
        let tieWeight = ties.reduce(0) { $0 + weight($1) }
        // The losses before the quantile's rank, ties among them, are those of its excesses.
        var before = 0.0
        var rank = 0
        for loss in order {
            guard before + weight(loss) < share - 1e-12 else { break }
            before += weight(loss)
            rank += 1
        }

        let window = Self.window(order, around: quantile.value, first..<last, least: wanted, share: share, weight)
        var entries: [Int: (loss: Double, kernel: Double, tail: Double, beyond: Double)] = [:]
        for loss in order[..<first] { entries[loss.path] = (loss.value, 0, weight(loss), weight(loss)) }
        for loss in ties {
            let part = weight(loss) / tieWeight
            entries[loss.path] = (
                loss.value, 0, max(0, share - beyondWeight) * part, max(0, before - beyondWeight) * part
            )
        }
        if form == .quantile { entries = [:] }
        for loss in window.losses {
            let ratio = window.reach > 0 ? (loss.value - quantile.value) / window.reach : 0
            let kernel = max(0, 1 - ratio * ratio) * weight(loss)
            guard kernel > 0 else { continue }
            entries[loss.path, default: (loss.value, 0, 0, 0)].kernel = kernel
        }
        let sorted = entries.sorted { $0.key < $1.key }
        self.init(
            Basis(
                // One loss in the tail says nothing of what lies beyond it.
                form: form == .tailMean && rank == 0 ? .loneLoss : form, level: level, quantile: quantile,
                paths: sorted.map(\.key), losses: sorted.map(\.value.loss), kernel: sorted.map(\.value.kernel),
                tail: sorted.map(\.value.tail), beyond: sorted.map(\.value.beyond),
                tailSize: isWeighted || design.overlap > 1 ? effective * (1 - level.value) : tail.size,
                overlap: Double(design.overlap), bandwidth: window.reach),
            measure: MeasureDescription(measure), figure: figure)
    }

    /// The losses nearest to the quantile, those equal to it included, and the distance of the next.
    ///
    /// - Parameters:
    ///   - ties: the places of the losses equal to it.
    ///   - least: how many are wanted at least.
    ///   - share: how much they shall weigh at least.
    private static func window(
        _ order: [TailOrder.Loss], around quantile: Double, _ ties: Range<Int>, least: Int, share: Double,
        _ weight: (TailOrder.Loss) -> Double
    ) -> (losses: ArraySlice<TailOrder.Loss>, reach: Double) {
        var (low, high) = (ties.lowerBound, min(ties.upperBound, ties.lowerBound + max(least, 1)))
        var total = order[low..<high].reduce(0) { $0 + weight($1) }
        var reach = 0.0
        while low > 0 || high < order.count, high - low < least || total < share {
            let above = low > 0 ? order[low - 1].value - quantile : .infinity
            let below = high < order.count ? quantile - order[high].value : .infinity
            if above <= below {
                low -= 1
                reach = above
                total += weight(order[low])
            } else {
                reach = below
                total += weight(order[high])
                high += 1
            }
        }
        return (order[low..<high], reach)
    }
}
