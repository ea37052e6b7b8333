import Kernels

/// The largest losses of a sample, the largest first, with the paths they came on; among equal losses the first path
/// first.
struct TailOrder: Sendable {
    struct Loss: BitwiseCopyable {
        var value: Double
        var path: Int
    }

    let losses: [Loss]

    /// - Parameter losses: in their order.
    init(sorted losses: [Loss]) { self.losses = losses }

    /// - Parameter losses: by ascending paths.
    init(sorting losses: [Loss]) {
        self.losses = DescendingOrder.sorted(losses) { $0.value }
    }

    /// - Parameter depth: how many are wanted at least. All losses equal to one of them are there too.
    init(_ profitAndLoss: UnsafeBufferPointer<Double>, depth: Int) {
        if let threshold = ThinnedSample.threshold(of: profitAndLoss, depth: depth) {
            let kept = Elementwise.places(of: profitAndLoss, atMost: threshold)
            if kept.count >= depth {
                self.init(sorting: kept.map { Loss(value: -profitAndLoss[Int($0)], path: Int($0)) })
                return
            }
        }
        self.init(all: profitAndLoss)
    }

    /// Every loss of a sample.
    init(all profitAndLoss: UnsafeBufferPointer<Double>) {
        self.init(sorting: profitAndLoss.indices.map { Loss(value: -profitAndLoss[$0], path: $0) })
    }
}
