/// A text as a field of comma-separated values, and back.
///
/// Quoted as RFC 4180 asks (Y. Shafranovich, “Common Format and MIME Type for CSV Files”, 2005). A spreadsheet takes what
/// begins with `=`, `+`, `-` or `@` for a formula, and may run a program for it (CWE-1236, “Improper Neutralization of Formula
/// Elements in a CSV File”): such a text gets an apostrophe, with which a spreadsheet keeps it as it is. Reading takes the
/// apostrophe away again, so every text comes back.
public enum CSVField {
    /// The field for a text; numbers stay as they are.
    public static func written(_ text: String) -> String {
        let isNumber = !text.hasPrefix("'") && Double(text) != nil
        let safe = !isNumber && isFormula(text) ? "'" + text : text
        // Spaces around a field are not part of it, unless it is quoted.
        let ends = [safe.unicodeScalars.first, safe.unicodeScalars.last]
        let isPlain =
            safe.utf8.allSatisfy { ![0x2C, 0x22, 0x0A, 0x0D].contains($0) }
            && !ends.contains { $0 == " " || $0 == "\t" }
        if isPlain { return safe }
        return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// The text of a field, its quotes already taken off.
    public static func text(_ field: String) -> String {
        field.utf8.first == 0x27 && isFormula(field) ? String(field.dropFirst()) : field
    }

    /// Whether it begins as a formula does, behind any apostrophes and spaces.
    private static func isFormula(_ text: String) -> Bool {
        let rest = text.unicodeScalars.drop { $0 == "'" }.drop { $0 == " " }
        guard let first = rest.first else { return false }
        // Wide forms count as well: some spreadsheets read them as the narrow ones.
        return "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first)
    }
}
