import DataSources
import Settings

/// A workbook as spreadsheets write it: its sheets, and the texts that their cells show.
///
/// Source: ECMA-376-1:2016, “Office Open XML File Formats”, part 1, sections 18.2 (workbook), 18.3 (worksheets), 18.4 (shared
/// strings) and 18.8.30 (formats of numbers).
struct Workbook {
    struct SheetPart {
        var name: String
        var path: String
        var isHidden: Bool
    }

    /// In their order.
    private(set) var sheets: [SheetPart] = []
    private let archive: ZipArchive
    private let file: String
    private var strings: [String] = []
    private var formats = CellFormats()
    private var dates = SerialDates(from: .year1900)

    /// - Throws: where the bytes are no workbook, or a damaged one.
    init(_ bytes: [UInt8], file: String) throws(Issue) {
        archive = try ZipArchive(bytes, file: file)
        self.file = file
        guard let book = try archive.content("xl/workbook.xml") else {
            let names = archive.names
            let isBinary = names.contains("xl/workbook.bin")
            let isOpen = names.contains("content.xml")
            throw Issue(
                isBinary
                    ? "the file is a binary workbook"
                    : isOpen ? "the file is a document of another office" : "the file is an archive, and no workbook",
                hint: "save the sheet as .xlsx, or as CSV in UTF-8", at: start)
        }
        var targets: [String: String] = [:]
        if let relations = try archive.content("xl/_rels/workbook.xml.rels") {
            try MarkupEvents.read(relations, name: "the list of parts", at: start) { name, attributes in
                if name == "Relationship", let id = attributes["Id"] { targets[id] = attributes["Target"] }
            } end: { _, _ in
            }
        }
        var sheets: [SheetPart] = []
        var is1904 = false
        try MarkupEvents.read(book, name: "the list of sheets", at: start) { name, attributes in
            if name == "workbookPr" { is1904 = ["1", "true"].contains(attributes["date1904"] ?? "") }
            guard name == "sheet", let title = attributes["name"] else { return }
            let id = attributes["r:id"] ?? attributes.first { $0.key.hasSuffix(":id") }?.value ?? ""
            let target = targets[id] ?? "worksheets/sheet\(sheets.count + 1).xml"
            let path = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
            sheets.append(SheetPart(name: title, path: path, isHidden: (attributes["state"] ?? "visible") != "visible"))
        } end: { _, _ in
        }
        self.sheets = sheets
        if is1904 { dates = SerialDates(from: .year1904) }
        if let styles = try archive.content("xl/styles.xml") { formats = try CellFormats(styles, at: start) }
        if let shared = try archive.content("xl/sharedStrings.xml") { strings = try sharedStrings(shared) }
    }

    private var start: SourceLocation { SourceLocation(file: file, line: 1, column: 1) }

    /// Texts that cells point to; how they are spoken is not what they say.
    private func sharedStrings(_ bytes: [UInt8]) throws(Issue) -> [String] {
        var all: [String] = []
        var text = ""
        var isSpoken = false
        try MarkupEvents.read(bytes, name: "the list of texts", at: start) { name, _ in
            if name == "si" { text = "" }
            if name == "rPh" { isSpoken = true }
        } end: { name, own in
            switch name {
            case "t": if !isSpoken { text += own }
            case "rPh": isSpoken = false
            case "si": all.append(text)
            default: break
            }
        }
        return all
    }

    /// The rows of a sheet that have a cell, each with its number.
    ///
    /// - Throws: where a formula has no value, a date none was, or a cell points to nothing.
    func rows(of part: SheetPart) throws(Issue) -> [Sheet.Row] {
        guard let bytes = try archive.content(part.path) else {
            throw Issue("the sheet “\(part.name)” is not in the workbook", hint: "save it again", at: start)
        }
        var reader = CellReader(strings: strings, formats: formats, dates: dates, file: file)
        var rows: [Sheet.Row] = []
        var problem: Issue?
        try MarkupEvents.read(bytes, name: "the sheet “\(part.name)”", at: start) { name, attributes in
            reader.begin(name, attributes)
        } end: { name, text in
            guard problem == nil else { return }
            do throws(Issue) {
                if let row = try reader.end(name, text) { rows.append(row) }
            } catch { problem = error }
        }
        if let problem { throw problem }
        return rows
    }
}
