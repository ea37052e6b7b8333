import DataSources
import Settings

/// How a file writes its figures, found from the figures themselves.
///
/// One figure that can only be read in one way settles the others of its file: `1,234.50` has a decimal point, `0,25` a decimal
/// comma. Where every figure can be read in two ways nothing is guessed.
struct FigureStyle {
    var format: NumberFormat
    /// What stands for a figure that is missing, beside what does anywhere.
    static let missing: Set<String> = [
        "", "-", "--", "—", "–", "nd", "n.a.", "nan", "#n/a n/a", "#value!", "#ref!", "#num!", "bank holiday", ".",
        "na", "n/a", "#n/a", "null", "none",
    ]

    static func isMissing(_ text: String) -> Bool { missing.contains(text.lowercased()) }

    /// - Parameters:
    ///   - decimal: as stated; found where nil.
    ///   - separator: of fields: where it is no comma, decimals may have one, and a point stand between thousands.
    /// - Throws: an issue at the figure that can be read in two ways, or the two that contradict each other.
    init(
        of cells: some Sequence<CSVTable.Cell>, decimal: NumberFormat.Decimal?, separator: Delimiter
    ) throws(Issue) {
        var comma: CSVTable.Cell?
        var point: CSVTable.Cell?
        var open: (comma: CSVTable.Cell?, point: CSVTable.Cell?)
        var others: Set<Character> = []
        for cell in cells where !Self.isMissing(cell.text) {
            let text = Self.tidied(cell.text)
            for mark in " '_" as String where text.contains(mark) { others.insert(mark) }
            guard let last = text.lastIndex(where: { $0 == "." || $0 == "," }) else { continue }
            let mark = text[last]
            let (after, before) = (text[text.index(after: last)...], text[..<last])
            let marks = text.count { $0 == mark }
            let other: Character = mark == "." ? "," : "."
            let digits = before.filter(\.isNumber)
            let after3 = after.prefix { $0.isNumber }.count == 3
            let isGroups = after3 && !digits.isEmpty && digits.count <= 3 && digits != "0" && marks == 1
            let decimalMark: Character
            if text.contains(other) {
                decimalMark = mark
            } else if marks > 1 {
                decimalMark = other
            } else if isGroups {
                if mark == "," { open.comma = open.comma ?? cell } else { open.point = open.point ?? cell }
                continue
            } else {
                decimalMark = mark
            }
            if decimalMark == "," { comma = comma ?? cell } else { point = point ?? cell }
        }
        let found: NumberFormat.Decimal
        if let decimal {
            found = decimal
        } else if let comma, let point {
            throw Issue(
                "“\(comma.text)” has a decimal comma and “\(point.text)” of line \(point.location.line) a decimal point",
                hint: "correct the file, or state --decimal comma or --decimal point", at: comma.location)
        } else if comma != nil {
            found = .comma
        } else if point != nil {
            found = .point
        } else if let cell = open.comma ?? (separator == .comma ? nil : open.point) {
            throw Issue(
                "“\(cell.text)” can be read in two ways, and no figure of the file settles which",
                hint: "state --decimal comma or --decimal point", at: cell.location)
        } else {
            found = .point
        }
        let thousands: Character = others.first { $0 != "_" } ?? (found == .point ? "," : ".")
        format = NumberFormat(
            thousands: thousands, decimal: found.character, readsBrackets: true, readsPercentSign: true)
    }

    /// A text of a figure without signs of money, with plain spaces, and its minus in front.
    static func tidied(_ text: String) -> String {
        var text = text.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ").replacing("’", with: "'")
        text.removeAll { "$€£¥".contains($0) }
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        if text.last == "-", text.count > 1 { text = "-" + text.dropLast() }
        return text
    }

    /// The figure of a text, with its decimal point moved before it is rounded.
    ///
    /// - Parameter shift: by how many places the point moves to the right.
    func value(_ text: String, shift: Int = 0) -> Double? {
        guard let plain = format.normalized(Self.tidied(text)) else { return nil }
        let bytes = Array(plain.utf8)
        return DecimalSyntax.value(of: bytes, in: bytes.indices, shift: shift)
    }
}
