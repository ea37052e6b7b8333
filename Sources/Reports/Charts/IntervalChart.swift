/// Figures one below the other, each a mark with its interval: what is known of one thing in several ways.
public struct IntervalChart: Chart {
    public struct Row: Sendable {
        public var label: String
        /// The figure; nil for a range without one.
        public var value: Double?
        public var interval: ClosedRange<Double>?
        public var role: ChartRole

        public init(_ label: String, value: Double?, interval: ClosedRange<Double>?, role: ChartRole) {
            self.label = label
            self.value = value
            self.interval = interval
            self.role = role
        }
    }

    public var rows: [Row]
    public var title: String
    /// Of money: “USD”.
    public var unit: String

    public init(rows: [Row], title: String, unit: String = "") {
        self.rows = rows
        self.title = title
        self.unit = unit
    }

    private static let rowHeight = 26.0

    public func drawing(width: Double, height: Double) -> Drawing {
        let longest = rows.map { Drawing.width(of: $0.label, size: 12) }.max() ?? 0
        let lines = BarRows(
            count: rows.count, rowHeight: Self.rowHeight, names: min(longest + 12, width * 0.38), width: width)
        let (left, bottom) = (lines.left, lines.height)
        var canvas = Drawing(width: width, height: bottom + 24)
        let numbers = rows.flatMap { row in
            [row.value, row.interval?.lowerBound, row.interval?.upperBound].compactMap(\.self)
        }.filter(\.isFinite)
        let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 1)
        let margin = max(0.05 * (high - low), 1e-9 * max(abs(low), abs(high), 1))
        let scale = LinearScale(domain: (low - margin)...(high + margin), range: (left + 8, width - 64))
        for tick in scale.ticks(about: lines.isStacked ? 3 : 5) {
            let x = scale.position(tick.value)
            canvas.line(from: (x, 2), to: (x, bottom), stroke: .rule)
            canvas.text(tick.label, at: (x, bottom + 16), fill: .muted, anchor: .middle)
        }
        for (index, row) in rows.enumerated() {
            let y = lines.middle(index)
            lines.draw(row.label, row: index, on: &canvas)
            var end = left
            if let interval = row.interval {
                let (from, to) = (scale.position(interval.lowerBound), scale.position(interval.upperBound))
                canvas.rectangle(x: from, y: y - 3, width: max(1, to - from), height: 6, fill: row.role, opacity: 0.45)
                end = to
            }
            if let value = row.value {
                let x = scale.position(value)
                canvas.rectangle(x: x - 1.5, y: y - 8, width: 3, height: 16, fill: row.role)
                end = max(end, x + 2)
                canvas.text(
                    NumberText.compact(value), at: (end + 5, y + 4), fill: .ink, anchor: .start, halo: .surface)
            }
        }
        let money = unit.isEmpty ? "" : unit + " "
        let told = rows.map { row -> String in
            let range = row.interval.map {
                "\(money)\(NumberText.compact($0.lowerBound)) to \(NumberText.compact($0.upperBound))"
            }
            let value = row.value.map { money + NumberText.compact($0) }
            return row.label + " " + [value, range].compactMap(\.self).joined(separator: ", ")
        }
        return canvas.described(title: title, description: told.joined(separator: "; ") + ".")
    }
}
