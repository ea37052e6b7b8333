import Calibration

/// Eigenvalues in descending order, with the band of those that independent changes would show.
package struct SpectrumChart: Chart {
    package var spectrum: Spectrum
    package var title: String

    package init(spectrum: Spectrum, title: String) {
        self.spectrum = spectrum
        self.title = title
    }

    package func drawing(width: Double, height: Double) -> Drawing {
        var canvas = Drawing(width: width, height: height)
        let values = spectrum.eigenvalues
        let highest = max(values.first ?? 1, spectrum.upperEdge) * 1.05
        let frame = PlotFrame(x: 0...Double(max(1, values.count)), y: 0...highest, width: width, height: height)
        frame.draw(on: &canvas)
        let (upper, lower) = (
            frame.vertical.position(spectrum.upperEdge), frame.vertical.position(spectrum.lowerEdge)
        )
        canvas.rectangle(
            x: frame.left, y: upper, width: frame.right - frame.left, height: lower - upper, fill: .second,
            opacity: 0.15)
        for (index, value) in values.enumerated() {
            let (x0, y) = frame.point(Double(index), max(0, value))
            let x1 = frame.horizontal.position(Double(index + 1))
            let gap = x1 - x0 > 4 ? 1.0 : 0
            canvas.rectangle(
                x: x0 + gap / 2, y: y, width: x1 - x0 - gap, height: frame.bottom - y,
                fill: value > spectrum.upperEdge ? .first : .neutral)
        }
        canvas.text(
            "independent changes", at: (frame.right - 4, upper - 5), fill: .muted, anchor: .end)
        return canvas.described(
            title: title,
            description:
                "\(spectrum.informativeCount) of \(values.count) eigenvalues lie above the noise of independent"
                + " changes and carry \(NumberText.percent(spectrum.informativeShare, decimals: 0)) of the variance.",
            fontSize: 11)
    }
}
