import DataSources
import Settings

/// The cells of a sheet, as its XML names them one after another, to the texts of rows.
struct CellReader {
    let strings: [String]
    let formats: CellFormats
    let dates: SerialDates
    let file: String

    private var row = 0
    private var column = 0
    private var cells: [CSVTable.Cell] = []
    private var type = "n"
    private var style = 0
    private var value = ""
    private var hasFormula = false
    private var isSpoken = false

    /// Columns of a sheet at the most.
    private static let mostColumns = 16_384

    init(strings: [String], formats: CellFormats, dates: SerialDates, file: String) {
        (self.strings, self.formats, self.dates, self.file) = (strings, formats, dates, file)
    }

    mutating func begin(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "row":
            row = attributes["r"].flatMap { Int($0) } ?? row + 1
            column = 0
            cells = []
        case "c":
            column = attributes["r"].flatMap(Self.column) ?? column + 1
            type = attributes["t"] ?? "n"
            style = attributes["s"].flatMap { Int($0) } ?? 0
            (value, hasFormula) = ("", false)
        case "f": hasFormula = true
        case "rPh": isSpoken = true
        default: break
        }
    }

    /// - Returns: the row that ends, where it has a cell.
    mutating func end(_ name: String, _ text: String) throws(Issue) -> Sheet.Row? {
        switch name {
        case "v": value = text
        case "t": if !isSpoken { value += text }
        case "rPh": isSpoken = false
        case "c":
            guard (1...Self.mostColumns).contains(column) else { break }
            while cells.count < column - 1 { cells.append(CSVTable.Cell(text: "", location: place(cells.count + 1))) }
            cells.append(CSVTable.Cell(text: try shown(), location: place(column)))
        case "row": return cells.isEmpty ? nil : Sheet.Row(line: row, cells: cells)
        default: break
        }
        return nil
    }

    private func place(_ column: Int) -> SourceLocation { SourceLocation(file: file, line: row, column: column) }

    /// `C` of `C12` is 3.
    private static func column(_ reference: String) -> Int? {
        let letters = reference.prefix { $0.isASCII && $0.isLetter }
        guard (1...3).contains(letters.count) else { return nil }
        return letters.uppercased().unicodeScalars.reduce(0) { 26 * $0 + Int($1.value) - 64 }
    }

    /// The text of the cell: numbers with a decimal point, dates as YYYY-MM-DD, what is shown in percent with its sign.
    private func shown() throws(Issue) -> String {
        var text = value
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        guard !text.isEmpty else {
            if hasFormula, type != "str" {
                throw Issue(
                    "the cell is a formula without its value", hint: "open the workbook, save it, and import it again",
                    at: place(column))
            }
            return ""
        }
        switch type {
        case "s":
            guard let index = Int(text), strings.indices.contains(index) else {
                throw Issue("the cell has a text that is not in the workbook", hint: "save it again", at: place(column))
            }
            return strings[index]
        case "b": return text == "1" ? "TRUE" : "FALSE"
        case "n":
            guard let number = Double(text), number.isFinite else {
                throw Issue("“\(text)” is not a number", hint: "save the workbook again", at: place(column))
            }
            return try shown(number)
        default: return text
        }
    }

    private func shown(_ number: Double) throws(Issue) -> String {
        switch formats.kind(of: style) {
        case .number: return Self.digits(number)
        case .percent: return Self.digits(number * 100) + "%"
        case .date:
            guard let date = dates.text(number) else {
                throw Issue(
                    "the cell is shown as a date, and \(Self.digits(number)) is none",
                    hint: "show it as a number, or correct it", at: place(column))
            }
            return date
        }
    }

    /// To fifteen digits, which is what spreadsheets hold: 0.1 + 0.2 is 0.3.
    private static func digits(_ number: Double) -> String {
        guard number != 0, number.magnitude < 1e15 else { return number == 0 ? "0" : "\(number)" }
        var (power, size) = (0, number.magnitude)
        while size >= 10 { (size, power) = (size / 10, power + 1) }
        while size < 1 { (size, power) = (size * 10, power - 1) }
        let places = 14 - power
        guard (0...22).contains(places) else { return "\(number)" }
        let scale = (0..<places).reduce(1.0) { product, _ in product * 10 }
        let rounded = (number * scale).rounded() / scale
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
