/// A drawing as marks: shapes and words with their places and roles, without colours and markup.
///
/// Lengths are in the drawing's own units; y grows downwards.
public struct Drawing: Sendable {
    public typealias Point = (x: Double, y: Double)

    public enum Anchor: String, Sendable {
        case start, middle, end
    }

    public enum Mark: Sendable {
        case rectangle(x: Double, y: Double, width: Double, height: Double, fill: ChartRole, opacity: Double)
        case line(from: Point, to: Point, stroke: ChartRole, width: Double, dashes: String?)
        case polyline([Point], stroke: ChartRole, width: Double, dashes: String?)
        case polygon([Point], fill: ChartRole, opacity: Double)
        case circle(center: Point, radius: Double, fill: ChartRole)
        case text(Label)
        /// Marks of which nothing shows beyond a frame.
        case clipped(x: Double, y: Double, width: Double, height: Double, [Mark])
    }

    /// Words at a place.
    public struct Label: Sendable {
        public var words: String
        public var point: Point
        public var fill: ChartRole
        public var anchor: Anchor
        public var size: Double?
        public var isBold: Bool
        /// Around the letters, to keep them off lines behind them.
        public var halo: ChartRole?
        /// Degrees, clockwise about the point.
        public var rotation: Double

        package init(
            words: String, point: Point, fill: ChartRole, anchor: Anchor, size: Double? = nil, isBold: Bool,
            halo: ChartRole? = nil, rotation: Double
        ) {
            self.words = words
            self.point = point
            self.fill = fill
            self.anchor = anchor
            self.size = size
            self.isBold = isBold
            self.halo = halo
            self.rotation = rotation
        }
    }

    public let width: Double
    public let height: Double
    public private(set) var marks: [Mark] = []
    /// What is drawn, and what it shows, for those who do not see it.
    public private(set) var title = ""
    public private(set) var description = ""
    public private(set) var fontSize = 12.0

    public init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    /// The drawing with its words.
    public func described(title: String, description: String, fontSize: Double = 12) -> Drawing {
        var drawing = self
        drawing.title = title
        drawing.description = description
        drawing.fontSize = fontSize
        return drawing
    }

    public mutating func rectangle(
        x: Double, y: Double, width: Double, height: Double, fill: ChartRole, opacity: Double = 1
    ) {
        marks.append(.rectangle(x: x, y: y, width: width, height: height, fill: fill, opacity: opacity))
    }

    public mutating func line(from a: Point, to b: Point, stroke: ChartRole, width: Double = 1, dashes: String? = nil) {
        marks.append(.line(from: a, to: b, stroke: stroke, width: width, dashes: dashes))
    }

    public mutating func polyline(_ points: [Point], stroke: ChartRole, width: Double = 1.5, dashes: String? = nil) {
        marks.append(.polyline(points, stroke: stroke, width: width, dashes: dashes))
    }

    public mutating func polygon(_ points: [Point], fill: ChartRole, opacity: Double = 1) {
        marks.append(.polygon(points, fill: fill, opacity: opacity))
    }

    public mutating func circle(center: Point, radius: Double, fill: ChartRole) {
        marks.append(.circle(center: center, radius: radius, fill: fill))
    }

    public mutating func text(
        _ words: String, at point: Point, fill: ChartRole, anchor: Anchor = .start, size: Double? = nil,
        isBold: Bool = false, halo: ChartRole? = nil, rotation: Double = 0
    ) {
        marks.append(
            .text(
                Label(
                    words: words, point: point, fill: fill, anchor: anchor, size: size, isBold: isBold, halo: halo,
                    rotation: rotation)))
    }

    /// Draws what does not show beyond a frame: an inner drawing with the same coordinates, clipped.
    public mutating func clipped(x: Double, y: Double, width: Double, height: Double, draw: (inout Drawing) -> Void) {
        var inner = Drawing(width: width, height: height)
        draw(&inner)
        marks.append(.clipped(x: x, y: y, width: width, height: height, inner.marks))
    }

    /// How wide a text is, roughly: no font is known here, so a little more than most need.
    package static func width(of words: String, size: Double) -> Double {
        words.reduce(0) { $0 + ($1.isUppercase ? 0.7 : 0.56) } * size
    }
}
