/// The frame of a small chart: two straight axes with their ticks, and where values stand between them.
package struct PlotFrame {
    package let horizontal: LinearScale
    package let vertical: LinearScale
    package let left: Double
    package let right: Double
    package let top: Double
    package let bottom: Double

    package init(x: ClosedRange<Double>, y: ClosedRange<Double>, width: Double, height: Double) {
        (left, right, top, bottom) = (44, width - 8, 10, height - 24)
        horizontal = LinearScale(domain: x, range: (left, right))
        vertical = LinearScale(domain: y, range: (bottom, top))
    }

    package func point(_ x: Double, _ y: Double) -> Drawing.Point { (horizontal.position(x), vertical.position(y)) }

    /// Grid lines with their labels, and the line below.
    ///
    /// - Parameter ticks: of the horizontal axis; its own where nil.
    package func draw(on canvas: inout Drawing, ticks: [Tick]? = nil) {
        for tick in vertical.ticks(about: 3) {
            let y = vertical.position(tick.value)
            canvas.line(from: (left, y), to: (right, y), stroke: .rule)
            canvas.text(tick.label, at: (left - 6, y + 4), fill: .muted, anchor: .end)
        }
        for tick in ticks ?? horizontal.ticks(about: 4) {
            let x = horizontal.position(tick.value)
            let anchor: Drawing.Anchor = x > right - 14 ? .end : x < left + 14 ? .start : .middle
            canvas.text(tick.label, at: (x, bottom + 16), fill: .muted, anchor: anchor)
        }
        canvas.line(from: (left, bottom), to: (right, bottom), stroke: .muted)
    }

    /// Draws within the frame only.
    package func clipped(on canvas: inout Drawing, draw: (inout Drawing) -> Void) {
        canvas.clipped(x: left, y: top - 3, width: right - left, height: bottom - top + 6, draw: draw)
    }
}
