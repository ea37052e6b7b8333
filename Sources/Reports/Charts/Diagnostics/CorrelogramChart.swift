/// Autocorrelations by lag, with the band in which 95 % of those of independent values fall.
package struct CorrelogramChart: Chart {
    package var autocorrelations: [Double]
    package var observations: Int
    package var title: String

    package init(autocorrelations: [Double], observations: Int, title: String) {
        self.autocorrelations = autocorrelations
        self.observations = observations
        self.title = title
    }

    package func drawing(width: Double, height: Double) -> Drawing {
        var canvas = Drawing(width: width, height: height)
        let band = 1.96 / Double(max(1, observations)).squareRoot()
        let reach = max((autocorrelations.map { abs($0) }.max() ?? 0) * 1.1, 2.2 * band)
        let count = autocorrelations.count
        let frame = PlotFrame(x: 0...Double(count + 1), y: -reach...reach, width: width, height: height)
        frame.draw(on: &canvas)
        for (index, value) in autocorrelations.enumerated() {
            let (x, y) = frame.point(Double(index + 1), value)
            let zero = frame.vertical.position(0)
            canvas.rectangle(
                x: x - 2, y: min(y, zero), width: 4, height: abs(y - zero),
                fill: abs(value) > band ? .first : .neutral)
        }
        for edge in [-band, band] {
            canvas.line(
                from: frame.point(0, edge), to: frame.point(Double(count + 1), edge), stroke: .second,
                dashes: "4 3")
        }
        let outside = autocorrelations.count { abs($0) > band }
        return canvas.described(
            title: title,
            description: "\(outside) of \(count) lags lie outside the 95 % band of independent values.", fontSize: 10)
    }
}
