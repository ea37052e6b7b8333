/// A drawing that becomes an `<svg>` element: shapes in, markup out, every text escaped.
///
/// W3C, “Scalable Vector Graphics (SVG) 2”, 2018. Lengths are in the drawing's own units; y grows downwards.
struct SVGCanvas {
    typealias Point = (x: Double, y: Double)

    enum Anchor: String {
        case start, middle, end
    }

    let width: Double
    let height: Double
    private(set) var body = ""

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    /// The element, named and described for those who do not see it.
    func element(title: String, description: String, fontSize: Double = 12) -> String {
        let size = "width=\"\(number(width))\" height=\"\(number(height))\""
        return """
            <svg role="img" xmlns="http://www.w3.org/2000/svg" \(size) \
            viewBox="0 0 \(number(width)) \(number(height))" font-size="\(number(fontSize))" \
            font-family="-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif">\
            <title>\(title.escapedForMarkup)</title><desc>\(description.escapedForMarkup)</desc>\(body)</svg>
            """
    }

    mutating func rectangle(
        x: Double, y: Double, width: Double, height: Double, fill: String, opacity: Double = 1
    ) {
        body += "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(max(0, width)))\" "
        body += "height=\"\(number(max(0, height)))\" fill=\"\(fill)\"\(opacityAttribute(opacity))/>"
    }

    mutating func line(from a: Point, to b: Point, stroke: String, width: Double = 1, dashes: String? = nil) {
        body += "<line x1=\"\(number(a.x))\" y1=\"\(number(a.y))\" x2=\"\(number(b.x))\" y2=\"\(number(b.y))\" "
        body += "stroke=\"\(stroke)\" stroke-width=\"\(number(width))\"\(dashAttribute(dashes))/>"
    }

    mutating func polyline(_ points: [Point], stroke: String, width: Double = 1.5, dashes: String? = nil) {
        body += "<polyline points=\"\(coordinates(points))\" fill=\"none\" stroke=\"\(stroke)\" "
        body += "stroke-width=\"\(number(width))\" stroke-linejoin=\"round\"\(dashAttribute(dashes))/>"
    }

    mutating func polygon(_ points: [Point], fill: String, opacity: Double = 1) {
        body += "<polygon points=\"\(coordinates(points))\" fill=\"\(fill)\"\(opacityAttribute(opacity))/>"
    }

    mutating func circle(center: Point, radius: Double, fill: String) {
        body +=
            "<circle cx=\"\(number(center.x))\" cy=\"\(number(center.y))\" r=\"\(number(radius))\" fill=\"\(fill)\"/>"
    }

    /// - Parameters:
    ///   - halo: the colour around the letters that keeps them off lines behind them.
    ///   - rotation: degrees, clockwise about the point.
    mutating func text(
        _ words: String, at point: Point, fill: String, anchor: Anchor = .start, size: Double? = nil,
        isBold: Bool = false, halo: String? = nil, rotation: Double = 0
    ) {
        body += "<text x=\"\(number(point.x))\" y=\"\(number(point.y))\" fill=\"\(fill)\""
        if anchor != .start { body += " text-anchor=\"\(anchor.rawValue)\"" }
        if let size { body += " font-size=\"\(number(size))\"" }
        if isBold { body += " font-weight=\"600\"" }
        if let halo {
            body += " stroke=\"\(halo)\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\""
        }
        if rotation != 0 {
            body += " transform=\"rotate(\(number(rotation)) \(number(point.x)) \(number(point.y)))\""
        }
        body += ">\(words.escapedForMarkup)</text>"
    }

    /// Draws what does not show beyond a frame: an inner drawing with the same coordinates, clipped.
    mutating func clipped(x: Double, y: Double, width: Double, height: Double, draw: (inout SVGCanvas) -> Void) {
        var inner = SVGCanvas(width: width, height: height)
        draw(&inner)
        let frame = "\(number(x)) \(number(y)) \(number(width)) \(number(height))"
        body += "<svg x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" height=\"\(number(height))\" "
        body += "viewBox=\"\(frame)\" overflow=\"hidden\">\(inner.body)</svg>"
    }

    /// How wide a text is, roughly: no font is known here, so a little more than most need.
    static func width(of words: String, size: Double) -> Double {
        words.reduce(0) { $0 + ($1.isUppercase ? 0.7 : 0.56) } * size
    }

    private func coordinates(_ points: [Point]) -> String {
        points.map { number($0.x) + "," + number($0.y) }.joined(separator: " ")
    }

    private func dashAttribute(_ dashes: String?) -> String { dashes.map { " stroke-dasharray=\"\($0)\"" } ?? "" }

    private func opacityAttribute(_ opacity: Double) -> String {
        opacity < 1 ? " fill-opacity=\"\(number(opacity))\"" : ""
    }

    /// A length to hundredths, kept within what any renderer draws.
    private func number(_ value: Double) -> String {
        let limited = value.isFinite ? min(max(value, -100_000), 100_000) : 0
        let hundredths = Int((limited * 100).rounded())
        let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
        let fraction = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
        return (hundredths < 0 ? "-" : "") + String(whole) + fraction
    }
}

extension String {
    /// With the five characters escaped that mean something in HTML and XML, and without control characters.
    public var escapedForMarkup: String {
        var result = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case _ where scalar.properties.generalCategory == .control: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
