import DataSources
import Market
import Settings

/// Where a sheet of levels has its header, its dates and its columns of figures.
struct HistorySheet {
    /// A column of figures with what the header says of it.
    struct Column {
        var index: Int
        var dateColumn: Int
        /// Names, the most telling first; empty where only the file's name tells.
        var names: [String]
        /// `close`, `px_last`; nil where the header has a name alone.
        var field: String?
        var location: SourceLocation
    }

    let sheet: Sheet
    let columns: [Column]
    /// Columns of dates, each with what is right of it.
    let dateColumns: [Int]
    /// The column that names the factor of a row; nil in a wide sheet.
    let symbolColumn: Int?
    let body: ArraySlice<Sheet.Row>
    /// Rows above the header that say something of the file.
    private(set) var remarks: [Sheet.Row] = []

    /// - Returns: nil where no column holds dates.
    init?(_ sheet: Sheet) {
        let rows = sheet.rows
        let counts = (0..<min(sheet.width, 60)).map { column in
            rows.prefix(400).count { DateStyle.isDate($0.text(column)) }
        }
        guard let most = counts.max(), most > 0, most * 2 >= rows.prefix(400).count - 12 else { return nil }
        let dateColumns = counts.indices.filter { counts[$0] * 2 > most }
        let main = dateColumns[0]
        let remarkable = { (row: Sheet.Row) in HeaderWords.remarks.contains(HeaderWords.word(row.text(main))) }
        guard let start = rows.firstIndex(where: { DateStyle.isDate($0.text(main)) && !remarkable($0) }) else {
            return nil
        }
        remarks = rows[..<start].filter(remarkable)
        let header = rows[..<start].filter { !remarkable($0) }
        let symbolColumn = (0..<sheet.width).first { column in
            header.contains { HeaderWords.symbols.contains(HeaderWords.word($0.text(column))) }
                && !rows[start...].prefix(50).contains {
                    !FigureStyle.isMissing($0.text(column)) && Double($0.text(column)) != nil
                }
                && rows[start...].prefix(50).allSatisfy { !$0.text(column).isEmpty }
                && !dateColumns.contains(column)
        }
        var columns: [Column] = []
        for index in 0..<sheet.width where !dateColumns.contains(index) && index != symbolColumn {
            guard let dateColumn = dateColumns.last(where: { $0 < index }) ?? dateColumns.first else { continue }
            var names: [String] = []
            var field: String?
            var location = SourceLocation(file: sheet.file, line: header.last?.line ?? 1, column: 1)
            for row in header where !row.text(index).isEmpty {
                let text = row.text(index)
                let word = HeaderWords.word(text)
                location = row.location(index, file: sheet.file)
                if HeaderWords.prices.contains(word) || HeaderWords.others.contains(word) {
                    field = word
                } else if !HeaderWords.dates.contains(word) {
                    names.append(text)
                }
            }
            let isBlank = names.isEmpty && field == nil && !rows[start...].contains { !$0.text(index).isEmpty }
            if !isBlank {
                columns.append(
                    Column(index: index, dateColumn: dateColumn, names: names, field: field, location: location))
            }
        }
        (self.sheet, self.columns, self.dateColumns) = (sheet, columns, dateColumns)
        self.symbolColumn = symbolColumn
        body = rows[start...]
    }

    /// The columns to read, and those that are left out with the reason.
    var choice: (taken: [Column], left: [(column: Column, reason: String)]) {
        var taken: [Column] = []
        var left: [(Column, String)] = []
        var best: [[String]: Int] = [:]
        let ranks = Dictionary(uniqueKeysWithValues: HeaderWords.prices.enumerated().map { ($1, $0) })
        for column in columns {
            guard let field = column.field else {
                taken.append(column)
                continue
            }
            guard let rank = ranks[field] else {
                left.append((column, "“\(field)” is no level"))
                continue
            }
            let key = column.names + ["\(column.dateColumn)"]
            if let place = best[key] {
                let isBetter = rank < ranks[taken[place].field ?? ""] ?? .max
                let loser = isBetter ? taken[place] : column
                if isBetter { taken[place] = column }
                left.append(
                    (loser, "“\(loser.field ?? "")” stands beside “\(taken[place].field ?? "")”, which is taken"))
            } else {
                best[key] = taken.count
                taken.append(column)
            }
        }
        return (taken, left)
    }
}
