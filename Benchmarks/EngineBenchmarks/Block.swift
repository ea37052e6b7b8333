import Kernels

/// Rows of numbers in the range where a kernel works, and rows for its results.
///
/// Unchecked because each benchmark runs alone.
final class Block: @unchecked Sendable {
    static let rowCount = 64
    static let pathCount = 256
    /// Numbers that one pass over the block makes.
    static let size = rowCount * pathCount

    private let input = RowStorage(rowCount: rowCount, pathCount: pathCount)
    private let output = RowStorage(rowCount: rowCount, pathCount: pathCount)

    var x: Rows { input.rows.readOnly }
    var out: MutableRows { output.rows }

    init(_ range: ClosedRange<Double>) {
        for row in 0..<Self.rowCount {
            for path in 0..<Self.pathCount {
                let share = Double((row * 131 + path * 29) % 1_009) / 1_008
                input.rows[row, path] = range.lowerBound + share * (range.upperBound - range.lowerBound)
            }
        }
    }

    /// Runs a kernel on every row.
    func each(_ kernel: (Elementwise.Row, Elementwise.MutableRow) -> Void) {
        for row in 0..<Self.rowCount { kernel(x[row], out[row]) }
    }
}
