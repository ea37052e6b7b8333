/// A line of gains over a ladder of shocks, with a dot for every step.
public struct LadderChart: Chart {
    /// Of the steps, as they are written below the axis.
    public var labels: [String]
    public var shocks: [Double]
    /// One for each shock.
    public var gains: [Double]
    public var title: String

    public init(labels: [String], shocks: [Double], gains: [Double], title: String) {
        precondition(labels.count == shocks.count && gains.count == shocks.count, "a label and a gain for each shock")
        self.labels = labels
        self.shocks = shocks
        self.gains = gains
        self.title = title
    }

    public func drawing(width: Double, height: Double) -> Drawing {
        let height = 260.0
        var canvas = Drawing(width: width, height: height)
        let (left, right, top, bottom) = (64.0, width - 24, 14.0, height - 34)
        let finite = gains.filter(\.isFinite)
        let (low, high) = (min(0, finite.min() ?? 0), max(0, finite.max() ?? 1))
        let margin = (high - low) * 0.06
        let vertical = LinearScale(domain: low - margin...high + margin, range: (bottom, top))
        let horizontal = LinearScale(
            domain: (shocks.min() ?? 0)...max(shocks.min() ?? 0, shocks.max() ?? 1), range: (left + 8, right - 8))
        for tick in vertical.ticks(about: 5) {
            let y = vertical.position(tick.value)
            canvas.line(from: (left, y), to: (right, y), stroke: tick.value == 0 ? .muted : .rule)
            canvas.text(tick.label, at: (left - 8, y + 4), fill: .muted, anchor: .end)
        }
        let order = shocks.indices.sorted { shocks[$0] < shocks[$1] }
        var free = -Double.infinity
        for index in order {
            let x = horizontal.position(shocks[index])
            let half = Drawing.width(of: labels[index], size: 12) / 2
            guard x - half > free else { continue }
            canvas.text(labels[index], at: (x, bottom + 20), fill: .muted, anchor: .middle)
            free = x + half + 8
        }
        let points = order.map { (x: horizontal.position(shocks[$0]), y: vertical.position(gains[$0])) }
        canvas.polyline(points, stroke: .first, width: 2)
        for (point, index) in zip(points, order) {
            canvas.circle(center: point, radius: 3.5, fill: gains[index] < 0 ? .second : .first)
        }
        let ends = [order.first, order.last].compactMap(\.self).map {
            "\(labels[$0]): \(NumberText.compact(gains[$0]))"
        }
        return canvas.described(title: title, description: ends.joined(separator: "; ") + ".")
    }
}
