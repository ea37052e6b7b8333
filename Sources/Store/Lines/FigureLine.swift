import GRDB
import Market

/// A figure from date to date with its interval: the newest run of each date.
package struct FigureLine: Sendable {
    package struct Point: Sendable {
        package var asOf: String
        package var value: Double
        package var low: Double?
        package var high: Double?
    }

    package var scenario: String
    package var kind: String
    package var confidence: Double?
    package var book: String
    package var points: [Point]

    /// - Parameter kind: of the measure; its first figure of the book.
    package init(_ kind: String, scenario: String, book: String, since: CalendarDate?, in db: Database) throws {
        self.scenario = scenario
        self.kind = kind
        self.book = book
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT r.asOf, f.value, f.low, f.high, f.confidence FROM runs r JOIN figures f ON f.run = r.n
                WHERE r.scenario = ? AND r.asOf >= ? AND f.book = ? AND f.kind = ?
                    AND r.n = (SELECT max(s.n) FROM runs s WHERE s.scenario = r.scenario AND s.asOf = r.asOf)
                    AND f.place = (SELECT min(g.place) FROM figures g WHERE g.run = r.n AND g.book = f.book AND g.kind = f.kind)
                ORDER BY r.asOf
                """, arguments: [scenario, since?.description ?? "", book, kind])
        confidence = rows.last?["confidence"]
        points = rows.map { Point(asOf: $0["asOf"], value: $0["value"], low: $0["low"], high: $0["high"]) }
    }

    private static let bars = Array("▁▂▃▄▅▆▇█")

    /// A line of blocks, at most so many; several dates share one by their mean where there are more.
    package func spark(width: Int = 60) -> String {
        guard !points.isEmpty else { return "" }
        let count = min(width, points.count)
        let values = (0..<count).map { index -> Double in
            let part = points[(index * points.count / count)..<((index + 1) * points.count / count)]
            return part.reduce(0) { $0 + $1.value } / Double(part.count)
        }
        let (low, high) = (values.min() ?? 0, values.max() ?? 0)
        return String(
            values.map { value in
                high > low ? Self.bars[min(7, Int((value - low) / (high - low) * 8))] : Self.bars[3]
            })
    }

    /// The line with its band, as a drawing for a page: 640 by 200.
    package var drawing: String {
        let (width, height, left, bottom) = (640.0, 200.0, 70.0, 24.0)
        let lows = points.map { $0.low ?? $0.value }
        let highs = points.map { $0.high ?? $0.value }
        guard points.count > 1, let least = lows.min(), let most = highs.max() else { return "" }
        let span = most > least ? most - least : max(abs(most), 1)
        func x(_ index: Int) -> String {
            Self.text(left + (width - left - 8) * Double(index) / Double(points.count - 1))
        }
        func y(_ value: Double) -> String { Self.text(8 + (height - bottom - 8) * (1 - (value - least) / span)) }
        let upper = highs.indices.map { "\(x($0)),\(y(highs[$0]))" }
        let lower = lows.indices.reversed().map { "\(x($0)),\(y(lows[$0]))" }
        let line = points.indices.map { "\(x($0)),\(y(points[$0].value))" }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 200" role="img" aria-label="\(kind) from \(points[0].asOf) to \
            \(points[points.count - 1].asOf)">
            <polygon points="\((upper + lower).joined(separator: " "))" fill="#9db8d9" fill-opacity="0.5"/>
            <polyline points="\(line.joined(separator: " "))" fill="none" stroke="#1f5fa8" stroke-width="1.5"/>
            <g font-family="sans-serif" font-size="11" fill="#555">
            <text x="64" y="14" text-anchor="end">\(Self.compact(most))</text>
            <text x="64" y="176" text-anchor="end">\(Self.compact(least))</text>
            <text x="70" y="196">\(points[0].asOf)</text>
            <text x="632" y="196" text-anchor="end">\(points[points.count - 1].asOf)</text>
            </g></svg>
            """
    }

    private static func text(_ value: Double) -> String { String((value * 10).rounded() / 10) }

    private static func compact(_ value: Double) -> String {
        let size = abs(value)
        if size >= 1e6 { return text(value / 1e6) + "M" }
        if size >= 1e3 { return text(value / 1e3) + "k" }
        return text(value)
    }
}
