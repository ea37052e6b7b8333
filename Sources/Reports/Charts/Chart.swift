/// A chart as data: what it shows, in numbers and names. How it is drawn follows from that and from the room it gets; how
/// the drawing is written down is a format's.
public protocol Chart: Sendable {
    /// - Parameters:
    ///   - width: points.
    ///   - height: points; charts of rows, whose height follows from them, do without.
    func drawing(width: Double, height: Double) -> Drawing

    /// Whether it is as good at another width: drawn anew for a small screen. A map has squares of a size, and is scrolled.
    var isElastic: Bool { get }
}

extension Chart {
    public var isElastic: Bool { true }

    /// The drawing as an `<svg>` element that is right by itself, in a mail as on paper.
    public func svg(width: Double, height: Double = 0) -> String { drawing(width: width, height: height).svg }
}
