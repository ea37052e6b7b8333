import Kernels

/// Kept blocks of a source, whatever its type.
protocol KeptPaths: AnyObject {
    var memory: Int { get }
    /// Whether every block is kept.
    var isWhole: Bool { get }
    func grow(to rowCount: Int)
    func fill(
        _ source: any RunSource, _ revaluation: Revaluation, workers: Int,
        _ body: @Sendable (Range<Int>, MutableRows) -> Void)
    func update(
        _ source: any RunSource, factors: [Int], _ work: RevaluationWork, _ revaluation: Revaluation, workers: Int,
        _ body: @Sendable (Range<Int>, MutableRows) -> Void)
}

extension KeptBlocks: KeptPaths {
    func fill(
        _ source: any RunSource, _ revaluation: Revaluation, workers: Int,
        _ body: @Sendable (Range<Int>, MutableRows) -> Void
    ) {
        fill(own(source), revaluation, workers: workers, body)
    }

    func update(
        _ source: any RunSource, factors: [Int], _ work: RevaluationWork, _ revaluation: Revaluation, workers: Int,
        _ body: @Sendable (Range<Int>, MutableRows) -> Void
    ) {
        update(own(source), factors: factors, work, revaluation, workers: workers, body)
    }

    private func own(_ source: any RunSource) -> Source {
        guard let own = source as? Source else { preconditionFailure("paths of another source") }
        return own
    }
}
