import Measures

/// How losses are distributed, with measures drawn in as lines and their intervals as bands.
public struct HistogramChart: Chart {
    /// A measure to draw in.
    public struct Marker: Sendable, Keyed {
        public var label: String
        public var key: FigureKey
        public var estimate: Estimate

        public init(label: String, key: FigureKey, estimate: Estimate) {
            self.label = label
            self.key = key
            self.estimate = estimate
        }
    }

    public var histogram: Histogram
    public var markers: [Marker]
    public var axisTitle: String
    public var title: String
    public var description: String

    public init(
        histogram: Histogram, markers: [Marker], axisTitle: String, title: String, description: String
    ) {
        self.histogram = histogram
        self.markers = markers
        self.axisTitle = axisTitle
        self.title = title
        self.description = description
    }

    private static let rowHeight = 20.0

    /// The drawing; labels are shorter where it is narrow.
    public func drawing(width: Double, height: Double) -> Drawing {
        let top = Self.rowHeight * Double(markers.count) + 14
        var canvas = Drawing(width: width, height: height + top)
        let (left, right, bottom) = (54.0, width - 14, height + top - 52)
        let horizontal = LinearScale(domain: domain, range: (left, right))
        let vertical = LinearScale(
            domain: 0...Double(max(1, histogram.counts.max() ?? 0)) * 1.04, range: (bottom, top))
        for tick in vertical.ticks(about: 4) {
            let y = vertical.position(tick.value)
            canvas.line(from: (left, y), to: (right, y), stroke: .rule)
            canvas.text(tick.label, at: (left - 8, y + 4), fill: .muted, anchor: .end)
        }
        canvas.text("paths", at: (left - 8, top - 6), fill: .muted, anchor: .end)
        drawBars(on: &canvas, horizontal, vertical, bottom: bottom)
        drawBands(on: &canvas, horizontal, top: top, bottom: bottom)
        canvas.line(from: (left, bottom), to: (right, bottom), stroke: .muted)
        drawAxis(on: &canvas, horizontal, bottom: bottom)
        drawMarkers(on: &canvas, horizontal, top: top, bottom: bottom)
        return canvas.described(title: title, description: description)
    }

    private var binWidth: Double {
        histogram.binWidth > 0 ? histogram.binWidth : max(abs(histogram.start) * 0.02, 1e-9)
    }

    /// All bins and all that is drawn in.
    private var domain: ClosedRange<Double> {
        let end = histogram.start + binWidth * Double(max(1, histogram.counts.count))
        let drawn = markers.flatMap { [$0.estimate.value, $0.estimate.low, $0.estimate.high] }.compactMap { $0 }
            .filter(\.isFinite)
        return min(histogram.start, drawn.min() ?? end)...max(end, drawn.max() ?? end)
    }

    /// Beyond this loss bars are drawn in the colour of the tail.
    private var tailStart: Double {
        markers.firstQuantile?.estimate.value ?? .infinity
    }

    private func drawBars(
        on canvas: inout Drawing, _ horizontal: LinearScale, _ vertical: LinearScale, bottom: Double
    ) {
        let gap = 1.0
        func bar(from start: Double, to end: Double, count: Int, fill: ChartRole) {
            let (x, y) = (horizontal.position(start), vertical.position(Double(count)))
            let width = horizontal.position(end) - x
            canvas.rectangle(x: x, y: y, width: width > 3 ? width - gap : width, height: bottom - y, fill: fill)
        }
        for (index, count) in histogram.counts.enumerated() where count > 0 {
            let start = histogram.start + Double(index) * binWidth
            let end = start + binWidth
            if tailStart <= start {
                bar(from: start, to: end, count: count, fill: .first)
            } else if tailStart >= end {
                bar(from: start, to: end, count: count, fill: .neutral)
            } else {
                bar(from: start, to: tailStart, count: count, fill: .neutral)
                bar(from: tailStart, to: end, count: count, fill: .first)
            }
        }
    }

    private func drawBands(on canvas: inout Drawing, _ scale: LinearScale, top: Double, bottom: Double) {
        for marker in markers {
            guard let low = marker.estimate.low, let high = marker.estimate.high else { continue }
            let color = ChartRole(of: marker.key.measure)
            let (start, end) = (scale.position(low), scale.position(high))
            canvas.rectangle(
                x: start, y: top, width: max(1, end - start), height: bottom - top, fill: color, opacity: 0.15)
            guard end - start > 8 else { continue }
            for x in [start, end] {
                canvas.line(
                    from: (x, top), to: (x, bottom), stroke: color, width: 0.75,
                    dashes: ChartRole.dashes(of: marker.key.measure))
            }
        }
    }

    private func drawAxis(on canvas: inout Drawing, _ scale: LinearScale, bottom: Double) {
        for tick in scale.ticks(about: Int(canvas.width / 110)) {
            let x = scale.position(tick.value)
            canvas.line(from: (x, bottom), to: (x, bottom + 5), stroke: .muted)
            canvas.text(tick.label, at: (x, bottom + 19), fill: .muted, anchor: .middle)
        }
        let middle = (scale.range.start + scale.range.end) / 2
        canvas.text(axisTitle, at: (middle, bottom + 42), fill: .ink, anchor: .middle)
    }

    /// Lines down from a row of labels for each marker; labels stand on the left of their lines where there is room.
    ///
    /// No line passes through the label of another marker, because labels on the left of their lines stand lower the
    /// smaller their value is, and on the right the other way round; where both sides occur, the label interrupts it.
    private func drawMarkers(on canvas: inout Drawing, _ scale: LinearScale, top: Double, bottom: Double) {
        let isNarrow = canvas.width < 600
        let labels = markers.map { marker in
            let words = words(marker, isNarrow: isNarrow)
            return (
                marker: marker, words: words, x: scale.position(marker.estimate.value),
                length: Drawing.width(of: words, size: 12) + 10
            )
        }
        let allFitLeft = labels.allSatisfy { $0.x > $0.length }
        let allFitRight = labels.allSatisfy { $0.x + $0.length < canvas.width }
        let ordered = labels.sorted { allFitLeft ? $0.x > $1.x : $0.x < $1.x }
        for (row, label) in ordered.enumerated() {
            canvas.line(
                from: (label.x, Self.rowHeight * (Double(row) + 0.5) - 5), to: (label.x, bottom),
                stroke: ChartRole(of: label.marker.key.measure), width: 1.75,
                dashes: ChartRole.dashes(of: label.marker.key.measure))
        }
        for (row, label) in ordered.enumerated() {
            let isLeft = allFitLeft || (!allFitRight && label.x > canvas.width / 2)
            canvas.text(
                label.words, at: (isLeft ? label.x - 8 : label.x + 8, Self.rowHeight * (Double(row) + 0.5) + 4),
                fill: ChartRole(of: label.marker.key.measure), anchor: isLeft ? .end : .start, isBold: true,
                halo: .surface)
        }
    }

    private func words(_ marker: Marker, isNarrow: Bool) -> String {
        let estimate = marker.estimate
        let short = marker.label + " " + NumberText.compact(estimate.value, digits: 4)
        guard !isNarrow, estimate.low != nil || estimate.high != nil else { return short }
        return short + " (" + NumberText.compact(estimate.low, digits: 4) + " to "
            + NumberText.compact(estimate.high, digits: 4) + ")"
    }
}
