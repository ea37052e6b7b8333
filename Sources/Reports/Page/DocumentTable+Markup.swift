extension DocumentTable {
    /// A table that scrolls by itself where there is no room for it.
    ///
    /// - Parameter isCaptioned: whether the caption is seen, too.
    package func markup(isCaptioned: Bool) -> String {
        let visible = isCaptioned ? "<caption>\(caption.escapedForMarkup)</caption>\n" : ""
        return """
            <div class="scroll" role="region" tabindex="0" aria-label="\(caption.escapedForMarkup)">
            <table>\(visible)<thead>\(head)</thead>
            <tbody>
            \(rows.map { markup(of: $0) }.joined(separator: "\n"))
            </tbody></table></div>
            """
    }

    private var head: String {
        let stub = stub.escapedForMarkup
        let titles = columns.map { column in
            let style =
                switch column.alignment {
                case .number: ""
                case .words: " class=\"words\""
                case .prose: " class=\"words prose\""
                }
            return "<th scope=\"col\"\(style)>\(column.title.escapedForMarkup)</th>"
        }.joined()
        guard columns.contains(where: { $0.group != nil }) else {
            return "<tr><th scope=\"col\">\(stub)</th>\(titles)</tr>"
        }
        var groups: [(title: String, count: Int)] = []
        for column in columns {
            let title = column.group ?? ""
            if groups.last?.title == title { groups[groups.count - 1].count += 1 } else { groups.append((title, 1)) }
        }
        let upper = groups.map {
            "<th colspan=\"\($0.count)\" scope=\"colgroup\">\($0.title.escapedForMarkup)</th>"
        }.joined()
        return "<tr><th rowspan=\"2\" scope=\"col\">\(stub)</th>\(upper)</tr>\n<tr>\(titles)</tr>"
    }

    private func markup(of row: Row) -> String {
        let cells = zip(columns, row.cells).map { column, cell in
            let style =
                switch column.alignment {
                case .number: ""
                case .words: " class=\"words\""
                case .prose: " class=\"prose\""
                }
            let bar = cell.bar?.drawing(width: 0, height: 0).bar ?? ""
            return "<td\(style)>\(cell.words.markup)\(bar)</td>"
        }.joined()
        let prose = zip(columns, row.cells).filter { $0.0.alignment == .prose }.map(\.1.words.markup)
        let below = Self.proseRow(prose, columns: columns.count - prose.count + 1)
        let indentation = row.depth > 0 ? " style=\"--depth:\(row.depth)\"" : ""
        let title = row.fullLabel.map { " title=\"\($0.escapedForMarkup)\"" } ?? ""
        return "<tr\(row.isStrong ? " class=\"whole\"" : "")><th scope=\"row\" class=\"book\"\(indentation)\(title)>"
            + "\(row.label.markup)</th>\(cells)</tr>" + below
    }

    /// What a small screen shows below a row, in place of columns that would make it many lines high.
    ///
    /// - Parameters:
    ///   - words: markup.
    ///   - columns: that stay beside one another.
    package static func proseRow(_ words: [String], columns: Int) -> String {
        let shown = words.filter { !$0.isEmpty }
        guard !shown.isEmpty else { return "" }
        return "<tr class=\"below\"><td colspan=\"\(columns)\"><div>\(shown.joined(separator: "; "))</div></td></tr>"
    }
}
