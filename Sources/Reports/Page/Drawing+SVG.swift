extension Drawing {
    /// An `<svg>` element, named and described for those who do not see it.
    ///
    /// Every mark has its colour twice: as an attribute, with which the element is right by itself, and as a class, by which
    /// the style of a page around it makes it light or dark. W3C, “Scalable Vector Graphics (SVG) 2”, 2018, 6.6: a style
    /// sheet wins over a presentation attribute.
    package var svg: String {
        let size = "width=\"\(Self.number(width))\" height=\"\(Self.number(height))\""
        return """
            <svg role="img" xmlns="http://www.w3.org/2000/svg" \(size) \
            viewBox="0 0 \(Self.number(width)) \(Self.number(height))" font-size="\(Self.number(fontSize))" \
            font-family="-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif">\
            <title>\(title.escapedForMarkup)</title><desc>\(description.escapedForMarkup)</desc>\(Self.markup(marks))</svg>
            """
    }

    /// The element beside a number that it only repeats: stretched to its column, hidden from those who hear the table.
    package var bar: String {
        """
        <svg class="bar" aria-hidden="true" xmlns="http://www.w3.org/2000/svg" \
        viewBox="0 0 \(Self.number(width)) \(Self.number(height))" preserveAspectRatio="none">\(Self.markup(marks))</svg>
        """
    }

    private static func markup(_ marks: [Mark]) -> String {
        var body = ""
        for mark in marks { body += markup(mark) }
        return body
    }

    private static func markup(_ mark: Mark) -> String {
        switch mark {
        case .rectangle(let x, let y, let width, let height, let fill, let opacity):
            return "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(max(0, width)))\" "
                + "height=\"\(number(max(0, height)))\"\(filled(fill))\(opacityAttribute(opacity))/>"
        case .line(let a, let b, let stroke, let width, let dashes):
            return "<line x1=\"\(number(a.x))\" y1=\"\(number(a.y))\" x2=\"\(number(b.x))\" y2=\"\(number(b.y))\""
                + "\(stroked(stroke)) stroke-width=\"\(number(width))\"\(dashAttribute(dashes))/>"
        case .polyline(let points, let stroke, let width, let dashes):
            return "<polyline points=\"\(coordinates(points))\" fill=\"none\"\(stroked(stroke)) "
                + "stroke-width=\"\(number(width))\" stroke-linejoin=\"round\"\(dashAttribute(dashes))/>"
        case .polygon(let points, let fill, let opacity):
            return "<polygon points=\"\(coordinates(points))\"\(filled(fill))\(opacityAttribute(opacity))/>"
        case .circle(let center, let radius, let fill):
            return
                "<circle cx=\"\(number(center.x))\" cy=\"\(number(center.y))\" r=\"\(number(radius))\"\(filled(fill))/>"
        case .text(let label): return markup(label)
        case .clipped(let x, let y, let width, let height, let inner):
            let frame = "\(number(x)) \(number(y)) \(number(width)) \(number(height))"
            return "<svg x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" height=\"\(number(height))\" "
                + "viewBox=\"\(frame)\" overflow=\"hidden\">\(markup(inner))</svg>"
        }
    }

    private static func markup(_ label: Label) -> String {
        let (x, y) = (number(label.point.x), number(label.point.y))
        var tag = "<text x=\"\(x)\" y=\"\(y)\""
        let color = ChartTheme.standalone.color(label.fill)
        if let halo = label.halo {
            tag += " class=\"\(label.fill.fillClass) \(halo.strokeClass)\" fill=\"\(color)\""
            tag += " stroke=\"\(ChartTheme.standalone.color(halo))\" stroke-width=\"4\" stroke-linejoin=\"round\""
            tag += " paint-order=\"stroke\""
        } else {
            tag += filled(label.fill)
        }
        if label.anchor != .start { tag += " text-anchor=\"\(label.anchor.rawValue)\"" }
        if let size = label.size { tag += " font-size=\"\(number(size))\"" }
        if label.isBold { tag += " font-weight=\"600\"" }
        if label.rotation != 0 { tag += " transform=\"rotate(\(number(label.rotation)) \(x) \(y))\"" }
        return tag + ">\(label.words.escapedForMarkup)</text>"
    }

    private static func filled(_ role: ChartRole) -> String {
        " class=\"\(role.fillClass)\" fill=\"\(ChartTheme.standalone.color(role))\""
    }

    private static func stroked(_ role: ChartRole) -> String {
        " class=\"\(role.strokeClass)\" stroke=\"\(ChartTheme.standalone.color(role))\""
    }

    private static func coordinates(_ points: [Point]) -> String {
        points.map { number($0.x) + "," + number($0.y) }.joined(separator: " ")
    }

    private static func dashAttribute(_ dashes: String?) -> String {
        dashes.map { " stroke-dasharray=\"\($0)\"" } ?? ""
    }

    private static func opacityAttribute(_ opacity: Double) -> String {
        opacity < 1 ? " fill-opacity=\"\(number(opacity))\"" : ""
    }

    /// A length to hundredths, kept within what any renderer draws.
    private static func number(_ value: Double) -> String {
        let limited = value.isFinite ? min(max(value, -100_000), 100_000) : 0
        let hundredths = Int((limited * 100).rounded())
        let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
        let fraction = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
        return (hundredths < 0 ? "-" : "") + String(whole) + fraction
    }
}

extension ChartRole {
    /// The class of what is filled in this role; short, for a heat map has thousands.
    package var fillClass: String { "f" + letter }

    /// The class of what is drawn as a line in this role.
    package var strokeClass: String { "s" + letter }

    /// The property of a page's style that holds its colour.
    package var property: String { "--" + rawValue }

    private var letter: String {
        switch self {
        case .ink: "i"
        case .muted: "m"
        case .rule: "r"
        case .surface: "u"
        case .neutral: "n"
        case .first: "1"
        case .second: "2"
        }
    }
}

extension String {
    /// With the five characters escaped that mean something in HTML and XML, and what is unseen shown.
    public var escapedForMarkup: String {
        var result = ""
        for scalar in printable.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
