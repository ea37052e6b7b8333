import Settings
import Testing

@Suite("Mistakes of many rows")
struct RepeatedIssuesTests {
    private func issue(_ message: String, line: Int, column: Int = 3) -> Settings.Issue {
        Settings.Issue(message, at: SourceLocation(file: "p.csv", line: line, column: column))
    }

    @Test("are told once, with their number; a few are told one by one")
    func counted() {
        var rows = RepeatedIssues()
        for line in 2...7_499 { rows.add(issue("“\(line),000” is not a number", line: line)) }
        rows.add(issue("the id is missing", line: 5))
        rows.add(issue("the id is missing", line: 9))
        #expect(rows.issues.map(\.message) == ["“2,000” is not a number", "the id is missing", "the id is missing"])
        #expect(rows.issues.map(\.repetitions) == [7_497, 0, 0])
    }

    @Test("names of positions do not make another mistake, columns of one header do")
    func patterns() {
        var rows = RepeatedIssues()
        for (line, name) in ["AAA", "B", "C.D", "EE", "F"].enumerated() {
            rows.add(issue("position \(name) has no kind", line: line + 2))
        }
        for column in 1...6 { rows.add(issue("unknown column “x\(column)”", line: 1, column: column)) }
        #expect(rows.issues.count == 7)
        #expect(rows.issues.map(\.repetitions).max() == 4)
    }
}
