/// Gains and losses by row and column as squares: gains blue, losses orange, the larger the deeper, each with its number.
public struct GainMap: Chart {
    public var rows: [String]
    public var columns: [String]
    /// Row by row.
    public var values: [Double]
    public var title: String

    public init(rows: [String], columns: [String], values: [Double], title: String) {
        precondition(values.count == rows.count * columns.count, "values must be rows × columns")
        self.rows = rows
        self.columns = columns
        self.values = values
        self.title = title
    }

    /// More make no readable map.
    package static let rowLimit = 40
    package static let columnLimit = 24
    private static let cellHeight = 24.0
    private static let labelSize = 11.0
    /// The opacity of the largest: the number in a square is legible on any of them.
    private static let deepest = 0.62

    public var isElastic: Bool { false }

    public func drawing(width: Double, height: Double) -> Drawing {
        let names = rows.map { $0.shortened(to: 26) }
        let left = (names.map { Drawing.width(of: $0, size: Self.labelSize) }.max() ?? 0) + 10
        let cell = max(34, min(84, (width - left) / Double(max(1, columns.count))))
        let heads = columns.map { $0.shortened(to: 24) }
        let longest = heads.map { Drawing.width(of: $0, size: Self.labelSize) }.max() ?? 0
        let isTurned = longest > cell - 4
        let top = isTurned ? longest + 10 : 22
        var canvas = Drawing(
            width: left + cell * Double(columns.count) + 4, height: top + Self.cellHeight * Double(rows.count) + 4)
        let largest = values.filter(\.isFinite).map(\.magnitude).max() ?? 0
        for (column, head) in heads.enumerated() {
            let x = left + (Double(column) + 0.5) * cell
            canvas.text(
                head, at: (isTurned ? x + 4 : x, top - 6), fill: .ink, anchor: isTurned ? .start : .middle,
                rotation: isTurned ? -90 : 0)
        }
        for (row, name) in names.enumerated() {
            let y = top + Double(row) * Self.cellHeight
            canvas.text(name, at: (left - 6, y + 16), fill: .ink, anchor: .end)
            for column in columns.indices {
                let value = values[row * columns.count + column]
                let x = left + Double(column) * cell
                canvas.rectangle(
                    x: x, y: y, width: cell - 1, height: Self.cellHeight - 1,
                    fill: value < 0 ? .second : .first,
                    opacity: largest > 0 ? value.magnitude / largest * Self.deepest : 0)
                canvas.text(
                    NumberText.compact(value, digits: cell > 48 ? 3 : 2), at: (x + (cell - 1) / 2, y + 16),
                    fill: .ink, anchor: .middle, size: cell > 48 ? 10.5 : 9)
            }
        }
        return canvas.described(
            title: title,
            description: "\(rows.count) rows by \(columns.count) columns; the largest is"
                + " \(NumberText.compact(largest)).", fontSize: Self.labelSize)
    }
}
