import Measures

/// How much of a limit is used: a bar from nothing to the figure, a line over its 95 % interval, and the levels.
///
/// It repeats the numbers beside it, so those who hear the table need not hear it.
package struct LimitBar: Chart {
    package var reading: LimitReading

    package init(reading: LimitReading) {
        self.reading = reading
    }

    package func drawing(width: Double, height: Double) -> Drawing {
        let (limit, estimate) = (reading.limit, reading.estimate)
        var canvas = Drawing(width: 120, height: 10)
        // Every bar shows as much beyond its limit, so that the limits stand under each other.
        let scale = LinearScale(domain: 0...1.5 * limit.breach, range: (0.5, 119.5))
        func position(_ value: Double) -> Double { min(119.5, max(0.5, scale.position(value))) }
        let color: ChartRole = reading.high == .clear ? .first : .second
        canvas.rectangle(
            x: 0.5, y: 2, width: position(estimate.value) - 0.5, height: 6, fill: color, opacity: 0.55)
        canvas.line(
            from: (position(estimate.low ?? 0), 5), to: (position(estimate.high ?? .greatestFiniteMagnitude), 5),
            stroke: .ink, width: 1.25)
        if let warn = limit.warn {
            canvas.line(from: (position(warn), 0), to: (position(warn), 10), stroke: .muted, dashes: "2 2")
        }
        canvas.line(from: (position(limit.breach), 0), to: (position(limit.breach), 10), stroke: .ink, width: 1.5)
        return canvas
    }
}
