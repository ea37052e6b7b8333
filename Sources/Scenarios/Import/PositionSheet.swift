import DataSources
import Settings

/// Where a sheet of positions has its header, and which of its columns is what.
struct PositionSheet {
    let sheet: Sheet
    /// Columns by what they hold.
    let columns: [PositionWords.Column: Int]
    let header: Sheet.Row
    let body: ArraySlice<Sheet.Row>
    /// Above the header.
    let remarks: [Sheet.Row]

    /// - Returns: nil where no row names a quantity and a symbol.
    init?(_ sheet: Sheet) {
        for (place, row) in sheet.rows.prefix(30).enumerated() {
            var columns: [PositionWords.Column: Int] = [:]
            for column in PositionWords.Column.allCases {
                let found = column.words.lazy.compactMap { word in
                    row.cells.indices.first { index in
                        HeaderWords.word(row.text(index)) == word && !columns.values.contains(index)
                    }
                }.first
                columns[column] = found
            }
            columns[.symbol] = columns[.symbol] ?? columns[.isin]
            guard columns[.quantity] != nil, columns[.symbol] != nil else { continue }
            self.sheet = sheet
            self.columns = columns
            header = row
            body = sheet.rows[(place + 1)...]
            remarks = Array(sheet.rows[..<place])
            return
        }
        return nil
    }
}
