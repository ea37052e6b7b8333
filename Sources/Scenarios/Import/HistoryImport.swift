import DataSources
import Market
import Settings

/// Levels that a sheet holds, by factor and date.
struct HistoryImport {
    /// A level and where it stands.
    struct Level {
        var value: Double
        var location: SourceLocation
    }

    private(set) var levels: [FactorID: [CalendarDate: Level]] = [:]
    /// In the order of the file.
    private(set) var factors: [FactorID] = []
    private(set) var notes = ImportNotes()
    private var issues = IssueCollector()
    private let sheet: Sheet
    private let request: ImportRequest

    /// - Throws: all that cannot be told, each with what would settle it.
    init(_ found: HistorySheet, _ request: ImportRequest) throws(Issues) {
        sheet = found.sheet
        self.request = request
        for row in found.remarks {
            notes.add(.leftOut, "“\(row.text(found.dateColumns[0]))” says something of the file", line: row.line)
        }
        let (taken, left) = found.choice
        for (column, reason) in left { notes.add(.leftOut, "column \(column.index + 1): \(reason)") }
        let rows = body(of: found)
        do throws(Issue) {
            let figures = rows.lazy.flatMap { row in
                taken.compactMap { row.cells.indices.contains($0.index) ? row.cells[$0.index] : nil }
            }
            let style = try FigureStyle(
                of: figures.filter { $0.text.contains(where: \.isNumber) }, decimal: request.decimalMark,
                separator: sheet.delimiter)
            if style.format.decimal == "," { notes.add(.changed, "decimal commas are points") }
            var naming = FactorNaming(request)
            if naming.base == nil { try findBase(&naming, taken, rows, style) }
            if let symbols = found.symbolColumn {
                guard taken.count == 1 else {
                    throw Issue(
                        "a file of one row a level has \(taken.count) columns of figures",
                        hint: "keep the date, the symbol and one price", at: rows.first?.cells.first?.location)
                }
                try readLong(taken[0], symbols, rows, style, naming)
            } else {
                for column in taken { try readColumn(column, isOnly: taken.count == 1, rows, style, naming) }
            }
        } catch { issues.add(error) }
        if levels.isEmpty, issues.isEmpty {
            issues.add(Issue("the file has dates and no level", at: found.body.first?.cells.first?.location))
        }
        try issues.throwIfAny()
        noteOrder(rows, found)
    }

    /// The rows of levels; those below the last date are notes of a vendor.
    private mutating func body(of found: HistorySheet) -> [Sheet.Row] {
        let dates = found.dateColumns
        let isDated = { (row: Sheet.Row) in dates.contains { DateStyle.isDate(row.text($0)) } }
        guard let last = found.body.lastIndex(where: isDated) else { return [] }
        for row in found.body[(last + 1)...] {
            notes.add(
                .leftOut, "“\(row.cells.first { !$0.text.isEmpty }?.text ?? "")” follows the last date", line: row.line)
        }
        return Array(found.body[...last])
    }

    private mutating func findBase(
        _ naming: inout FactorNaming, _ columns: [HistorySheet.Column], _ rows: [Sheet.Row], _ style: FigureStyle
    ) throws(Issue) {
        let open = columns.filter { column in
            column.names.count == 1 && Currency(column.names[0]) != nil
                && !request.columns.contains { $0.name == column.names[0] }
        }
        guard !open.isEmpty else { return }
        let rates = open.compactMap { column -> (quote: Currency, level: Double)? in
            guard let quote = Currency(column.names[0]),
                let level = rows.lazy.compactMap({ style.value($0.text(column.index)) }).first
            else { return nil }
            return (quote, level)
        }
        guard let base = FactorNaming.base(of: rates) else {
            throw Issue(
                "columns are named by currencies, and not which one their rates are for",
                hint: "state --base EUR for so many units of each a euro", at: open[0].location)
        }
        naming.base = base
        notes.add(
            .took, "columns of currencies as units for one \(base), which their figures fit; --base states another")
    }

    private mutating func readColumn(
        _ column: HistorySheet.Column, isOnly: Bool, _ rows: [Sheet.Row], _ style: FigureStyle, _ naming: FactorNaming
    ) throws(Issue) {
        let cells = rows.filter { !$0.text(column.dateColumn).isEmpty }
        guard cells.contains(where: { style.value($0.text(column.index)) != nil }) else {
            notes.add(
                .leftOut, "column \(column.index + 1), “\(column.names.first ?? column.field ?? "")”, has no level")
            return
        }
        var names = column.names
        if names.isEmpty {
            guard isOnly else {
                issues.add(
                    Issue(
                        "which factor column \(column.index + 1) is cannot be told",
                        hint: "state it, as in --column \"\(column.field ?? "")=EQ.NAME\"", at: column.location))
                return
            }
            names = [Self.symbol(of: sheet.stem)]
            notes.add(.took, "the name of the file for its symbol, “\(names[0])”")
        }
        let whole = names.joined(separator: " ")
        let written = column.field.map { [$0, "\($0) \(whole)"] } ?? []
        let asWritten = sheet.rows.prefix(4).map { $0.text(column.index) }
        let named: FactorNaming.Named
        do throws(Issue) {
            named = try naming.named(
                [whole] + names.reversed() + written + asWritten.filter { !$0.isEmpty }, at: column.location)
        } catch {
            issues.add(error)
            return
        }
        if let first = levels[named.factor] {
            issues.add(
                Issue(
                    "\(named.factor) is the factor of two columns",
                    hint: "one of them is another factor, or is left out: \(first.count) levels were read of the first",
                    at: column.location))
            return
        }
        var dated: [CSVTable.Cell] = []
        for row in cells {
            dated.append(
                CSVTable.Cell(
                    text: row.text(column.dateColumn), location: row.location(column.dateColumn, file: sheet.file)))
        }
        let dates = try DateStyle(of: dated, stated: request.dates)
        if let reason = dates.reason {
            notes.add(.took, "dates as \(dates.pattern.text): \(reason)")
        } else if dates.pattern.text != "YYYY-MM-DD" {
            notes.add(.changed, "dates of the form \(dates.pattern.text) are YYYY-MM-DD")
        }
        let shift = try self.shift(of: named, rows: cells, column: column, style)
        add(named, shift, column.names.first ?? column.field ?? "")
        for (row, date) in zip(cells, dated) {
            guard let day = dates.pattern.date(date.text) else { continue }
            put(row, column.index, day, named.factor, shift, style)
        }
    }

    private mutating func readLong(
        _ column: HistorySheet.Column, _ symbols: Int, _ rows: [Sheet.Row], _ style: FigureStyle, _ naming: FactorNaming
    ) throws(Issue) {
        let rows = rows.filter { !$0.text(symbols).isEmpty }
        let dates = try DateStyle(
            of: rows.map {
                CSVTable.Cell(
                    text: $0.text(column.dateColumn), location: $0.location(column.dateColumn, file: sheet.file))
            }, stated: request.dates)
        if let reason = dates.reason { notes.add(.took, "dates as \(dates.pattern.text): \(reason)") }
        var known: [String: (factor: FactorID, shift: Int)] = [:]
        var refused: Set<String> = []
        for row in rows {
            let symbol = row.text(symbols)
            if known[symbol] == nil, !refused.contains(symbol) {
                do throws(Issue) {
                    let named = try naming.named([symbol], at: row.location(symbols, file: sheet.file))
                    if let other = known.first(where: { $0.value.factor == named.factor }) {
                        throw Issue(
                            "“\(symbol)” and “\(other.key)” are both \(named.factor)",
                            hint: "state --column \"\(symbol)=…\"", at: row.location(symbols, file: sheet.file))
                    }
                    let shift = try self.shift(
                        of: named, rows: rows.filter { $0.text(symbols) == symbol }, column: column, style)
                    add(named, shift, symbol)
                    known[symbol] = (named.factor, shift)
                } catch {
                    refused.insert(symbol)
                    issues.add(error)
                }
            }
            guard let (factor, shift) = known[symbol], let day = dates.pattern.date(row.text(column.dateColumn)) else {
                continue
            }
            put(row, column.index, day, factor, shift, style)
        }
    }

    private mutating func add(_ named: FactorNaming.Named, _ shift: Int, _ name: String) {
        factors.append(named.factor)
        levels[named.factor] = [:]
        let unit = shift == 0 ? "" : ", its figures divided by \(shift == -4 ? "10,000" : "100")"
        let remark = named.remark.map { ", \($0)" } ?? ""
        if name != named.factor.name || !unit.isEmpty {
            notes.add(.took, "“\(name)” as \(named.factor)\(unit)\(remark)")
        }
    }

    /// By how many places the point of a factor's figures moves.
    private func shift(
        of named: FactorNaming.Named, rows: [Sheet.Row], column: HistorySheet.Column, _ style: FigureStyle
    ) throws(Issue) -> Int {
        switch named.factor.factorClass {
        case .equity, .foreignExchange, .commodity:
            return request.unit == "hundredths" && named.factor.factorClass != .foreignExchange ? -2 : 0
        case .interestRate, .creditSpread, .volatility: break
        }
        if let shift = request.shift ?? named.shift { return shift }
        let sizes = rows.compactMap { style.value($0.text(column.index))?.magnitude }.sorted()
        guard !sizes.isEmpty else { return 0 }
        if rows.contains(where: { $0.text(column.index).hasSuffix("%") }) { return -2 }
        let middle = sizes[sizes.count / 2]
        guard middle <= (named.factor.factorClass == .volatility ? 2 : 0.25) else {
            throw Issue(
                "the figures of \(named.factor), around \(middle), are no fractions",
                hint: "state --unit percent, or --unit bp", at: column.location)
        }
        return 0
    }

    private mutating func put(
        _ row: Sheet.Row, _ column: Int, _ date: CalendarDate, _ factor: FactorID, _ shift: Int, _ style: FigureStyle
    ) {
        let text = row.text(column)
        guard !FigureStyle.isMissing(text) else {
            if !text.isEmpty { notes.add(.leftOut, "“\(text)” stands for no level of \(factor)", line: row.line) }
            return
        }
        let place = row.location(column, file: sheet.file)
        guard let value = style.value(text, shift: shift) else {
            issues.add(Issue("“\(text)” is no figure", hint: "correct it, or leave the cell empty", at: place))
            return
        }
        if let earlier = levels[factor]?[date] {
            if earlier.value == value {
                notes.add(.leftOut, "the same date and level as an earlier row", line: row.line)
            } else {
                issues.add(
                    Issue(
                        "\(date) has two levels of \(factor): \(earlier.value) of line \(earlier.location.line), and \(value)",
                        hint: "leave one row", at: place))
            }
            return
        }
        levels[factor]?[date] = Level(value: value, location: place)
    }

    private mutating func noteOrder(_ rows: [Sheet.Row], _ found: HistorySheet) {
        let dates = rows.compactMap { row in
            DateStyle.patterns.lazy.compactMap { $0.date(row.text(found.dateColumns[0])) }.first
        }
        if dates.count > 1, let first = dates.first, let last = dates.last, first > last {
            notes.add(.changed, "the newest row came first; the oldest does now")
        }
        if sheet.blankCount > 0 {
            notes.add(.leftOut, "\(sheet.blankCount) blank row\(sheet.blankCount == 1 ? "" : "s")")
        }
    }

    /// The symbol in a file's name: `aapl_us_d` of Stooq is `AAPL`.
    private static func symbol(of stem: String) -> String {
        var parts = stem.uppercased().split { $0 == "_" || $0 == " " }.map(String.init)
        if parts.count > 1, ["D", "W", "M", "DAILY"].contains(parts[parts.count - 1]) { parts.removeLast() }
        if parts.count > 1, parts[parts.count - 1] == "US" { parts.removeLast() }
        return parts.joined(separator: ".")
    }
}
