/// A line without axes: the course of a level, its lowest and highest point marked.
public struct Sparkline: Chart {
    public var values: [Double]
    public var title: String
    public var description: String

    public init(values: [Double], title: String, description: String) {
        self.values = values
        self.title = title
        self.description = description
    }

    /// Levels that are not numbers interrupt the line.
    public func drawing(width: Double, height: Double) -> Drawing {
        var canvas = Drawing(width: width, height: height)
        let known = values.filter(\.isFinite)
        guard let low = known.min(), let high = known.max(), let last = values.last else {
            return canvas.described(title: title, description: description)
        }
        let margin = 7.0
        let horizontal = LinearScale(domain: 0...Double(max(1, values.count - 1)), range: (2, width - margin))
        let vertical = LinearScale(domain: low...high, range: (height - margin, margin))
        func point(_ index: Int) -> Drawing.Point {
            (horizontal.position(Double(index)), vertical.position(values[index]))
        }
        var stretch: [Drawing.Point] = []
        for (index, value) in values.enumerated() {
            if value.isFinite { stretch.append(point(index)) }
            if !value.isFinite || index == values.count - 1 {
                if stretch.count > 1 { canvas.polyline(stretch, stroke: .first, width: 1.25) }
                stretch = []
            }
        }
        if low < high, let lowest = values.firstIndex(of: low), let highest = values.firstIndex(of: high) {
            let (bottom, top) = (point(lowest), point(highest))
            canvas.polygon(
                [(bottom.x, bottom.y + 6), (bottom.x - 3, bottom.y + 1), (bottom.x + 3, bottom.y + 1)],
                fill: .muted)
            canvas.polygon(
                [(top.x, top.y - 6), (top.x - 3, top.y - 1), (top.x + 3, top.y - 1)], fill: .muted)
        }
        if last.isFinite { canvas.circle(center: point(values.count - 1), radius: 2.5, fill: .first) }
        return canvas.described(title: title, description: description)
    }
}
