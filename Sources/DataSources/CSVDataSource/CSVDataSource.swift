import Market
import Settings

/// Price history in a CSV file, wide or long.
///
/// - Wide: `date,EQ.AAPL,EQ.MSFT,…`, one row a date.
/// - Long: columns `date`, `factor` and `value` in any order, one row a level.
///
/// Dates are ISO 8601 (2022-12-28), figures have a decimal point and no separators. An empty cell, `NA`, `N/A`,
/// `null` or a lone point is a missing level. A file that is otherwise is read where the settings say how.
public struct CSVDataSource: DataSource {
    /// How the file is laid out.
    public enum Layout: String, CaseIterable, Sendable {
        /// As the header says: long where it names a factor and a value.
        case auto, wide, long
    }

    public static let kind = "csv"
    public static let summary = "daily levels in a CSV file: date,EQ.AAPL,EQ.MSFT,… or date,factor,value"
    public static let settings =
        [
            Setting("path", .file, .required, "the file, relative to the scenario"),
            Setting(
                "layout", .choice(Layout.allCases.map(\.rawValue)), .defaulted(.text(Layout.auto.rawValue)),
                "one column a factor (wide), one row a level (long), or as the header says (auto)"),
            Setting(
                "columns", .map(key: .text, value: .text), .optional,
                "which column is which factor, the others being left out: {date: observation_date, DGS10: IR.USD.10Y}; of a"
                    + " long file {date: …, factor: …, value: …}"),
            Setting(
                "unit", .either(units, or: .map(key: .factorPattern, value: units)), .defaulted(.text("fraction")),
                "of rates, spreads and volatilities, or by factor: percent, bp, or hundredths for prices in pence"),
            Setting(
                "order", .choice(["ascending", "descending"]), .defaulted(.text("ascending")),
                "whether the oldest date comes first or last"),
            Setting(
                "skip", .count(0...1_000), .defaulted(.count(0)),
                "lines of the file before the header, blank ones counted"),
            Setting("header", .count(1...10), .defaulted(.count(1)), "rows that the header takes"),
            Setting(
                "missing", .list(.text), .optional,
                "what stands for a missing level, beside nothing, NA, N/A, null and a lone point"),
            Setting(
                "dates", .text, .defaulted(.text(DatePattern.iso.text)),
                "the form of dates, as in DD.MM.YYYY, MM/DD/YY or D MMM YYYY"),
            Setting("midnight", .flag, .defaulted(.flag(false)), "whether a time of midnight may follow the date"),
        ] + NumberFormat.settings

    private static let units = Shape.choice(FileFormat.Unit.allCases.map(\.rawValue))

    public let path: String
    public let layout: Layout
    /// What the file calls a column, or `date`, `factor` and `value`; and what that is.
    private let columns: [(name: String, meaning: String)]
    private let format: FileFormat
    private let skippedLines: Int
    private let headerRows: Int
    private let delimiter: Delimiter
    /// Of the setting that says how dates are written.
    private let datePattern: String

    public init(_ specification: Specification) {
        path = specification.text("path")
        layout = specification.word("layout")
        columns = specification.pairs("columns").map { ($0.key, $0.value) }
        skippedLines = specification.count("skip")
        headerRows = specification.count("header")
        delimiter = specification.word("delimiter")
        datePattern = specification.text("dates")
        var format = FileFormat()
        format.missing = Set(specification.texts("missing"))
        format.isDescending = specification.text("order") == "descending"
        let decimal: NumberFormat.Decimal = specification.word("decimal")
        let thousands: NumberFormat.Separator = specification.word("thousands")
        if case .text(let word)? = specification.settings["unit"] {
            format.unit = FileFormat.Unit(rawValue: word) ?? .fraction
        } else {
            format.units = specification.pairs("unit").compactMap { pattern, unit in
                guard let pattern = FactorPattern(pattern), let unit = FileFormat.Unit(rawValue: unit) else {
                    return nil
                }
                return (pattern, unit)
            }
        }
        let isPercent = format.unit == .percent || format.units.contains { $0.unit == .percent }
        format.numbers = NumberFormat(
            thousands: thousands.character, decimal: decimal.character, readsPercentSign: isPercent)
        format.dates =
            DatePattern(datePattern, readsMidnight: specification.flag("midnight"))
            ?? DatePattern(DatePattern.iso.text, readsMidnight: specification.flag("midnight")) ?? .iso
        self.format = format
    }

    public init(path: String, layout: Layout = .auto) {
        self.init(
            .defaults(of: Self.self, replacing: ["path": .text(path), "layout": .text(layout.rawValue)]))
    }

    public func read(relativeTo directory: String) throws(Issues) -> RawPriceTable {
        try read(CSVReader(path: FilePath.resolve(path, relativeTo: directory)))
    }

    /// Reads the history from a reader that stands before the header.
    public func read(_ reader: consuming CSVReader) throws(Issues) -> RawPriceTable {
        try checkSettings()
        var reader = reader
        reader.separator = delimiter.byte
        let start = SourceLocation(file: reader.file, line: 1, column: 1)
        let header = try readHeader(&reader)
        reader.expectedFieldCount = header.width
        let table: RawPriceTable
        if try isLong(header) {
            table = try LongLayout(header, columns: columns).read(&reader, format)
        } else {
            table = try WideLayout(header, columns: columns).read(&reader, format)
        }
        if table.dates.isEmpty { throw Issues([Issue("the file has a header and no rows", at: start)]) }
        try format.checkUnits(of: table.factors, file: table.file)
        return format.isDescending ? table.reversed() : table
    }

    private func checkSettings() throws(Issues) {
        if DatePattern(datePattern) == nil {
            throw Issues([
                Issue(
                    "“\(datePattern)” is no form of dates", hint: "it has a year, a month and a day, as in DD.MM.YYYY")
            ])
        }
        if format.numbers.thousands == format.numbers.decimal {
            throw Issues([
                Issue(
                    "the source has the same mark before decimals and between thousands",
                    hint: "a file with decimal: comma has thousands: point, space or none")
            ])
        }
    }

    private func readHeader(_ reader: inout CSVReader) throws(Issues) -> HeaderColumns {
        let start = SourceLocation(file: reader.file, line: 1, column: 1)
        do throws(Issue) {
            for _ in 0..<skippedLines { try reader.skipLine() }
            var rows: [[CSVTable.Cell]] = []
            while rows.count < headerRows {
                guard try reader.next() else { throw Issue("the file is empty", at: start) }
                rows.append(reader.cells)
                if rows.count == 1 { try checkSeparator(rows[0]) }
                reader.expectedFieldCount = rows[0].count
            }
            return HeaderColumns(rows)
        } catch { throw Issues([error]) }
    }

    private func isLong(_ header: HeaderColumns) throws(Issues) -> Bool {
        if layout != .auto { return layout == .long }
        let names = columns.isEmpty ? (0..<header.width).map { header.name($0) } : columns.map(\.name)
        return Set(names.map { $0.lowercased() }).isSuperset(of: ["factor", "value"])
    }

    private func checkSeparator(_ header: [CSVTable.Cell]) throws(Issue) {
        guard header.count == 1, delimiter == .comma,
            let separator = header[0].text.first(where: { ";\t|".contains($0) })
        else { return }
        let name = separator == "\t" ? "tabs" : "“\(separator)”"
        throw Issue(
            "fields are separated by \(name)",
            hint:
                "separate them by commas, with a decimal point in figures; or state delimiter and decimal of the source",
            at: header[0].location)
    }
}

extension CSVReader {
    /// The date in a field.
    func requiredDate(_ index: Int) throws(Issue) -> CalendarDate {
        if let date = date(index) { return date }
        let text = text(index)
        throw Issue(
            text.isEmpty ? "the date is missing" : "“\(text)” is no date",
            hint: "write it as YYYY-MM-DD, as in 2022-12-28", at: location(index))
    }

    /// The level in a field, not a number where it is missing.
    func level(_ index: Int) throws(Issue) -> Double {
        switch number(index) {
        case .number(let value):
            do throws(Issue) { try Magnitude.check(value, writtenAs: text(index)) } catch {
                throw Issue(error.message, hint: error.hint, at: location(index))
            }
            return value
        case .missing: return .nan
        case .malformed:
            let (message, hint) = DecimalSyntax.complaint(about: text(index))
            throw Issue(message, hint: hint, at: location(index))
        }
    }
}

extension FactorID {
    /// The factor a cell names.
    static func named(in cell: CSVTable.Cell) throws(Issue) -> FactorID {
        if let factor = FactorID(cell.text) { return factor }
        let classes = FactorClass.allCases.map { "\($0.rawValue) \($0.title)" }.joined(separator: ", ")
        throw Issue(
            cell.text.isEmpty ? "the name of the factor is missing" : "“\(cell.text)” is no factor id",
            hint: "write a class, a point and a name, as in EQ.AAPL; classes: \(classes)", at: cell.location)
    }
}
