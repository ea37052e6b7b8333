/// Gains and losses as bars from zero, one below the other: gains blue to the right, losses orange to the left.
public struct RankingChart: Chart {
    public struct Bar: Sendable {
        public var label: String
        public var value: Double

        public init(_ label: String, _ value: Double) {
            self.label = label
            self.value = value
        }
    }

    public var bars: [Bar]
    public var title: String
    /// Of money: “USD”.
    public var unit: String

    public init(bars: [Bar], title: String, unit: String = "") {
        self.bars = bars
        self.title = title
        self.unit = unit
    }

    private static let rowHeight = 26.0

    public func drawing(width: Double, height: Double) -> Drawing {
        let longest = bars.map { Drawing.width(of: $0.label, size: 12) }.max() ?? 0
        let rows = BarRows(
            count: bars.count, rowHeight: Self.rowHeight, names: min(longest + 12, width * 0.38), width: width)
        let (left, bottom) = (rows.left, rows.height)
        var canvas = Drawing(width: width, height: bottom + 24)
        let finite = bars.map(\.value).filter(\.isFinite)
        let (low, high) = (min(0, finite.min() ?? 0), max(0, finite.max() ?? 1))
        // Room for the number behind a bar, on the sides that have bars.
        let scale = LinearScale(
            domain: low...high, range: (left + (low < 0 ? 64 : 8), width - (high > 0 ? 64 : 8)))
        for tick in scale.ticks(about: rows.isStacked ? 3 : 5) {
            let x = scale.position(tick.value)
            canvas.line(from: (x, 2), to: (x, bottom), stroke: .rule)
            canvas.text(tick.label, at: (x, bottom + 16), fill: .muted, anchor: .middle)
        }
        let zero = scale.position(0)
        for (index, bar) in bars.enumerated() {
            let y = rows.middle(index)
            let tip = scale.position(bar.value)
            canvas.rectangle(
                x: min(zero, tip), y: y - 8, width: max(1, abs(tip - zero)), height: 16,
                fill: bar.value < 0 ? .second : .first, opacity: 0.85)
            rows.draw(bar.label, row: index, on: &canvas)
            let isRight = bar.value >= 0
            canvas.text(
                (bar.value > 0 ? "+" : "") + NumberText.compact(bar.value), at: (tip + (isRight ? 5 : -5), y + 4),
                fill: .ink, anchor: isRight ? .start : .end, halo: .surface)
        }
        canvas.line(from: (zero, 2), to: (zero, bottom), stroke: .muted)
        let money = unit.isEmpty ? "" : unit + " "
        let ends = [bars.first, bars.last].compactMap(\.self).map {
            "\($0.label) \(money)\(NumberText.compact($0.value))"
        }
        return canvas.described(title: title, description: "From \(ends.joined(separator: " to ")).")
    }
}
