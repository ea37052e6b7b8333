import Backtesting
import Reports

/// Exceptions by year as bars beside the number that a right model has on average; the light above where it is not green.
package struct YearlyExceptionsChart: Chart {
    package var years: [BacktestedModel.Year]
    /// Of an exception on a day.
    package var probability: Double
    /// The highest bar of all charts that are compared.
    package var highest: Int
    package var title: String

    package init(years: [BacktestedModel.Year], probability: Double, highest: Int, title: String) {
        self.years = years
        self.probability = probability
        self.highest = highest
        self.title = title
    }

    package func drawing(width: Double, height: Double) -> Drawing {
        var canvas = Drawing(width: width, height: height)
        let count = Double(years.count)
        let frame = PlotFrame(
            x: 0...max(count, 1), y: 0...Double(max(highest, 1)) * 1.15, width: width, height: height)
        let every = max(years.count / 6, 1)
        frame.draw(
            on: &canvas,
            ticks: years.enumerated().filter { $0.offset % every == 0 }.map {
                Tick(value: Double($0.offset) + 0.5, label: String($0.element.year))
            })
        for (index, year) in years.enumerated() {
            let (x0, y) = frame.point(Double(index) + 0.15, Double(year.exceptions))
            let x1 = frame.horizontal.position(Double(index) + 0.85)
            canvas.rectangle(
                x: x0, y: y, width: x1 - x0, height: frame.bottom - y, fill: .first,
                opacity: year.light.zone == .green ? 0.45 : 0.9)
            let expected = frame.vertical.position(Double(year.days) * probability)
            canvas.line(
                from: (frame.horizontal.position(Double(index)), expected),
                to: (frame.horizontal.position(Double(index + 1)), expected), stroke: .second, width: 1.5)
            if year.light.zone != .green {
                canvas.text(
                    year.light.zone.rawValue, at: ((x0 + x1) / 2, y - 3), fill: .ink, anchor: .middle, size: 8)
            }
        }
        let words = years.filter { $0.light.zone != .green }.map { "\($0.year): \($0.exceptions), \($0.light.zone)" }
        return canvas.described(
            title: title,
            description: words.isEmpty ? "Every year is green." : words.joined(separator: "; ") + ".", fontSize: 10)
    }
}
