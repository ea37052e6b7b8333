import Calibration

/// The volatility of the last moves, and the one that the model gave the next move.
package struct VolatilityChart: Chart {
    package var points: [FactorDiagnosis.VolatilityPoint]
    package var title: String

    package init(points: [FactorDiagnosis.VolatilityPoint], title: String) {
        self.points = points
        self.title = title
    }

    package func drawing(width: Double, height: Double) -> Drawing {
        var canvas = Drawing(width: width, height: height)
        guard let first = points.first, let last = points.last, points.count > 1 else {
            return canvas.described(title: title, description: "Too short a history.", fontSize: 10)
        }
        let highest = points.flatMap { [$0.realised, $0.modelled] }.filter(\.isFinite).max() ?? 1
        let frame = PlotFrame(
            x: 0...Double(points.count - 1), y: 0...highest * 1.05, width: width, height: height)
        let ends = [(0, first), (points.count - 1, last)].map { index, point in
            Tick(value: Double(index), label: String(point.date.description.prefix(7)))
        }
        frame.draw(on: &canvas, ticks: ends)
        frame.clipped(on: &canvas) { inner in
            func line(_ value: (FactorDiagnosis.VolatilityPoint) -> Double) -> [Drawing.Point] {
                points.enumerated().map { frame.point(Double($0.offset), value($0.element)) }
            }
            inner.polyline(line(\.realised), stroke: .neutral, width: 1.5)
            inner.polyline(line(\.modelled), stroke: .first, width: 1.5, dashes: "5 3")
        }
        return canvas.described(
            title: title,
            description:
                "The last 60 moves end at \(NumberText.significant(last.realised, digits: 3)) a year, the model at"
                + " \(NumberText.significant(last.modelled, digits: 3)).", fontSize: 10)
    }
}
