/// How a total comes about: where it starts, step by step, and where it ends; a row each, from the top down.
///
/// Bars of steps hang where the one before ended, orange to the right and blue to the left, with a thin line over their
/// 95 % interval. The axis leaves zero out where the steps would be too short to see beside it; then the bars of the totals
/// are broken at the left.
public struct WaterfallChart: Chart {
    /// A total: its name and where it stands.
    public struct Total: Sendable {
        public var label: String
        public var value: Double

        public init(_ label: String, _ value: Double) {
            self.label = label
            self.value = value
        }
    }

    /// A change with its standard error, 0 where it has none.
    public struct Step: Sendable {
        public var label: String
        public var change: Double
        public var standardError: Double

        public init(_ label: String, _ change: Double, standardError: Double = 0) {
            self.label = label
            self.change = change
            self.standardError = standardError
        }
    }

    public var start: Total
    public var steps: [Step]
    public var end: Total
    /// What is drawn, for those who do not see it.
    public var title: String
    /// Of money: “USD”.
    public var unit: String

    public init(
        start: Total, steps: [Step], end: Total, title: String, unit: String = ""
    ) {
        self.start = start
        self.steps = steps
        self.end = end
        self.title = title
        self.unit = unit
    }

    private static let rowHeight = 30.0
    private static let labelSize = 12.0
    /// Standard errors from the change to an end of its interval.
    private static let reach = 1.96

    public func drawing(width: Double, height: Double) -> Drawing {
        let labels = [start.label] + steps.map(\.label) + [end.label]
        let longest = labels.map { Drawing.width(of: $0, size: Self.labelSize) }.max() ?? 0
        let rows = BarRows(
            count: labels.count, rowHeight: Self.rowHeight, names: min(longest + 14, width * 0.42), width: width)
        let (left, bottom) = (rows.left, rows.height - 2)
        var canvas = Drawing(width: width, height: bottom + 24)
        let domain = domain
        // Room on both sides for the number beside the longest bar.
        let scale = LinearScale(domain: domain, range: (left + 66, width - 78))
        for tick in scale.ticks(about: max(2, Int((width - left - 144) / 90))) {
            let x = scale.position(tick.value)
            canvas.line(from: (x, 4), to: (x, bottom), stroke: .rule)
            canvas.text(tick.label, at: (x, bottom + 16), fill: .muted, anchor: .middle)
        }
        if domain.contains(0) {
            canvas.line(from: (scale.position(0), 4), to: (scale.position(0), bottom), stroke: .muted)
        }
        drawTotal(start, row: 0, scale, rows, on: &canvas)
        var level = start.value
        for (index, step) in steps.enumerated() {
            draw(step, from: level, row: index + 1, scale, rows, on: &canvas)
            level += step.change
        }
        drawTotal(end, row: labels.count - 1, scale, rows, on: &canvas)
        return canvas.described(title: title, description: description)
    }

    /// All levels, all intervals; zero too, where that leaves the steps long enough.
    private var domain: ClosedRange<Double> {
        var level = start.value
        var ends = [start.value, end.value]
        for step in steps {
            level += step.change
            let margin = Self.reach * (step.standardError.isFinite ? step.standardError : 0)
            ends += [level - margin, level + margin]
        }
        let finite = ends.filter(\.isFinite)
        let (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
        let span = high - low
        let isFarFromZero = low > 0 && span < 0.25 * high || high < 0 && span < 0.25 * -low
        if isFarFromZero {
            let margin = max(0.15 * span, 1e-3 * max(abs(low), abs(high)))
            return low - margin...high + margin
        }
        return min(0, low)...max(0, high)
    }

    private func drawTotal(
        _ total: Total, row: Int, _ scale: LinearScale, _ rows: BarRows, on canvas: inout Drawing
    ) {
        let y = rows.middle(row)
        let isBroken = !scale.domain.contains(0)
        let base = scale.position(
            isBroken ? (total.value > 0 ? scale.domain.lowerBound : scale.domain.upperBound) : 0)
        let tip = scale.position(total.value)
        canvas.rectangle(x: min(base, tip), y: y - 9, width: max(1, abs(tip - base)), height: 18, fill: .neutral)
        if isBroken {
            let x = base + (tip > base ? 7 : -7)
            canvas.polygon([(x - 1, y - 11), (x + 5, y - 11), (x + 1, y + 11), (x - 5, y + 11)], fill: .surface)
        }
        rows.draw(total.label, row: row, size: Self.labelSize, isBold: true, on: &canvas)
        canvas.text(
            NumberText.compact(total.value, digits: 4), at: (tip + (tip >= base ? 6 : -6), y + 4), fill: .ink,
            anchor: tip >= base ? .start : .end, isBold: true, halo: .surface)
    }

    private func draw(
        _ step: Step, from level: Double, row: Int, _ scale: LinearScale, _ rows: BarRows, on canvas: inout Drawing
    ) {
        let y = rows.middle(row)
        let (a, b) = (scale.position(level), scale.position(level + step.change))
        canvas.line(
            from: (a, y - rows.pitch + 9), to: (a, y + 8), stroke: .muted, width: 0.75, dashes: "2 2")
        canvas.rectangle(
            x: min(a, b), y: y - 8, width: max(1, abs(b - a)), height: 16,
            fill: step.change > 0 ? .second : .first, opacity: step.change == 0 ? 0.4 : 0.85)
        let margin = Self.reach * (step.standardError.isFinite ? step.standardError : 0)
        let (low, high) = (
            scale.position(level + step.change - margin), scale.position(level + step.change + margin)
        )
        if margin > 0 {
            canvas.line(from: (low, y), to: (high, y), stroke: .ink, width: 1.25)
            for end in [low, high] { canvas.line(from: (end, y - 3), to: (end, y + 3), stroke: .ink, width: 1.25) }
        }
        rows.draw(step.label, row: row, size: Self.labelSize, on: &canvas)
        let isRight = step.change >= 0
        canvas.text(
            Self.signed(step.change), at: (isRight ? max(a, b, high) + 6 : min(a, b, low) - 6, y + 4),
            fill: .ink, anchor: isRight ? .start : .end, halo: .surface)
    }

    private static func signed(_ change: Double) -> String {
        (change > 0 ? "+" : "") + NumberText.compact(change, digits: 3)
    }

    private var description: String {
        let parts = steps.map { "\($0.label) \(Self.signed($0.change))" }.joined(separator: ", ")
        let money = unit.isEmpty ? "" : unit + " "
        return "From \(money)\(NumberText.compact(start.value, digits: 4)) (\(start.label)): \(parts); to"
            + " \(money)\(NumberText.compact(end.value, digits: 4)) (\(end.label))."
    }
}
