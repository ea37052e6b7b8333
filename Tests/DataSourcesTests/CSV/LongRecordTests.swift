import DataSources
import Settings
import Testing

@Suite struct LongRecordTests {
    private func complaint(_ text: String) -> String {
        var reader = CSVReader(bytes: Array(text.utf8), file: "f.csv")
        do {
            while try reader.next() {}
            return ""
        } catch { return "\(error.location?.line ?? 0): \(error.message)" }
    }

    @Test func aFieldThatIsNoNameIsRefused() {
        let long = String(repeating: "x", count: 1_100_000)
        #expect(complaint("date,EQ.A\n2020-01-01,\(long)\n") == "2: a field of more than 1 MB")
        #expect(complaint("date,EQ.A\n2020-01-01,\"\(long)\"\n") == "2: a field of more than 1 MB")
        #expect(complaint("date,EQ.A\n2020-01-01,1\n") == "")
    }

    @Test func whatComesAfterIsRead() throws {
        var reader = CSVReader(bytes: Array("\(String(repeating: "x", count: 1_100_000)),1\na,2\n".utf8), file: "f.csv")
        #expect(throws: Issue.self) { try reader.next() }
        let isThere = try reader.next()
        #expect(isThere && reader.text(0) == "a" && reader.text(1) == "2")
    }
}
