import Measures

/// What the parts add to a figure: a bar each, from zero, with the 95 % interval of its estimate.
public struct ContributionChart: Chart {
    public struct Bar: Sendable {
        public var label: String
        public var value: Double
        public var standardError: Double

        public init(label: String, value: Double, standardError: Double) {
            self.label = label
            self.value = value
            self.standardError = standardError
        }
    }

    public var bars: [Bar]
    /// Of all parts, those without a bar too.
    public var total: Double
    public var title: String
    public var color: ChartRole

    private static let rowHeight = 22.0
    private static let reach = 1.96

    public init(bars: [Bar], total: Double, title: String, color: ChartRole) {
        self.bars = bars
        self.total = total
        self.title = title
        self.color = color
    }

    public func drawing(width: Double, height: Double) -> Drawing {
        let rows = BarRows(
            count: bars.count, rowHeight: Self.rowHeight, names: min(190, width * 0.3), width: width)
        let (left, bottom) = (rows.left, rows.height)
        var canvas = Drawing(width: width, height: bottom + 26)
        let ends = bars.flatMap { bar in
            [bar.value - Self.reach * bar.standardError, bar.value + Self.reach * bar.standardError]
        }.filter(\.isFinite)
        let low = min(0, ends.min() ?? 0)
        let high = max(0, ends.max() ?? 1)
        let scale = LinearScale(
            domain: low...high, range: (left + (low < 0 ? rows.isStacked ? 88 : 64 : 8), width - 104))
        for tick in scale.ticks(about: rows.isStacked ? 3 : 5) {
            let x = scale.position(tick.value)
            canvas.line(from: (x, 4), to: (x, bottom), stroke: .rule)
            canvas.text(tick.label, at: (x, bottom + 16), fill: .muted, anchor: .middle)
        }
        let zero = scale.position(0)
        for (row, bar) in bars.enumerated() {
            let y = rows.middle(row)
            let tip = scale.position(bar.value)
            rows.draw(bar.label, row: row, size: 12, on: &canvas)
            canvas.rectangle(
                x: min(zero, tip), y: y - 7, width: max(0.75, abs(tip - zero)), height: 14, fill: color,
                opacity: bar.value < 0 ? 0.35 : 0.75)
            let (a, b) = (
                scale.position(bar.value - Self.reach * bar.standardError),
                scale.position(bar.value + Self.reach * bar.standardError)
            )
            if bar.standardError > 0 {
                canvas.line(from: (a, y), to: (b, y), stroke: .ink, width: 1.25)
                for end in [a, b] { canvas.line(from: (end, y - 3), to: (end, y + 3), stroke: .ink, width: 1.25) }
            }
            let share = total != 0 ? " · " + NumberText.percent(bar.value / total, decimals: 0) : ""
            canvas.text(
                NumberText.compact(bar.value) + share,
                at: (bar.value < 0 ? min(a, tip) - 6 : max(b, tip) + 6, y + 4), fill: .ink,
                anchor: bar.value < 0 ? .end : .start, size: 11.5, halo: .surface)
        }
        canvas.line(from: (zero, 4), to: (zero, bottom), stroke: .muted)
        let words = bars.map { "\($0.label) \(NumberText.compact($0.value))" }.joined(separator: ", ")
        return canvas.described(title: title, description: words)
    }
}
