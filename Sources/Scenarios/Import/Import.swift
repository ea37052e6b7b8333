import DataSources
import Market
import Settings

/// Makes a clean pair of files, levels and positions, of files that vendors and brokers wrote.
///
/// What a file is, how it writes dates and figures and what its columns are is found where it can be told; what cannot be told is
/// an issue that names what would settle it, never a guess. What is written is read back before it is handed out.
public struct Import {
    private let catalog: Catalog
    private let request: ImportRequest
    private var report = ImportReport()
    private var issues = IssueCollector()
    private var levels: [FactorID: [CalendarDate: HistoryImport.Level]] = [:]
    private var positions: PositionTexts
    private var prices: [FactorID: Double] = [:]
    private var currencies: Set<Currency> = []

    private init(_ request: ImportRequest, catalog: Catalog) {
        self.request = request
        self.catalog = catalog
        positions = PositionTexts()
    }

    /// - Throws: all that is wrong with the files, and all that cannot be told.
    public static func report(on request: ImportRequest, catalog: Catalog) throws(Issues) -> ImportReport {
        var work = Import(request, catalog: catalog)
        let settings = try ImportRequest.Settings(path: request.settings)
        work.checkSettings(settings)
        for path in request.files {
            do throws(Issues) { try work.read(path, settings) } catch { work.issues.add(error) }
        }
        try work.issues.throwIfAny()
        try work.write()
        return work.report
    }

    /// Settings of files that are not there would be left out in silence.
    private mutating func checkSettings(_ settings: ImportRequest.Settings) {
        let names = Set(request.files.map(Self.name))
        for name in Set(settings.history.keys).union(settings.positions.keys).subtracting(names).sorted() {
            issues.add(
                Issue(
                    "the settings name “\(name)”, which is not imported",
                    hint: Suggestion.hint(for: name, among: names.sorted()),
                    at: request.settings.map { SourceLocation(file: $0, line: 1, column: 1) }))
        }
    }

    private static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    private mutating func read(_ path: String, _ settings: ImportRequest.Settings) throws(Issues) {
        let name = Self.name(path)
        if var specification = settings.history[name] {
            specification.settings["path"] = .text(path)
            try add(CSVDataSource(specification).read(relativeTo: ""), path)
            return
        }
        if let mapping = settings.positions[name] {
            try positions.add(path, mapping, catalog: catalog)
            report.files.append(
                .init(
                    path: path, content: "positions", encoding: SheetEncoding.utf8.rawValue,
                    delimiter: mapping.delimiter.rawValue,
                    notes: [.init(sort: .took, message: "as the settings say", lines: [], rowCount: 0)]))
            return
        }
        let sheet = try Sheet(path: path, delimiter: request.separator, sheet: request.sheet)
        if let found = PositionSheet(sheet) {
            let made = try PositionImport(found, request)
            for position in made.positions {
                positions.add(position)
                if let currency = Currency(position.currency) { currencies.insert(currency.major) }
            }
            for (factor, price) in made.prices { prices[factor] = prices[factor] ?? price.value }
            note(sheet, "positions", made.notes)
        } else if let found = HistorySheet(sheet) {
            let made = try HistoryImport(found, request)
            for factor in made.factors { merge(factor, made.levels[factor] ?? [:], path) }
            note(sheet, "history", made.notes)
        } else {
            throw Issues([
                Issue(
                    "the file is neither a history nor a list of positions that can be told",
                    hint:
                        "a history has a column of dates; positions have a header with a symbol and a quantity; --settings says"
                        + " how other files are read",
                    at: SourceLocation(file: path, line: sheet.rows[0].line, column: 1))
            ])
        }
    }

    private mutating func note(_ sheet: Sheet, _ content: String, _ found: ImportNotes) {
        var notes = found
        if let sheets = sheet.sheets {
            notes.add(.took, "the sheet “\(sheets.read)” of a workbook")
            for name in sheets.left { notes.add(.leftOut, "the sheet “\(name)”: --sheet names another") }
        } else if sheet.encoding != .utf8 {
            notes.add(.changed, "\(sheet.encoding.rawValue) is UTF-8")
        }
        if sheet.delimiter != .comma { notes.add(.changed, "a \(sheet.delimiter.rawValue) between fields is a comma") }
        report.files.append(
            .init(
                path: sheet.file, content: content, encoding: sheet.encoding.rawValue,
                delimiter: sheet.sheets == nil ? sheet.delimiter.rawValue : "", notes: notes.all))
    }

    private mutating func add(_ table: RawPriceTable, _ path: String) throws(Issues) {
        for (column, factor) in table.factors.enumerated() {
            var own: [CalendarDate: HistoryImport.Level] = [:]
            for row in table.dates.indices where !table[row, column].isNaN {
                let level = HistoryImport.Level(
                    value: table[row, column], location: table.location(row: row, factor: column))
                if let earlier = own[table.dates[row]], earlier.value != level.value {
                    issues.add(
                        Issue(
                            "\(table.dates[row]) has two levels of \(factor)", hint: "leave one row", at: level.location
                        ))
                }
                own[table.dates[row]] = level
            }
            merge(factor, own, path)
        }
        report.files.append(
            .init(
                path: path, content: "history", encoding: SheetEncoding.utf8.rawValue, delimiter: "",
                notes: [.init(sort: .took, message: "as the settings say", lines: [], rowCount: 0)]))
    }

    /// Levels of several files may meet in one factor where they agree.
    private mutating func merge(_ factor: FactorID, _ own: [CalendarDate: HistoryImport.Level], _ path: String) {
        if levels[factor] == nil { report.factors.append(factor) }
        for (date, level) in own.sorted(by: { $0.key < $1.key }) {
            if let earlier = levels[factor]?[date], earlier.value != level.value {
                issues.add(
                    Issue(
                        "\(factor) is \(level.value) on \(date), and \(earlier.value) in \(earlier.location.file):\(earlier.location.line)",
                        hint: "import one of the files, or give one column another name by --column", at: level.location
                    ))
                continue
            }
            levels[factor, default: [:]][date] = level
        }
    }
}

// Writing
extension Import {
    private mutating func write() throws(Issues) {
        if !levels.isEmpty {
            let text = historyText()
            // What is handed out is what was read.
            let table = try CSVDataSource(path: ImportReport.historyName).read(
                CSVReader(bytes: Array(text.utf8), file: ImportReport.historyName))
            guard table.factors == report.factors,
                table.levels.count(where: { !$0.isNaN }) == levels.values.reduce(0, { $0 + $1.count })
            else {
                throw Issues([
                    Issue("what was written is not what was read: a mistake of twin, please report it with the file")
                ])
            }
            report.dateCount = table.dates.count
            report.texts.append((ImportReport.historyName, text))
        }
        if !positions.isEmpty {
            report.positionCount = positions.count
            report.texts.append((ImportReport.positionsName, positions.text))
            noteUnknown()
        }
        report.texts.append((ImportReport.scenarioName, scenarioText()))
    }

    private func historyText() -> String {
        let dates = Set(levels.values.flatMap(\.keys)).sorted()
        var text = "date," + report.factors.map { CSVField.written($0.name) }.joined(separator: ",") + "\n"
        for date in dates {
            let cells = report.factors.map { factor in levels[factor]?[date].map { "\($0.value)" } ?? "" }
            text += date.description + "," + cells.joined(separator: ",") + "\n"
        }
        return text
    }

    private mutating func noteUnknown() {
        var notes = ImportNotes()
        for factor in positions.factors where levels[factor] == nil && !levels.isEmpty {
            notes.add(.warning, "\(factor) is held, and no history of it was imported")
        }
        report.notes = notes.all
    }

    private func scenarioText() -> String {
        let held = currencies.count == 1 ? currencies.first?.code : nil
        let remark = held == nil ? "  # no single currency is held: state yours" : ""
        var text = "version: 1\ntitle: Imported\nbaseCurrency: \(held ?? "USD")\(remark)\nmarket:\n"
        if !levels.isEmpty { text += "  history:\n    - {kind: csv, path: \(ImportReport.historyName)}\n" }
        let open = prices.filter { levels[$0.key] == nil }.sorted { $0.key < $1.key }
        if !open.isEmpty {
            text += "  levels:  # prices of the file of positions\n"
            for (factor, price) in open { text += "    \"\(factor)\": \(price)\n" }
            text += "  volatilities: {}  # state one for each of these, as in EQ.ACME: 25%\n"
        }
        if levels.isEmpty, open.isEmpty { text += "  levels: {}\n" }
        if !positions.isEmpty { text += "portfolio: {file: \(ImportReport.positionsName)}\n" }
        return text + """
            simulation: {paths: 100_000, horizon: 10d, seed: 1}
            measures:
              - {kind: value-at-risk, confidence: 99%}
              - {kind: expected-shortfall, confidence: 97.5%}

            """
    }
}
