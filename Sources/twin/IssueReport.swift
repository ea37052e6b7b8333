import FoundationEssentials
import MarketTwin

/// The wording around issues: `FILE:LINE:COLUMN: error: what is wrong`, the line it stands in, and what would have been
/// right.
struct IssueReport {
    private let issues: [Issue]

    /// More than anybody reads at once.
    private static let limit = 1_000
    /// Cells: a message that quotes more than this of a file quotes too much.
    private static let messageWidth = 2_000

    init(_ issues: Issues) {
        self.issues = issues.all.enumerated().sorted { first, second in
            let (a, b) = (first.element.location, second.element.location)
            return (a?.file ?? "", a?.line ?? 0, a?.column ?? 0, first.offset)
                < (b?.file ?? "", b?.line ?? 0, b?.column ?? 0, second.offset)
        }.map(\.element)
    }

    var text: String {
        var sources: [String: [Substring]] = [:]
        var text = ""
        for issue in issues.prefix(Self.limit) {
            let place = issue.location.map { location in
                location.file.hasPrefix("--")
                    ? "\(location.file): " : "\(location.file):\(location.line):\(location.column): "
            }
            let path = issue.path.isEmpty ? "" : issue.path + ": "
            let message = issue.message.printable.shortened(to: Self.messageWidth)
            text += "\(place ?? "")error: \(path)".printable + message + "\n"
            if let location = issue.location { text += excerpt(location, &sources) }
            if let hint = issue.hint { text += "  hint: \(hint.printable)\n" }
            if issue.repetitions > 0 {
                let rows = "row\(issue.repetitions == 1 ? "" : "s")"
                text += "  and \(NumberText.integer(issue.repetitions)) \(rows) more\n"
            }
        }
        let left = issues.dropFirst(Self.limit).reduce(0) { $0 + 1 + $1.repetitions }
        if left > 0 { text += "and \(NumberText.integer(left)) more\n" }
        let count = issues.reduce(0) { $0 + 1 + $1.repetitions }
        if count > 1 { text += "\(NumberText.integer(count)) errors\n" }
        return text
    }

    /// The line of the file, with a caret below the column.
    private func excerpt(_ location: SourceLocation, _ sources: inout [String: [Substring]]) -> String {
        if sources[location.file] == nil {
            let content = (try? String(contentsOfFile: location.file, encoding: .utf8)) ?? ""
            sources[location.file] =
                Self.isOurs(content)
                ? content.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" } : []
        }
        guard let lines = sources[location.file], lines.indices.contains(location.line - 1) else { return "" }
        var line = lines[location.line - 1]
        if line.last == "\r" { line = line.dropLast() }
        guard !line.allSatisfy(\.isWhitespace) else { return "" }
        // Columns count scalars. A long line is cut around the column.
        let scalars = line.unicodeScalars
        let column = scalars.index(scalars.startIndex, offsetBy: location.column - 1, limitedBy: scalars.endIndex)
        let missing = column == nil ? max(0, location.column - 1 - scalars.count) : 0
        let split = column ?? scalars.endIndex
        let before = String(scalars[..<split].suffix(120)).printable.suffix(ofWidth: 59)
        let after = String(scalars[split...].prefix(200)).printable.prefix(ofWidth: 100 - before.displayWidth)
        let number = String(location.line)
        let gutter = String(repeating: " ", count: number.count)
        let indent = String(repeating: " ", count: before.displayWidth + missing)
        return "  \(number) | \(before)\(after)\n  \(gutter) | \(indent)^\n"
    }

    /// Whether a text is of the sort that twin reads, a scenario or a table: lines of others are nobody's to see.
    private static func isOurs(_ text: String) -> Bool {
        let head = text.utf8.prefix(65_536)
        let first = head.prefix { $0 != UInt8(ascii: "\n") }
        if first.contains(where: { ",;\t|".utf8.contains($0) }) { return true }
        let beginning = String(decoding: head, as: UTF8.self)
        return Catalog.standard.scenarioSettings.map(\.name).contains {
            beginning.contains($0 + ":") || beginning.contains("\"\($0)\"")
        }
    }
}
