import Testing

import Reports

@Suite("The width of text on a terminal")
struct DisplayWidthTests {
    @Test(
        "counts cells: two for wide characters, none for marks",
        arguments: [
            ("", 0), ("abc", 3), ("a·b…", 4), ("日本株", 6), ("ＡＢＣ", 6), ("ｶﾅ", 2), ("国債 5年", 8), ("서울", 4),
            ("\u{1112}\u{1161}\u{11AB}", 2), ("e\u{301}", 1), ("\u{301}", 0), ("\u{200B}", 0), ("か\u{3099}", 2),
            ("📈", 2), ("❤️", 2), ("👩‍👩‍👧", 2), ("𠮷", 2), ("−5 √", 4), ("(株)", 4), ("（株）", 6),
        ])
    func width(text: String, cells: Int) { #expect(text.displayWidth == cells) }

    @Test(
        "a wide character is cut off whole",
        arguments: [
            ("日本株式会社", 7, "日…会社"), ("日本株式会社", 8, "日本…社"), ("日本株式会社", 12, "日本株式会社"),
            ("ab日本cd", 7, "ab…本cd"), ("日本", 1, "…"), ("日本", 2, "…"), ("日本", 0, ""), ("abcdef", 4, "ab…f"),
        ])
    func shortened(text: String, width: Int, short: String) {
        #expect(text.shortened(to: width) == short)
        #expect(text.shortened(to: width).displayWidth <= width)
    }

    @Test("columns stay straight beside wide labels, and lines keep to their width")
    func table() {
        let table = TextTable(
            header: .init(label: "", cells: ["Value", "名"]),
            rows: [
                .init(label: "東京株式", cells: ["1,000", "甲"]), .init(label: "  cafe\u{301}", cells: ["−7", "bc"]),
                .init(label: "  非常に長い名前の日本株式会社", cells: ["12", "乙"]),
            ], gaps: [2, 2], isWords: [false, true])
        let lines = table.lines(width: 30)
        // Every second column begins in the same cell.
        for (line, cell) in zip(lines, ["Value", "1,000", "−7", "12"]) {
            let end = line.range(of: cell)?.upperBound ?? line.startIndex
            #expect(line[..<end].displayWidth == 26, "\(line)")
        }
        #expect(lines.allSatisfy { $0.displayWidth <= 30 })
    }

    @Test("text without spaces is broken where the line is full", arguments: [1, 2, 5, 10])
    func wrapped(width: Int) {
        let text = "日本株式のリスクは一〇〇億円を超える"
        let lines = text.wrapped(width: width)
        #expect(lines.joined() == text)
        #expect(lines.allSatisfy { $0.displayWidth <= max(2, width) })
    }
}
