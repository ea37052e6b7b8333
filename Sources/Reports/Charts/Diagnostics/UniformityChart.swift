/// Counts of the probability integral transform in equal bins, with the band in which 95 % of even counts fall.
package struct UniformityChart: Chart {
    package var counts: [Int]
    package var title: String

    package init(counts: [Int], title: String) {
        self.counts = counts
        self.title = title
    }

    package func drawing(width: Double, height: Double) -> Drawing {
        var canvas = Drawing(width: width, height: height)
        let total = Double(counts.reduce(0, +))
        let share = 1 / Double(max(1, counts.count))
        let expected = total * share
        let deviation = (total * share * (1 - share)).squareRoot()
        let (low, high) = (max(0, expected - 1.96 * deviation), expected + 1.96 * deviation)
        let frame = PlotFrame(
            x: 0...1, y: 0...max(Double(counts.max() ?? 1), high) * 1.08, width: width, height: height)
        frame.draw(on: &canvas)
        for (index, count) in counts.enumerated() {
            let (x0, y) = frame.point(Double(index) * share, Double(count))
            let x1 = frame.horizontal.position(Double(index + 1) * share)
            canvas.rectangle(
                x: x0 + 0.5, y: y, width: x1 - x0 - 1, height: frame.bottom - y, fill: .first, opacity: 0.75)
        }
        for edge in [low, high] {
            canvas.line(
                from: frame.point(0, edge), to: frame.point(1, edge), stroke: .second, dashes: "4 3")
        }
        let outside = counts.count { Double($0) < low || Double($0) > high }
        return canvas.described(
            title: title,
            description: "\(outside) of \(counts.count) bins lie outside the 95 % band of a right model.", fontSize: 10)
    }
}
