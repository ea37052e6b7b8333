/// Figures from date to date with their 95 % bands, and the losses that came.
package struct HistoryChart: Chart {
    package struct Point: Sendable {
        package var date: String
        package var value: Double
        package var low: Double?
        package var high: Double?

        package init(date: String, value: Double, low: Double?, high: Double?) {
            (self.date, self.value, self.low, self.high) = (date, value, low, high)
        }
    }

    package struct Line: Sendable {
        package var name: String
        /// Whether it is drawn as an expected shortfall is.
        package var isSecond: Bool
        package var points: [Point]

        package init(name: String, isSecond: Bool, points: [Point]) {
            (self.name, self.isSecond, self.points) = (name, isSecond, points)
        }
    }

    /// A loss that came of a forecast.
    package struct Outcome: Sendable {
        /// Of the forecast.
        package var date: String
        package var loss: Double
        /// Whether it was greater than was forecast.
        package var stands: Bool

        package init(date: String, loss: Double, stands: Bool) {
            (self.date, self.loss, self.stands) = (date, loss, stands)
        }
    }

    package var lines: [Line]
    package var outcomes: [Outcome]
    package var title: String

    package init(lines: [Line], outcomes: [Outcome], title: String) {
        (self.lines, self.outcomes, self.title) = (lines, outcomes, title)
    }

    package func drawing(width: Double, height: Double) -> Drawing {
        var canvas = Drawing(width: width, height: height)
        let dates = Set(lines.flatMap(\.points).map(\.date) + outcomes.map(\.date)).sorted()
        let places = Dictionary(uniqueKeysWithValues: dates.enumerated().map { ($1, Double($0)) })
        let points = lines.flatMap(\.points)
        let values = points.flatMap { [$0.value, $0.low, $0.high].compactMap(\.self) } + outcomes.map(\.loss)
        let (low, high) = (min(values.min() ?? 0, 0), max(values.max() ?? 1, 0))
        let margin = high > low ? (high - low) * 0.05 : 1
        let frame = PlotFrame(
            x: 0...Double(max(dates.count - 1, 1)), y: (low < 0 ? low - margin : 0)...high + 4 * margin, width: width,
            height: height)
        frame.draw(on: &canvas, ticks: Self.ticks(dates, about: Int(width / 110)))
        frame.clipped(on: &canvas) { inner in
            for outcome in outcomes {
                guard let x = places[outcome.date] else { continue }
                inner.line(from: frame.point(x, 0), to: frame.point(x, outcome.loss), stroke: .neutral)
                if outcome.stands { inner.circle(center: frame.point(x, outcome.loss), radius: 2.4, fill: .second) }
            }
            for line in lines {
                let role: ChartRole = line.isSecond ? .second : .first
                let upper = line.points.map { frame.point(places[$0.date] ?? 0, $0.high ?? $0.value) }
                let lower = line.points.map { frame.point(places[$0.date] ?? 0, $0.low ?? $0.value) }
                inner.polygon(upper + lower.reversed(), fill: role, opacity: 0.2)
                inner.polyline(
                    line.points.map { frame.point(places[$0.date] ?? 0, $0.value) }, stroke: role, width: 1.6,
                    dashes: line.isSecond ? "6 4" : nil)
            }
        }
        for (place, line) in lines.enumerated() {
            let x = frame.left + 8 + Double(place) * 110
            canvas.line(
                from: (x, frame.top), to: (x + 22, frame.top), stroke: line.isSecond ? .second : .first, width: 2)
            canvas.text(line.name, at: (x + 28, frame.top + 4), fill: .ink)
        }
        let words = lines.compactMap { line in
            line.points.last.map { "\(line.name) was \(NumberText.compact($0.value)) on \($0.date)" }
        }
        return canvas.described(title: title, description: words.joined(separator: "; ") + ".")
    }

    /// Some of the dates, evenly.
    private static func ticks(_ dates: [String], about count: Int) -> [Tick] {
        let every = max((dates.count + max(count, 1) - 1) / max(count, 1), 1)
        return stride(from: 0, to: dates.count, by: every).map { Tick(value: Double($0), label: dates[$0]) }
    }
}
