/// The rows of a bar chart, each with its name: to the left of the bars where there is room for both, else above them.
package struct BarRows {
    /// Where the room for bars begins.
    package let left: Double
    /// Whether names stand above the bars.
    package let isStacked: Bool
    /// All rows together.
    package let height: Double
    private let rowHeight: Double
    private let nameHeight: Double
    private let nameWidth: Double

    /// A drawing narrower than this, in points, has its names above the bars.
    private static let leastBeside = 480.0
    private static let margin = 4.0

    /// - Parameters:
    ///   - rowHeight: of a row with its name beside its bar.
    ///   - names: the room that they need beside the bars.
    ///   - width: of the drawing.
    package init(count: Int, rowHeight: Double, names: Double, width: Double) {
        isStacked = width < Self.leastBeside
        left = isStacked ? 0 : names
        nameWidth = isStacked ? width : names
        nameHeight = isStacked ? 18 : 0
        self.rowHeight = rowHeight + nameHeight
        height = self.rowHeight * Double(count) + 2 * Self.margin
    }

    /// The middle of a bar; below its name it stands closer to that than to the next.
    package func middle(_ row: Int) -> Double {
        let middle = rowHeight * Double(row) + nameHeight + (rowHeight - nameHeight) / 2 + Self.margin
        return isStacked ? middle - 2 : middle
    }

    /// From the bar of the row before to this one.
    package var pitch: Double { rowHeight }

    package func draw(
        _ name: String, row: Int, size: Double? = nil, isBold: Bool = false, on canvas: inout Drawing
    ) {
        let y = isStacked ? rowHeight * Double(row) + Self.margin + 16 : middle(row) + 4
        canvas.text(
            name.shortened(to: Int(nameWidth / 6.4)), at: (0, y), fill: .ink, size: size, isBold: isBold,
            halo: isStacked ? .surface : nil)
    }
}
