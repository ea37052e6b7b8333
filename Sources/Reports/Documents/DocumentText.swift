import Market

/// A document for a terminal, at most 80 columns wide.
public struct DocumentText: Sendable {
    /// Whether headings are bold, by escape sequences.
    public let usesColor: Bool

    public init(usesColor: Bool = false) { self.usesColor = usesColor }

    public func render(_ document: Document) -> String {
        var page = TextPage(width: TextReport.width, usesColor: usesColor)
        for line in document.title.printable.wrapped(width: TextReport.width) { page.write(line, .heading) }
        page.writeWrapped(([document.eyebrow.lowercasedFirst] + document.facts).joined(separator: " · "))
        for section in document.sections { page.write(section) }
        return page.text
    }
}

extension TextPage {
    /// A section with its heading; nothing where it has only what pages show.
    mutating func write(_ section: DocumentSection) {
        let blocks = section.blocks.filter(\.isInText)
        guard !blocks.isEmpty else { return }
        writeHeading(section.heading)
        for block in blocks { write(block) }
    }

    private mutating func write(_ block: DocumentBlock) {
        switch block {
        case .paragraph(let words), .remark(let words): writeWrapped(words, first: "  ", hanging: "  ")
        case .facts(let facts): for fact in facts { writeTerm(fact.term, fact.words) }
        case .headlines(let headlines):
            for headline in headlines {
                let unit = headline.unit.isEmpty ? "" : " " + headline.unit
                let meaning = headline.meaning.isEmpty ? "" : "; " + headline.meaning
                writeWrapped("\(headline.label): \(headline.value)\(unit)\(meaning)", first: "  ", hanging: "    ")
            }
        case .list(let items): for item in items { writeWrapped(item, first: "  - ", hanging: "    ") }
        case .table(let table): write(table)
        case .heading(let words):
            write()
            write("  " + words, .heading)
        case .chart, .charts: break
        }
    }

    private mutating func write(_ table: DocumentTable) {
        let inLine = table.columns.indices.filter { table.columns[$0].alignment != .prose }
        let below = table.columns.indices.filter { table.columns[$0].alignment == .prose }
        let shown = table.rows.prefix(table.textLimit)
        let legend = table.columns.compactMap { column in column.abbreviation.map { "\($0) \(column.title)" } }
        let entries = legend.joined(separator: " · ").count <= width - 2 ? [legend.joined(separator: " · ")] : legend
        if !legend.isEmpty { for entry in entries { writeWrapped(entry, first: "  ", hanging: "    ") } }
        let lines = TextTable(
            header: .init(
                label: "  " + table.stub,
                cells: inLine.map { table.columns[$0].abbreviation ?? table.columns[$0].title }),
            rows: shown.map { row in
                let indentation = String(repeating: " ", count: 2 + 2 * row.depth)
                return .init(label: indentation + row.label.printable, cells: inLine.map { row.cells[$0].text })
            }, gaps: inLine.map { _ in 2 }, isWords: inLine.map { table.columns[$0].alignment == .words }
        ).lines(width: width)
        write(lines[0])
        for (row, line) in zip(shown, lines.dropFirst()) {
            write(line, row.isStrong ? .heading : .none)
            for column in below where !row.cells[column].text.isEmpty {
                writeWrapped(row.cells[column].text, first: "      ", hanging: "      ")
            }
        }
        let rest = table.rows.count - shown.count
        if rest > 0 { write("  … and \(NumberText.integer(rest)) more in the report") }
    }
}

extension DocumentBlock {
    fileprivate var isInText: Bool {
        switch self {
        case .chart, .charts: false
        case .table(let table): !table.rows.isEmpty && table.textLimit > 0
        case .list(let items): !items.isEmpty
        default: true
        }
    }
}

extension String {
    /// “Stress test” within a sentence.
    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
