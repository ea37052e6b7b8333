import Market

/// A document as plain text for a terminal, at most 80 columns wide.
public struct DocumentText: DocumentFormat {
    public static let name = "text"
    public static let summary = "plain text, 80 columns wide"
    public static let fileExtension = "txt"
    public static let mediaType = "text/plain; charset=utf-8"

    package static let width = 80
    /// What was wrong with data that is listed; pages have all.
    private static let issueLimit = 8

    /// Whether headings are bold and severities coloured, by escape sequences.
    public let usesColor: Bool
    /// How much is shown: one screen, or some.
    public let reading: Reading

    public init(usesColor: Bool = false, reading: Reading = .screen) {
        self.usesColor = usesColor
        self.reading = reading
    }

    public func files(of document: Document) -> [DocumentFile] {
        [DocumentFile(name: Self.fileName, mediaType: Self.mediaType, bytes: Array(render(document).utf8))]
    }

    public func render(_ document: Document) -> String {
        var page = TextPage(width: Self.width, usesColor: usesColor)
        for line in document.title.printable.wrapped(width: Self.width) { page.write(line, .heading) }
        if let facts = document.screenFacts {
            page.write(Prose(facts, separator: " · ").text().printable)
        } else {
            let facts = [Prose(document.eyebrow.lowercasedFirst)] + document.facts
            page.writeWrapped(Prose(facts, separator: " · ").text())
        }
        for section in document.sections where section.readings.contains(reading) { write(section, on: &page) }
        return page.text
    }

    /// A section with its heading; nothing where it has only what pages show.
    private func write(_ section: DocumentSection, on page: inout TextPage) {
        let blocks = section.blocks.filter(\.isInText)
        guard !blocks.isEmpty || section.blocks.isEmpty else { return }
        let style = section.currency == nil ? .counted(in: .one) : Self.style(of: blocks)
        let money = section.currency.map { ", \($0)\(style.title)" } ?? ""
        if section.heading.isEmpty { page.write() } else { page.writeHeading(section.heading + money) }
        for block in blocks { write(block, style, on: &page) }
    }

    /// How amounts are counted so that the widest table leaves its labels room.
    private static func style(of blocks: [DocumentBlock]) -> AmountStyle {
        let tables = blocks.compactMap { block -> DocumentTable? in
            if case .table(let table) = block { table } else { nil }
        }
        let units = CountingUnit.allCases.map { AmountStyle.counted(in: $0) }
        return units.first { style in
            tables.allSatisfy { $0.text(style).numbersWidth <= width - $0.labelWidth }
        } ?? .scientific
    }

    private func write(_ block: DocumentBlock, _ style: AmountStyle, on page: inout TextPage) {
        switch block {
        case .lead(let words): page.writeWrapped(words.text())
        case .paragraph(let words), .remark(let words):
            page.writeWrapped(words.text(), first: "  ", hanging: "  ")
        case .item(let words): page.writeWrapped(words.text(), first: "  ", hanging: "    ")
        case .facts(let facts): for fact in facts { page.writeTerm(fact.term, fact.words.text()) }
        case .headlines(let headlines):
            for headline in headlines { page.writeWrapped(headline.text, first: "  ", hanging: "    ") }
        case .list(let items):
            for item in items { page.writeWrapped(item.text(), first: "  - ", hanging: "    ") }
        case .table(let table): write(table, style, on: &page)
        case .issues(let issues): write(issues, on: &page)
        case .command(let words): page.write("  " + words.printable)
        case .heading(let words):
            page.write()
            page.write("  " + words, .heading)
        case .chart, .charts, .multiples, .details: break
        }
    }

    private func write(_ table: DocumentTable, _ style: AmountStyle, on page: inout TextPage) {
        let legend = table.columns.compactMap { column in column.abbreviation.map { "\($0) \(column.title)" } }
        let joined = legend.joined(separator: " · ")
        let entries = joined.displayWidth <= Self.width - 2 ? [joined] : legend
        if !legend.isEmpty { for entry in entries { page.writeWrapped(entry, first: "  ", hanging: "    ") } }
        let below = table.columns.indices.filter { table.columns[$0].alignment == .prose }
        let lines = table.text(style).lines(width: Self.width)
        // A head without words is no line.
        if !lines[0].isEmpty { page.write(lines[0]) }
        let shown = table.rows.prefix(table.textLimit)
        for (row, line) in zip(shown, lines.dropFirst()) {
            page.write(line, row.isStrong ? .heading : .none)
            for column in below {
                let words = row.cells[column].words.text(style)
                if !words.isEmpty { page.writeWrapped(words, first: "      ", hanging: "      ") }
            }
        }
        writeRest(table.rows.count - shown.count, on: &page)
    }

    private func write(_ issues: [DataIssue], on page: inout TextPage) {
        let ranked = issues.ranked
        for issue in ranked.prefix(Self.issueLimit) {
            let subject = [issue.factor?.name, issue.date?.description].compactMap { $0 }.joined(separator: " ")
            let words = (subject.isEmpty ? "" : subject + ": ") + issue.message + " [" + issue.rule + "]"
            page.writeTerm(issue.severity == .information ? "info" : issue.severity.rawValue, words, issue.severity)
        }
        writeRest(ranked.count - Self.issueLimit, on: &page)
    }

    private func writeRest(_ count: Int, on page: inout TextPage) {
        if count > 0 { page.write("  … and \(NumberText.integer(count)) more in the report") }
    }
}

extension DocumentHeadline {
    /// “Loss: 12.3 USD million; rank 1 of 4”.
    fileprivate var text: String {
        var words = "\(label): \(figure.text())" + (unit.isEmpty ? "" : " " + unit)
        if let error = figure.errorText() { words += " ± \(error)" }
        if let interval { words += " (\(interval.low.text()) to \(interval.high.text()))" }
        return words + (meaning.isEmpty ? "" : "; " + meaning.text())
    }
}

extension DocumentTable {
    /// The rows and columns that text shows, as lines are made of them.
    fileprivate func text(_ style: AmountStyle) -> TextTable {
        let inLine = columns.indices.filter { columns[$0].alignment != .prose }
        let shown = rows.prefix(textLimit)
        let texts = inLine.map { column in Self.texts(shown.map { $0.cells[column] }, style) }
        let titles = inLine.map { columns[$0].abbreviation ?? columns[$0].title }
        let isHeaded = !stub.isEmpty || titles.contains { !$0.isEmpty }
        return TextTable(
            header: .init(label: isHeaded ? "  " + stub.printable : "", cells: titles.map(\.printable)),
            rows: shown.enumerated().map { index, row in
                let indentation = String(repeating: " ", count: 2 + 2 * row.depth)
                return .init(label: indentation + row.label.text(style).printable, cells: texts.map { $0[index] })
            }, gaps: gaps(inLine), isWords: inLine.map { columns[$0].alignment == .words })
    }

    /// The cells of a column; the ends of intervals stand under each other.
    private static func texts(_ cells: [Cell], _ style: AmountStyle) -> [String] {
        let ends = cells.map { cell in cell.interval.map { ($0.low.text(style), $0.high.text(style)) } }
        let lows = ends.compactMap { $0?.0.displayWidth }.max() ?? 0
        let highs = ends.compactMap { $0?.1.displayWidth }.max() ?? 0
        return zip(cells, ends).map { cell, ends in
            guard let ends else { return cell.words.text(style).printable }
            return ends.0.flushedRight(to: lows) + " to " + ends.1.flushedRight(to: highs)
        }
    }

    private func gaps(_ inLine: [Int]) -> [Int] {
        switch spacing {
        case .even: inLine.map { _ in 2 }
        case .pairs: inLine.map { columns[$0].title == "±" ? 1 : 2 }
        case .figures: inLine.indices.map { $0 == 0 ? 3 : $0 == 1 ? 2 : 4 }
        }
    }
}

extension DocumentBlock {
    fileprivate var isInText: Bool {
        switch self {
        case .chart, .charts, .multiples, .details: false
        case .table(let table): !table.rows.isEmpty && table.textLimit > 0
        case .list(let items): !items.isEmpty
        case .issues(let issues): !issues.isEmpty
        default: true
        }
    }
}

extension String {
    /// “stress test” at the start of a sentence.
    package var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

    /// “Stress test” within a sentence.
    package var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
