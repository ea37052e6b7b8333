import Settings
import TestSupport
import Testing

@Suite struct CSVFieldTests {
    @Test(
        "what a spreadsheet would run stays text",
        arguments: [
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"), ("+1+1", "'+1+1"), ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1+1", "'\t=1+1"), ("  =1", "'  =1"), ("＝1+1", "'＝1+1"), ("=1,2", "\"'=1,2\""),
        ])
    func formulas(text: String, field: String) { #expect(CSVField.written(text) == field) }

    @Test(
        "numbers and plain names are written as they are",
        arguments: ["-5", "+0.25", "-1e-9", "EQ.A", "it's", "'a", ""])
    func plain(text: String) { #expect(CSVField.written(text) == text) }

    @Test("quotes, commas and ends of lines are quoted")
    func quotes() {
        #expect(CSVField.written("a \"b\", c") == "\"a \"\"b\"\", c\"")
        #expect(CSVField.written("a\nb") == "\"a\nb\"")
        #expect(CSVField.written(" a") == "\" a\"")
    }

    /// Whatever begins with apostrophes is told from what an apostrophe was put before.
    @Test("every text comes back")
    func roundTrip() {
        var generator = Sequence64(seed: 7)
        let letters = Array("=+-@'\" ,;\n\tAB1.5＝")
        for _ in 0..<20_000 {
            let count = Int(abs(generator.next()) * 3) % 7
            let text = String((0..<count).map { _ in letters[Int(abs(generator.next()) * 1e6) % letters.count] })
            #expect(CSVField.text(Self.unquoted(CSVField.written(text))) == text, "\(text.debugDescription)")
        }
    }

    private static func unquoted(_ field: String) -> String {
        guard field.first == "\"" else { return field }
        return String(field.dropFirst().dropLast().replacing("\"\"", with: "\""))
    }
}
