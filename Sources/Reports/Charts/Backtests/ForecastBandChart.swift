import Backtesting

/// Profit and loss by day against the forecasts of value-at-risk and expected shortfall, exceptions marked.
///
/// A column of the drawing shows the range of the days that fall into it, so that none is lost where there are many.
package struct ForecastBandChart: Chart {
    package var forecasts: ForecastSeries
    /// By day, at a confidence of their own.
    package var shortfalls: [Double]
    /// The year of each day.
    package var years: [Int]
    package var title: String

    package init(forecasts: ForecastSeries, shortfalls: [Double], years: [Int], title: String) {
        self.forecasts = forecasts
        self.shortfalls = shortfalls
        self.years = years
        self.title = title
    }

    package func drawing(width: Double, height: Double) -> Drawing {
        var canvas = Drawing(width: width, height: height)
        let outcomes = forecasts.profitAndLoss
        let low = min(outcomes.min() ?? -1, -(shortfalls.max() ?? 1), -(forecasts.valueAtRisk.max() ?? 1), 0)
        let high = max(outcomes.max() ?? 1, 0)
        let frame = PlotFrame(
            x: 0...Double(max(outcomes.count - 1, 1)), y: low * 1.03...high * 1.03, width: width, height: height)
        frame.draw(on: &canvas, ticks: ticks(about: Int(width / 70)))
        let columns = Self.columns(count: outcomes.count, atMost: Int(frame.right - frame.left))
        frame.clipped(on: &canvas) { inner in
            for days in columns {
                let x = middle(days)
                let (least, most) = (outcomes[days].min() ?? 0, outcomes[days].max() ?? 0)
                inner.line(
                    from: frame.point(x, min(least, 0)), to: frame.point(x, max(most, 0)), stroke: .neutral)
            }
            func line(_ values: [Double]) -> [Drawing.Point] {
                columns.map { frame.point(middle($0), -values[$0].reduce(0, +) / Double($0.count)) }
            }
            inner.polyline(line(shortfalls), stroke: .second, width: 1.2, dashes: "5 3")
            inner.polyline(line(forecasts.valueAtRisk), stroke: .first, width: 1.4)
            for (day, isHit) in forecasts.exceptions.hits.enumerated() where isHit {
                inner.circle(center: frame.point(Double(day), outcomes[day]), radius: 2.4, fill: .second)
            }
        }
        return canvas.described(
            title: title,
            description:
                "On \(forecasts.exceptions.exceptionCount) of \(forecasts.count) days the loss was greater than"
                + " the value-at-risk.", fontSize: 10)
    }

    private func middle(_ days: Range<Int>) -> Double { Double(days.lowerBound + days.upperBound - 1) / 2 }

    private static func columns(count: Int, atMost limit: Int) -> [Range<Int>] {
        let width = max((count + limit - 1) / max(limit, 1), 1)
        return stride(from: 0, to: count, by: width).map { $0..<min($0 + width, count) }
    }

    /// The first day of each year, or of every second, fifth and so on.
    private func ticks(about count: Int) -> [Tick] {
        let starts = years.indices.dropFirst().filter { years[$0] != years[$0 - 1] }
        guard !starts.isEmpty else { return years.first.map { [Tick(value: 0, label: String($0))] } ?? [] }
        let every = max((starts.count + max(count, 1) - 1) / max(count, 1), 1)
        return starts.filter { years[$0] % every == 0 }.map { Tick(value: Double($0), label: String(years[$0])) }
    }
}
