/// A document as one page that stands alone: no scripts, nothing loaded, light, dark and on paper.
public struct DocumentPage: Sendable {
    public init() {}

    public func render(_ document: Document) throws -> String {
        try Page(
            eyebrow: document.eyebrow, title: document.title, facts: document.facts, version: document.version,
            fragments: document.sections.map(\.fragment)
        ).html()
    }
}

extension DocumentSection {
    /// The section as markup, for a page of documents or beside sections of other kinds.
    var fragment: PageFragment {
        PageFragment(anchor: anchor, heading: heading, body: blocks.map(\.markup).joined(separator: "\n"))
    }
}

extension DocumentBlock {
    fileprivate var markup: String {
        switch self {
        case .paragraph(let words): "<p>\(words.escapedForMarkup)</p>"
        case .remark(let words): "<p class=\"small muted\">\(words.escapedForMarkup)</p>"
        case .facts(let facts):
            "<dl class=\"facts-list\">"
                + facts.map { "<dt>\($0.term.escapedForMarkup)</dt><dd>\($0.words.escapedForMarkup)</dd>" }.joined()
                + "</dl>"
        case .headlines(let headlines): "<dl class=\"cards\">" + headlines.map(\.markup).joined() + "</dl>"
        case .list(let items):
            "<ul class=\"notes\">" + items.map { "<li>\($0.escapedForMarkup)</li>" }.joined() + "</ul>"
        case .table(let table): table.rows.isEmpty ? "" : table.markup
        case .chart(let chart): chart.markup(isPanel: false)
        case .charts(let charts):
            "<div class=\"panels\">" + charts.map { "<div>\($0.markup(isPanel: true))</div>" }.joined() + "</div>"
        case .heading(let words): "<h3>\(words.escapedForMarkup)</h3>"
        }
    }
}

extension DocumentHeadline {
    fileprivate var markup: String {
        let unit = unit.isEmpty ? "" : " <small>\(unit.escapedForMarkup)</small>"
        let meaning = meaning.isEmpty ? "" : "<dd class=\"meaning\">\(meaning.escapedForMarkup)</dd>"
        return """
            <div class="card first"><dt>\(label.escapedForMarkup)</dt>\
            <dd class="value"><span>\(value.escapedForMarkup)</span>\(unit)</dd>\(meaning)</div>
            """
    }
}

extension DocumentChart {
    fileprivate func markup(isPanel: Bool) -> String {
        let heading = title.isEmpty ? "" : "<h3>\(title.escapedForMarkup)</h3>"
        let data = data.map { "<details><summary>The figures as a table</summary>\($0.markup)</details>" } ?? ""
        return """
            \(heading)<figure class="\(isPanel ? "" : "scroll")">\(markup)\
            <figcaption>\(caption.escapedForMarkup)</figcaption></figure>\(data)
            """
    }
}

extension DocumentTable {
    fileprivate var markup: String {
        let head = columns.map { column in
            "<th scope=\"col\"\(column.alignment == .number ? "" : " class=\"words\"")>\(column.title.escapedForMarkup)</th>"
        }.joined()
        let body = rows.map { row in
            let cells = zip(columns, row.cells).map { column, cell in
                let style =
                    switch column.alignment {
                    case .number: ""
                    case .words: " class=\"words\""
                    case .prose: " class=\"prose\""
                    }
                return "<td\(style)>\(cell.text.escapedForMarkup)\(cell.markup ?? "")</td>"
            }.joined()
            let indentation = row.depth > 0 ? " style=\"padding-left:\(1.25 * Double(row.depth))rem\"" : ""
            return "<tr\(row.isStrong ? " class=\"whole\"" : "")><th scope=\"row\" class=\"book\"\(indentation)>"
                + "\(row.label.escapedForMarkup)</th>\(cells)</tr>"
        }.joined(separator: "\n")
        return """
            <div class="scroll" role="region" tabindex="0" aria-label="\(caption.escapedForMarkup)">
            <table><thead><tr><th scope="col">\(stub.escapedForMarkup)</th>\(head)</tr></thead>
            <tbody>
            \(body)
            </tbody></table></div>
            """
    }
}
