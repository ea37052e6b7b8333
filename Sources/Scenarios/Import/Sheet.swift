import DataSources
import Settings

/// A file as somebody else's program wrote it: rows of texts, before anyone knows what they are.
struct Sheet {
    /// One row that says something.
    struct Row {
        var line: Int
        var cells: [CSVTable.Cell]

        /// The text of a column; empty where the row is shorter.
        func text(_ column: Int) -> String { cells.indices.contains(column) ? cells[column].text : "" }

        func location(_ column: Int, file: String) -> SourceLocation {
            cells.indices.contains(column)
                ? cells[column].location : SourceLocation(file: file, line: line, column: 1)
        }
    }

    let file: String
    let encoding: SheetEncoding
    let delimiter: Delimiter
    /// Without those that are blank.
    let rows: [Row]
    /// Rows without any text.
    let blankCount: Int
    /// Of a workbook: its sheet, and those that were left out; nil for a file of text.
    private(set) var sheets: (read: String, left: [String])?

    var width: Int { rows.map(\.cells.count).max() ?? 0 }

    /// The name of the file without folder and endings, as vendors put the symbol there.
    var stem: String {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        return name.split(separator: ".").first.map(String.init) ?? name
    }

    /// - Parameters:
    ///   - delimiter: what separates fields; found where nil.
    ///   - sheet: which sheet of a workbook; the first that is shown and holds anything where nil.
    init(path: String, delimiter: Delimiter? = nil, sheet: String? = nil) throws(Issues) {
        let bytes = try SheetEncoding.bytes(of: path)
        guard bytes.starts(with: ZipArchive.signature) else {
            try self.init(bytes: bytes, file: path, delimiter: delimiter)
            return
        }
        do throws(Issue) {
            try self.init(Workbook(bytes, file: path), file: path, sheet: sheet)
        } catch { throw Issues([error]) }
    }

    private init(_ workbook: Workbook, file: String, sheet: String?) throws(Issue) {
        let start = SourceLocation(file: file, line: 1, column: 1)
        let names = workbook.sheets.map(\.name)
        var found: (name: String, rows: [Row])?
        if let sheet {
            guard let part = workbook.sheets.first(where: { $0.name == sheet }) else {
                throw Issue(
                    "the workbook has no sheet “\(sheet)”", hint: Suggestion.hint(for: sheet, among: names), at: start)
            }
            found = (part.name, try workbook.rows(of: part))
        } else {
            for part in workbook.sheets where !part.isHidden && found == nil {
                let rows = try workbook.rows(of: part)
                if rows.contains(where: Self.says) { found = (part.name, rows) }
            }
        }
        let rows = found?.rows.filter(Self.says) ?? []
        guard let found, !rows.isEmpty else {
            throw Issue("the workbook has no sheet that holds anything", hint: "name one by --sheet", at: start)
        }
        (self.file, encoding, delimiter, self.rows) = (file, .workbook, .comma, rows)
        blankCount = found.rows.count - rows.count
        sheets = (found.name, names.filter { $0 != found.name })
    }

    private static func says(_ row: Row) -> Bool { row.cells.contains { !$0.text.isEmpty } }

    init(bytes: [UInt8], file: String, delimiter: Delimiter? = nil) throws(Issues) {
        do throws(Issue) {
            let (decoded, encoding) = try SheetEncoding.text(of: bytes, file: file)
            var text = decoded
            var stated = delimiter
            // “sep=;” tells a spreadsheet what separates fields; the line stays, so that lines keep their numbers.
            if text.starts(with: Array("sep=".utf8)), text.count > 4 {
                stated = stated ?? Delimiter.allCases.first { $0.byte == text[4] }
                for index in 0..<5 { text[index] = UInt8(ascii: " ") }
            }
            let separator = stated ?? Self.separator(in: text)
            var reader = CSVReader(bytes: text, file: file)
            reader.separator = separator.byte
            var rows: [Row] = []
            var blankCount = 0
            while try reader.next() {
                let row = Row(line: reader.recordLine, cells: reader.cells)
                if Self.says(row) { rows.append(row) } else { blankCount += 1 }
            }
            guard !rows.isEmpty else {
                throw Issue("the file is empty", at: SourceLocation(file: file, line: 1, column: 1))
            }
            (self.file, self.encoding, self.rows, self.blankCount) = (file, encoding, rows, blankCount)
            self.delimiter = separator
        } catch { throw Issues([error]) }
    }

    /// What stands equally often, outside quotes, in most of the first lines; a semicolon before a comma, which may be decimal.
    private static func separator(in text: [UInt8]) -> Delimiter {
        let lines = text.prefix(1 << 16).split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }.prefix(60)
        var best = (delimiter: Delimiter.comma, lines: 0)
        for delimiter in [Delimiter.tab, .semicolon, .pipe, .comma] {
            var counts: [Int: Int] = [:]
            for line in lines {
                var isQuoted = false
                var count = 0
                for byte in line {
                    if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
                    if byte == delimiter.byte, !isQuoted { count += 1 }
                }
                if count > 0 { counts[count, default: 0] += 1 }
            }
            let most = counts.values.max() ?? 0
            if most > best.lines { best = (delimiter, most) }
        }
        return best.delimiter
    }
}
