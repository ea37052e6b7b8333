/// A symmetric matrix of correlations as squares: blue with, orange against, the stronger the deeper.
public struct HeatMap: Chart {
    /// A name a row and column.
    public var labels: [String]
    /// A new group begins where this changes from one row to the next; a line stands between groups.
    public var groups: [String]
    /// Row-major, `labels.count × labels.count`, from −1 to 1.
    public var values: [Double]
    public var title: String
    public var description: String

    public init(
        labels: [String], groups: [String], values: [Double], title: String, description: String
    ) {
        precondition(groups.count == labels.count, "one group a label")
        precondition(values.count == labels.count * labels.count, "values must be labels × labels")
        self.labels = labels
        self.groups = groups
        self.values = values
        self.title = title
        self.description = description
    }

    /// More rows than this go without labels; their groups are named instead.
    package static let labelLimit = 40
    private static let labelSize = 11.0
    /// The opacity of a correlation of one: the number in a square is legible on any of them.
    private static let deepest = 0.62
    private static let legendValues = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1]
    private static let legendStep = 24.0

    public var isElastic: Bool { false }

    /// At most so wide; a small matrix is narrower.
    public func drawing(width: Double, height: Double) -> Drawing {
        let count = labels.count
        let shown = labels.map { $0.shortened(to: 18) }
        let hasLabels = count <= Self.labelLimit
        let names = hasLabels ? shown : groups
        let longest = names.map { Drawing.width(of: $0, size: Self.labelSize) }.max() ?? 0
        let margin = longest + 12
        let cell = min(36, max(4, (width - margin) / Double(max(1, count))))
        let side = cell * Double(count)
        let legendHeight = 44.0
        let legendWidth = Self.legendStep * Double(Self.legendValues.count)
        var canvas = Drawing(width: margin + max(side, legendWidth) + 2, height: margin + side + legendHeight)
        for row in 0..<count {
            for column in 0..<count {
                drawCell(row, column, size: cell, margin: margin, on: &canvas)
            }
        }
        for index in 1..<max(1, count) where groups[index] != groups[index - 1] {
            let offset = margin + Double(index) * cell
            canvas.line(from: (margin, offset), to: (margin + side, offset), stroke: .surface, width: 3)
            canvas.line(from: (offset, margin), to: (offset, margin + side), stroke: .surface, width: 3)
        }
        if hasLabels {
            for (index, name) in shown.enumerated() { drawLabel(name, at: Double(index) + 0.5, cell, margin, &canvas) }
        } else {
            for run in groupRuns { drawLabel(run.name, at: run.middle, cell, margin, &canvas) }
        }
        drawLegend(x: margin, y: margin + side + 20, on: &canvas)
        return canvas.described(title: title, description: description, fontSize: Self.labelSize)
    }

    private func drawCell(_ row: Int, _ column: Int, size: Double, margin: Double, on canvas: inout Drawing) {
        let value = values[row * labels.count + column]
        let (x, y) = (margin + Double(column) * size, margin + Double(row) * size)
        let gap = size > 8 ? 1.0 : 0
        let isNegative = value < 0
        canvas.rectangle(
            x: x, y: y, width: size - gap, height: size - gap, fill: isNegative ? .second : .first,
            opacity: min(1, abs(value)) * Self.deepest)
        if size >= 26 {
            canvas.text(
                Self.short(value), at: (x + (size - gap) / 2, y + size / 2 + 3.5), fill: .ink, anchor: .middle,
                size: size >= 32 ? 10.5 : 9)
        } else if value < -0.05, size > 8 {
            let (middle, reach) = (y + (size - gap) / 2, size / 4)
            let center = x + (size - gap) / 2
            canvas.line(from: (center - reach, middle), to: (center + reach, middle), stroke: .ink)
        }
    }

    /// Two decimals without the zero before them: .62, −.31, 1.
    private static func short(_ value: Double) -> String {
        let text = NumberText.fixed(value, decimals: 2)
        if text == "1.00" || text == "0.00" { return String(text.prefix(1)) }
        return text.hasPrefix("0") ? String(text.dropFirst()) : text.hasPrefix("−0") ? "−" + text.dropFirst(2) : text
    }

    private func drawLabel(
        _ name: String, at place: Double, _ cell: Double, _ margin: Double, _ canvas: inout Drawing
    ) {
        let offset = margin + place * cell
        canvas.text(name, at: (margin - 6, offset + 4), fill: .ink, anchor: .end)
        canvas.text(name, at: (offset + 4, margin - 6), fill: .ink, rotation: -90)
    }

    /// The groups with room for a name, and the middle of each, in rows.
    private var groupRuns: [(name: String, middle: Double)] {
        var runs: [(name: String, start: Int, count: Int)] = []
        for (index, group) in groups.enumerated() {
            if runs.last?.name == group { runs[runs.count - 1].count += 1 } else { runs.append((group, index, 1)) }
        }
        return runs.map { ($0.name, Double($0.start) + Double($0.count) / 2) }
    }

    private func drawLegend(x: Double, y: Double, on canvas: inout Drawing) {
        let step = Self.legendStep
        for (index, value) in Self.legendValues.enumerated() {
            canvas.rectangle(
                x: x + Double(index) * step, y: y, width: step, height: 9,
                fill: value < 0 ? .second : .first, opacity: abs(value) * Self.deepest)
        }
        for (index, label) in ["−1", "0", "1"].enumerated() {
            let position = x + (Double(index) * 4 + 0.5) * step
            canvas.text(label, at: (position, y + 22), fill: .muted, anchor: .middle)
        }
    }
}
