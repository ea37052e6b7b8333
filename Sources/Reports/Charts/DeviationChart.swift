/// How far factors move, in their standard deviations: a bar each, to the right where it rises and to the left where it
/// falls.
public struct DeviationChart: Chart {
    public struct Bar: Sendable {
        public var label: String
        public var deviations: Double
        /// The move itself, behind the bar: “−14.3%”.
        public var words: String

        public init(_ label: String, _ deviations: Double, words: String) {
            self.label = label
            self.deviations = deviations
            self.words = words
        }
    }

    public var bars: [Bar]
    /// What is drawn, for those who do not see it.
    public var title: String
    /// Of the axis, in both directions; nil for the longest bar's.
    public var reach: Double?

    public init(bars: [Bar], title: String, reach: Double? = nil) {
        self.bars = bars
        self.title = title
        self.reach = reach
    }

    private static let rowHeight = 22.0

    public func drawing(width: Double, height: Double) -> Drawing {
        let longest = bars.map { Drawing.width(of: $0.label, size: 12) }.max() ?? 0
        let rows = BarRows(
            count: bars.count, rowHeight: Self.rowHeight, names: min(longest + 12, width * 0.34), width: width)
        let (left, bottom) = (rows.left, rows.height)
        var canvas = Drawing(width: width, height: bottom + 38)
        let end = max(reach ?? 0, bars.map { abs($0.deviations) }.filter(\.isFinite).max() ?? 1)
        let scale = LinearScale(domain: -end...end, range: (left + 74, width - 78))
        for tick in scale.ticks(about: rows.isStacked ? 4 : 6) {
            let x = scale.position(tick.value)
            canvas.line(from: (x, 4), to: (x, bottom), stroke: tick.value == 0 ? .muted : .rule)
            canvas.text(tick.label, at: (x, bottom + 15), fill: .muted, anchor: .middle)
        }
        canvas.text(
            "standard deviations", at: (scale.position(0), bottom + 32), fill: .muted, anchor: .middle, size: 11)
        for (row, bar) in bars.enumerated() {
            let y = rows.middle(row)
            let (zero, tip) = (scale.position(0), scale.position(bar.deviations))
            let isUp = bar.deviations >= 0
            canvas.rectangle(
                x: min(zero, tip), y: y - 7, width: max(1, abs(tip - zero)), height: 14,
                fill: isUp ? .first : .second, opacity: 0.85)
            rows.draw(bar.label, row: row, on: &canvas)
            canvas.text(
                bar.words, at: (tip + (isUp ? 6 : -6), y + 4), fill: .ink, anchor: isUp ? .start : .end, size: 11,
                halo: .surface)
        }
        return canvas.described(title: title, description: description)
    }

    private var description: String {
        bars.map { "\($0.label) \($0.words), \(NumberText.fixed($0.deviations, decimals: 1)) standard deviations" }
            .joined(separator: "; ")
    }
}
