import Measures

/// How a measure settles as paths are added: its value and 95 % interval over the number of paths.
public struct ConvergenceChart: Chart {
    public var series: ConvergenceSeries
    public var title: String
    public var description: String

    public init(
        series: ConvergenceSeries, title: String, description: String
    ) {
        self.series = series
        self.title = title
        self.description = description
    }

    public func drawing(width: Double, height: Double) -> Drawing {
        var canvas = Drawing(width: width, height: height)
        let (left, right, top, bottom) = (58.0, width - 12, 14.0, height - 46)
        let points = series.points
        let paths = points.map(\.paths)
        let horizontal = LogarithmicScale(
            domain: (paths.min() ?? 1)...max(paths.min() ?? 1, paths.max() ?? 1), range: (left, right))
        let vertical = LinearScale(domain: domain, range: (bottom, top))
        let color = ChartRole(of: series.key.measure)
        for tick in vertical.ticks(about: 4) {
            let y = vertical.position(tick.value)
            canvas.line(from: (left, y), to: (right, y), stroke: .rule)
            canvas.text(tick.label, at: (left - 8, y + 4), fill: .muted, anchor: .end)
        }
        canvas.clipped(x: left, y: top, width: right - left, height: bottom - top) { inner in
            let upper = points.map { point in
                (x: horizontal.position(point.paths), y: point.estimate.high.map(vertical.position) ?? top - 10)
            }
            let lower = points.map { point in
                (x: horizontal.position(point.paths), y: point.estimate.low.map(vertical.position) ?? bottom + 10)
            }
            inner.polygon(upper + lower.reversed(), fill: color, opacity: 0.2)
            inner.polyline(
                points.map { (horizontal.position($0.paths), vertical.position($0.estimate.value)) }, stroke: color,
                width: 2, dashes: ChartRole.dashes(of: series.key.measure))
        }
        canvas.line(from: (left, bottom), to: (right, bottom), stroke: .muted)
        for tick in horizontal.ticks {
            let x = horizontal.position(Int(tick.value))
            canvas.line(from: (x, bottom), to: (x, bottom + 5), stroke: .muted)
            canvas.text(
                tick.label, at: (x, bottom + 19), fill: .muted, anchor: x > right - 16 ? .end : .middle)
        }
        canvas.text("paths, logarithmic", at: ((left + right) / 2, bottom + 40), fill: .ink, anchor: .middle)
        if let last = points.last {
            canvas.circle(
                center: (horizontal.position(last.paths), vertical.position(last.estimate.value)), radius: 3.5,
                fill: color)
        }
        return canvas.described(title: title, description: description)
    }

    /// All values, and the intervals of the later two thirds; wider early intervals run out of the frame.
    private var domain: ClosedRange<Double> {
        let points = series.points
        let later = points.dropFirst(points.count / 3)
        let ends = later.flatMap { [$0.estimate.low, $0.estimate.high] }.compactMap { $0 }
        let drawn = (points.map(\.estimate.value) + ends).filter(\.isFinite)
        guard let low = drawn.min(), let high = drawn.max() else { return 0...1 }
        let margin = (high - low) * 0.06
        return low - margin...high + margin
    }
}
