/// What every book gains or loses on every path, in the base currency: rows of book nodes, paths contiguous.
///
/// A gain is positive here; `Measures` turns it into losses.
public struct ProfitAndLoss: Sendable {
    public let nodeCount: Int
    public let pathCount: Int
    private let values: [Double]

    /// - Parameter fill: writes the values, row by row: `nodeCount × pathCount`.
    public init(nodeCount: Int, pathCount: Int, fill: (UnsafeMutableBufferPointer<Double>) -> Void) {
        self.nodeCount = nodeCount
        self.pathCount = pathCount
        values = [Double](unsafeUninitializedCapacity: nodeCount * pathCount) { buffer, count in
            fill(buffer)
            count = nodeCount * pathCount
        }
    }

    /// One path after another, for one node.
    public func withNode<Result>(_ node: Int, _ body: (UnsafeBufferPointer<Double>) -> Result) -> Result {
        precondition(node >= 0 && node < nodeCount)
        return values.withUnsafeBufferPointer { buffer in
            body(UnsafeBufferPointer(rebasing: buffer[node * pathCount..<(node + 1) * pathCount]))
        }
    }
}
