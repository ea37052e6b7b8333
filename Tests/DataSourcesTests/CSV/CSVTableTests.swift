import DataSources
import Settings
import Testing

@Suite struct CSVTableTests {
    private func table(_ text: String) throws -> CSVTable {
        try CSVTable(CSVReader(bytes: Array(text.utf8), file: "t.csv"))
    }

    @Test func holdsTextAndPlaces() throws {
        let table = try table("id,Kind\na,\"european, option\"\n")
        #expect(table.header.map(\.text) == ["id", "Kind"])
        #expect(table.column("kind") == 1)
        #expect(table.column("strike") == nil)
        #expect(table.rows.count == 1)
        let expected = CSVTable.Cell(
            text: "european, option", location: SourceLocation(file: "t.csv", line: 2, column: 3))
        #expect(table.rows[0][1] == expected)
    }

    @Test func refusesAnEmptyFile() {
        let error = #expect(throws: Issues.self) { _ = try table("") }
        #expect(error?.all.map(\.line) == ["1:1: the file is empty"])
    }

    @Test func gathersAllErrorsButNotMillions() {
        let short = #expect(throws: Issues.self) { _ = try table("a,b\n1\n2,3\n4,5,6\n") }
        #expect(
            short?.all.map(\.line) == [
                "2:1: 1 field where the header has 2", "4:5: 3 fields where the header has 2",
            ])
        let long = #expect(throws: Issues.self) {
            _ = try table("a,b\n" + String(repeating: "1\n", count: 1_000))
        }
        #expect(long?.all.count == 1)
        #expect(long?.all.last?.repetitions == 999)
    }
}
