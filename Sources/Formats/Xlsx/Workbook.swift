import CXlsxWriter
import Reports

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A workbook that is being written, through libxlsxwriter.
final class Workbook {
    /// How a cell looks.
    enum Style: Hashable {
        case plain, title, heading, head, strong, note
        /// A format of numbers, as in `#,##0.00`.
        case number(String)
    }

    private let book: UnsafeMutablePointer<lxw_workbook>
    private let path: String
    private var formats: [Style: UnsafeMutablePointer<lxw_format>] = [:]
    private var names: Set<String> = []
    private(set) var problem: String?

    /// - Parameter path: of a file that will be written.
    init(_ path: String) throws(ReportError) {
        guard let book = workbook_new(path) else {
            throw .unavailable(format: DocumentXlsx.name, because: "no memory for a workbook")
        }
        self.book = book
        self.path = path
        // The same document makes the same bytes, whenever that is.
        var properties = lxw_doc_properties()
        properties.created = 1_577_836_800  // 2020-01-01.
        workbook_set_properties(book, &properties)
    }

    func format(_ style: Style) -> UnsafeMutablePointer<lxw_format>? {
        if style == .plain { return nil }
        if let format = formats[style] { return format }
        guard let format = workbook_add_format(book) else { return nil }
        switch style {
        case .plain: break
        case .title:
            format_set_bold(format)
            format_set_font_size(format, 16)
        case .heading:
            format_set_bold(format)
            format_set_font_size(format, 12)
        case .head:
            format_set_bold(format)
            format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
            format_set_bg_color(format, 0xE8EDF3)
            format_set_text_wrap(format)
            format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        case .strong: format_set_bold(format)
        case .note: format_set_font_color(format, 0x59636E)
        case .number(let text): format_set_num_format(format, text)
        }
        formats[style] = format
        return format
    }

    /// A sheet of a name that no other has.
    ///
    /// - Parameter wanted: what a sheet may not be called is left out.
    func addSheet(_ wanted: String) -> Sheet? {
        let plain = String(wanted.printable.map { "[]:*?/\\'".contains($0) ? " " : $0 }.prefix(31))
        let base = plain.trimmed.isEmpty ? "Sheet" : plain.trimmed
        var name = base
        var number = 2
        while !names.insert(name.lowercased()).inserted {
            name = String(base.prefix(27)) + " \(number)"
            number += 1
        }
        guard let sheet = workbook_add_worksheet(book, name) else { return nil }
        return Sheet(sheet, name: name, in: self)
    }

    func addChart(_ kind: lxw_chart_type) -> UnsafeMutablePointer<lxw_chart>? {
        workbook_add_chart(book, UInt8(kind.rawValue))
    }

    /// Writes the file; the workbook is gone then.
    func close() throws(ReportError) {
        let error = workbook_close(book)
        guard error == LXW_NO_ERROR else {
            throw .unwritable(
                format: DocumentXlsx.name, because: lxw_strerror(error).map { String(cString: $0) } ?? "error \(error)")
        }
    }
}

extension String {
    /// Without spaces around it.
    var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}

/// A sheet, filled from the top.
final class Sheet {
    let name: String
    let sheet: UnsafeMutablePointer<lxw_worksheet>
    private let book: Workbook
    private(set) var row: UInt32 = 0
    /// That lie on it.
    var chartCount = 0
    private var widths: [Int] = []

    init(_ sheet: UnsafeMutablePointer<lxw_worksheet>, name: String, in book: Workbook) {
        self.sheet = sheet
        self.name = name
        self.book = book
        worksheet_set_landscape(sheet)
        worksheet_set_paper(sheet, 9)  // A4.
        worksheet_fit_to_pages(sheet, 1, 0)
        worksheet_set_footer(sheet, "&L&A&RPage &P of &N")
    }

    /// As a chart refers to cells of it.
    func range(_ column: Int, rows: ClosedRange<UInt32>) -> String {
        let letter = String(UnicodeScalar(UInt8(65 + column)))
        let quoted = name.replacing("'", with: "''")
        return "='\(quoted)'!$\(letter)$\(rows.lowerBound + 1):$\(letter)$\(rows.upperBound + 1)"
    }

    func skip() { row += 1 }

    /// One line of text.
    func add(_ text: String, _ style: Workbook.Style = .plain) {
        worksheet_write_string(sheet, row, 0, Self.cut(text), book.format(style))
        row += 1
    }

    func set(_ text: String, column: Int, _ style: Workbook.Style = .plain) {
        let shown = Self.cut(text)
        worksheet_write_string(sheet, row, lxw_col_t(column), shown, book.format(style))
        widen(column, shown.count)
    }

    func set(_ value: Double, column: Int, _ style: Workbook.Style) {
        guard value.isFinite else { return set("\(value)", column: column) }
        worksheet_write_number(sheet, row, lxw_col_t(column), value, book.format(style))
        widen(column, 13)
    }

    func next() { row += 1 }

    private func widen(_ column: Int, _ width: Int) {
        while widths.count <= column { widths.append(8) }
        widths[column] = max(widths[column], min(width + 2, 60))
    }

    /// A head that stays while the rest is scrolled, and by which rows are filtered.
    func freeze(below head: UInt32, columns: Int, last: UInt32) {
        worksheet_freeze_panes(sheet, head + 1, 1)
        worksheet_autofilter(sheet, head, 0, max(last, head), lxw_col_t(max(columns - 1, 0)))
        worksheet_repeat_rows(sheet, head, head)
    }

    func finish() {
        for (column, width) in widths.enumerated() {
            worksheet_set_column(sheet, lxw_col_t(column), lxw_col_t(column), Double(width), nil)
        }
    }

    /// What a cell holds at most; nothing unseen.
    private static func cut(_ text: String) -> String { String(text.printableLines.prefix(32_000)) }
}
