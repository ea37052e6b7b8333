import Kernels
import LinearAlgebra
import Randomness

/// Draws standard normals and correlates them, in panels of a fixed width.
///
/// The kernels of a BLAS treat the columns at the edge of a matrix differently, so a path's bits could depend on how
/// many others share its call. Every call therefore has the same width, and blocks are whole panels.
public struct CorrelatedNormals<Draws: DrawSource>: Sendable {
    /// Paths in one panel: fewer for principal components, whose thousands of rows would overflow the cache.
    public let panelWidth: Int

    public let draws: Draws
    private let root: CorrelationRoot
    private let singleRoot: SingleCorrelationRoot?

    /// - Parameter isSingle: draw and correlate in single precision; the drivers are double all the same.
    public init(draws: Draws, root: CorrelationRoot, isSingle: Bool) {
        self.draws = draws
        self.root = root
        panelWidth = if case .components = root { 128 } else { 256 }
        singleRoot = isSingle ? SingleCorrelationRoot(root) : nil
    }

    /// The memory one worker needs, made once.
    public struct Workspace {
        let single: SingleRowStorage?

        public init(_ normals: CorrelatedNormals, driverCount: Int, pathCount: Int) {
            single = normals.singleRoot.map { _ in SingleRowStorage(rowCount: driverCount, pathCount: pathCount) }
        }
    }

    /// Fills the drivers of some paths for one step.
    ///
    /// - Parameter drivers: drivers × paths. The first `root.rowCount` rows become correlated, as `root.rows` says; any
    ///   further rows stay independent.
    public func fill(_ drivers: MutableRows, step: Int, paths: Range<Int>, _ workspace: Workspace) {
        let width = panelWidth
        precondition(paths.count == drivers.pathCount && paths.count.isMultiple(of: width), "blocks are whole panels")
        if let singleRoot, let storage = workspace.single {
            let single = storage.rows.prefix(paths: paths.count)
            draws.normals(step: step, paths: paths, into: single)
            for start in stride(from: 0, to: paths.count, by: width) {
                singleRoot.correlate(single.base + start, stride: single.stride, pathCount: width)
            }
            for row in 0..<drivers.rowCount { Elementwise.widen(UnsafeBufferPointer(single[row]), into: drivers[row]) }
        } else {
            draws.normals(step: step, paths: paths, into: drivers)
            for start in stride(from: 0, to: paths.count, by: width) {
                root.correlate(drivers.base + start, stride: drivers.stride, pathCount: width)
            }
        }
    }
}
