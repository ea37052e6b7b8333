import Market
import Settings

/// Price history in a CSV file, wide or long.
///
/// - Wide: `date,EQ.AAPL,EQ.MSFT,…`, one row a date.
/// - Long: columns `date`, `factor` and `value` in any order, one row a level.
///
/// Dates are ISO 8601 (2022-12-28), figures have a decimal point and no separators. An empty cell, `NA`, `N/A`,
/// `null` or a lone point is a missing level.
public struct CSVDataSource: DataSource {
    /// How the file is laid out.
    public enum Layout: String, CaseIterable, Sendable {
        /// As the header says: long where it names a factor and a value.
        case auto, wide, long
    }

    public static let kind = "csv"
    public static let summary = "daily levels in a CSV file: date,EQ.AAPL,EQ.MSFT,… or date,factor,value"
    public static let settings = [
        Setting("path", .file, .required, "the file, relative to the scenario"),
        Setting(
            "layout", .choice(Layout.allCases.map(\.rawValue)), .defaulted(.text(Layout.auto.rawValue)),
            "one column a factor (wide), one row a level (long), or as the header says (auto)"),
    ]

    public let path: String
    public let layout: Layout

    public init(_ specification: Specification) {
        path = specification.text("path")
        layout = specification.word("layout")
    }

    public init(path: String, layout: Layout = .auto) {
        self.path = path
        self.layout = layout
    }

    public func read(relativeTo directory: String) throws(Issues) -> RawPriceTable {
        try read(CSVReader(path: FilePath.resolve(path, relativeTo: directory)))
    }

    /// Reads the history from a reader that stands before the header.
    public func read(_ reader: consuming CSVReader) throws(Issues) -> RawPriceTable {
        var reader = reader
        let start = SourceLocation(file: reader.file, line: 1, column: 1)
        let header: [CSVTable.Cell]
        do throws(Issue) {
            guard try reader.next() else { throw Issue("the file is empty", at: start) }
            header = reader.cells
            try Self.checkSeparator(header)
        } catch { throw Issues([error]) }

        reader.expectedFieldCount = header.count
        let names = Set(header.map { $0.text.lowercased() })
        let isLong = layout == .long || layout == .auto && names.isSuperset(of: ["factor", "value"])
        let table =
            isLong
            ? try LongLayout(header).read(&reader)
            : try WideLayout(header).read(&reader)
        if table.dates.isEmpty { throw Issues([Issue("the file has a header and no rows", at: start)]) }
        return table
    }

    private static func checkSeparator(_ header: [CSVTable.Cell]) throws(Issue) {
        guard header.count == 1, let separator = header[0].text.first(where: { ";\t|".contains($0) }) else { return }
        let name = separator == "\t" ? "tabs" : "“\(separator)”"
        throw Issue(
            "fields are separated by \(name)", hint: "separate them by commas, with a decimal point in figures",
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
