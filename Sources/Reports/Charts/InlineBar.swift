import Measures

/// A bar beside a number in a table, from zero to its value, a thin line over its 95 % interval.
///
/// It only repeats the number, so those who hear the table need not hear it.
public struct InlineBar: Chart {
    public var estimate: Estimate
    /// All bars of a column share their scale, which holds zero.
    public var domain: ClosedRange<Double>
    public var color: ChartRole

    public init(estimate: Estimate, domain: ClosedRange<Double>, color: ChartRole) {
        self.estimate = estimate
        self.domain = domain
        self.color = color
    }

    /// The scale for several estimates: zero, all values, all ends of intervals.
    public static func domain(of estimates: [Estimate]) -> ClosedRange<Double> {
        let drawn = estimates.flatMap { [$0.value, $0.low, $0.high] }.compactMap { $0 }.filter(\.isFinite)
        return min(0, drawn.min() ?? 0)...max(0, drawn.max() ?? 1)
    }

    /// To be stretched to its column.
    public func drawing(width: Double, height: Double) -> Drawing {
        var canvas = Drawing(width: 100, height: 8)
        let scale = LinearScale(domain: domain, range: (0.5, 99.5))
        let (zero, end) = (scale.position(0), scale.position(estimate.value))
        canvas.rectangle(
            x: min(zero, end), y: 1, width: max(0.5, abs(end - zero)), height: 6, fill: color, opacity: 0.55)
        if let low = estimate.low, let high = estimate.high {
            canvas.line(
                from: (scale.position(low), 4), to: (scale.position(high), 4), stroke: .ink, width: 1.25)
        }
        if domain.lowerBound < 0 { canvas.line(from: (zero, 0), to: (zero, 8), stroke: .muted, width: 0.75) }
        return canvas
    }
}
