import Kernels

/// The largest losses of a sample, the largest first, with the paths they came on; among equal losses the first path
/// first.
struct TailOrder {
    struct Loss: BitwiseCopyable {
        var value: Double
        var path: Int
    }

    let losses: [Loss]

    /// - Parameter depth: how many are wanted at least. All losses equal to one of them are there too.
    init(_ profitAndLoss: UnsafeBufferPointer<Double>, depth: Int) {
        if depth * 3 < profitAndLoss.count,
            let threshold = LossDistribution.threshold(profitAndLoss, depth: depth)
        {
            let kept = Elementwise.places(of: profitAndLoss, atMost: threshold)
            if kept.count >= depth {
                losses = DescendingOrder.sorted(
                    kept.map { Loss(value: -profitAndLoss[Int($0)], path: Int($0)) }
                ) { $0.value }
                return
            }
        }
        losses = DescendingOrder.sorted(profitAndLoss.indices.map { Loss(value: -profitAndLoss[$0], path: $0) }) {
            $0.value
        }
    }
}
