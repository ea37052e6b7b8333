/// A line of blocks for a terminal.
package enum SparkText {
    private static let bars = Array("▁▂▃▄▅▆▇█")

    /// - Parameter width: blocks at most; several values share one by their mean where there are more.
    package static func line(_ values: [Double], width: Int = 60) -> String {
        guard !values.isEmpty, width > 0 else { return "" }
        let count = min(width, values.count)
        let shown = (0..<count).map { index -> Double in
            let part = values[(index * values.count / count)..<((index + 1) * values.count / count)]
            return part.reduce(0, +) / Double(part.count)
        }
        let (low, high) = (shown.min() ?? 0, shown.max() ?? 0)
        return String(
            shown.map { value in high > low ? bars[min(7, Int((value - low) / (high - low) * 8))] : bars[3] })
    }
}
