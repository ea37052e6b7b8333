import Calibration

/// Quantiles of residuals beside those of the normal law: on the diagonal where the model is right.
package struct QuantileChart: Chart {
    package var points: [FactorDiagnosis.QuantilePoint]
    package var title: String

    package init(points: [FactorDiagnosis.QuantilePoint], title: String) {
        self.points = points
        self.title = title
    }

    package func drawing(width: Double, height: Double) -> Drawing {
        var canvas = Drawing(width: width, height: height)
        let reach = points.flatMap { [abs($0.expected), abs($0.observed)] }.max() ?? 3
        let limit = min(max(reach * 1.05, 3), 8)
        let frame = PlotFrame(x: -limit...limit, y: -limit...limit, width: width, height: height)
        frame.draw(on: &canvas)
        frame.clipped(on: &canvas) { inner in
            inner.line(
                from: frame.point(-limit, -limit), to: frame.point(limit, limit), stroke: .muted, dashes: "4 3")
            for point in points {
                inner.circle(center: frame.point(point.expected, point.observed), radius: 1.8, fill: .first)
            }
        }
        let worst = points.max { abs($0.observed - $0.expected) < abs($1.observed - $1.expected) }
        let words = worst.map {
            "The residual farthest from the diagonal is \(NumberText.fixed($0.observed, decimals: 1)), where a normal law"
                + " has \(NumberText.fixed($0.expected, decimals: 1))."
        }
        return canvas.described(title: title, description: words ?? "", fontSize: 10)
    }
}
