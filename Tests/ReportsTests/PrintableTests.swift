import Reports
import Testing

@Suite struct PrintableTests {
    @Test(
        arguments: [
            ("\u{1B}]0;pwned\u{07}A", "⟨U+001B⟩]0;pwned⟨U+0007⟩A"), ("a\u{08}\u{0D}b\u{00}", "a⟨U+0008⟩ b⟨U+0000⟩"),
            ("\u{7F}", "⟨U+007F⟩"),
            ("\u{9B}31m", "⟨U+009B⟩31m"), ("EQ.\u{202E}A.QE", "EQ.⟨U+202E⟩A.QE"),
            ("a\u{2066}b\u{2069}", "a⟨U+2066⟩b⟨U+2069⟩"),
            ("zero\u{200B}width\u{FEFF}", "zero⟨U+200B⟩width⟨U+FEFF⟩"), ("a\u{2028}b", "a⟨U+2028⟩b"),
            ("tag\u{E0041}", "tag⟨U+E0041⟩"), ("\u{3164}", "⟨U+3164⟩"), ("two\nlines\tand", "two lines and"),
            ("Zürich 東京 ☎️ −1 … “x”", "Zürich 東京 ☎️ −1 … “x”"),
        ])
    func shown(text: String, printable: String) { #expect(text.printable == printable) }

    @Test func linesStay() { #expect("a\n\u{1B}b\r\n".printableLines == "a\n⟨U+001B⟩b\n") }

    @Test func markupHasNothingUnseen() {
        #expect("<\u{1B}[1m&\u{202E}>".escapedForMarkup == "&lt;⟨U+001B⟩[1m&amp;⟨U+202E⟩&gt;")
    }
}
