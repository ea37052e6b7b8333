import DataSources
import Settings
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite struct CSVReaderTests {
    private func records(_ bytes: [UInt8], file: String = "t.csv") throws -> [[String]] {
        var reader = CSVReader(bytes: bytes, file: file)
        var records: [[String]] = []
        while try reader.next() { records.append((0..<reader.fieldCount).map { reader.text($0) }) }
        return records
    }

    private func records(_ text: String) throws -> [[String]] { try records(Array(text.utf8)) }

    /// All that a text is refused with; reading goes on after each error.
    private func errors(_ bytes: [UInt8], expecting count: Int? = nil) -> [String] {
        var reader = CSVReader(bytes: bytes, file: "t.csv")
        reader.expectedFieldCount = count
        var errors: [String] = []
        while true {
            do throws(Settings.Issue) {
                if try !reader.next() { return errors }
            } catch { errors.append(error.line) }
        }
    }

    private func errors(_ text: String, expecting count: Int? = nil) -> [String] {
        errors(Array(text.utf8), expecting: count)
    }

    @Test(arguments: [
        ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
        ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
        ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
        ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
        ("\u{FEFF}a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
        ("\n\na,b\n\r\n\nc,d\n\n", [["a", "b"], ["c", "d"]]),
        ("a,\n,d\n,", [["a", ""], ["", "d"], ["", ""]]),
        (" a , b\t\n", [["a", "b"]]),
        ("\"a\",\"b,c\"\n", [["a", "b,c"]]),
        ("\"say \"\"hello\"\"\",\"\"\"\"\n", [["say \"hello\"", "\""]]),
        ("\"\",x\n", [["", "x"]]),
        (" \" a \" ,b\n", [[" a ", "b"]]),
        ("\"two\nlines\",b\nc,d\n", [["two\nlines", "b"], ["c", "d"]]),
        ("é,ß\n日本,😀\n", [["é", "ß"], ["日本", "😀"]]),
        ("", []), ("\n\r\n", []),
    ])
    func reads(text: String, expected: [[String]]) throws {
        #expect(try records(text) == expected)
    }

    @Test func saysWhereFieldsStart() throws {
        var reader = CSVReader(bytes: Array("é,  b,\"c\nd\",e\nf,g\n".utf8), file: "t.csv")
        func places(_ reader: borrowing CSVReader) -> [String] {
            (0..<reader.fieldCount).map { "\(reader.location($0).line):\(reader.location($0).column)" }
        }
        _ = try reader.next()
        #expect(places(reader) == ["1:1", "1:5", "1:7", "2:4"])
        _ = try reader.next()
        #expect(places(reader) == ["3:1", "3:3"])
        #expect(reader.location(1).file == "t.csv")
    }

    @Test func refusesBrokenQuotes() {
        #expect(errors("a\nb,\"c\nd\n") == ["2:3: a quoted field is not closed before the end of the file"])
        #expect(errors("a\n\"b\"c,d\ne\n") == ["2:4: text after the closing quote of a field"])
        #expect(errors("a\nb\"c\",d\ne\n") == ["2:2: a quote inside a field that does not start with one"])
    }

    @Test func refusesWrongNumbersOfFields() {
        #expect(
            errors("a,b\nc\nd,e,f,g\nh,i\n", expecting: 2) == [
                "2:1: 1 field where the header has 2", "3:5: 4 fields where the header has 2",
            ])
    }

    @Test func refusesWhatIsNoText() {
        #expect(
            errors(Array("a,b\nc,".utf8) + [0] + Array("x\ny\n".utf8)).first
                == "2:3: a NUL byte: this is not a text file")
        let latin = Array("a,b\nd,".utf8) + [0xE9, 0xE9, 0x0A]
        #expect(errors(latin) == ["2:3: the text is not in UTF-8"])
        let afterQuote = Array("\"a\nü".utf8) + [0xFC] + Array("\",b\nc\n".utf8)
        #expect(errors(afterQuote) == ["2:2: the text is not in UTF-8"])
        #expect(errors([0xFF, 0xFE, 0x61, 0x00]) == ["1:1: the file is in UTF-16"])
        #expect(errors([0x50, 0x4B, 3, 4]) == ["1:1: the file is a workbook or an archive, not text"])
    }

    @Test func readsFilesAsItReadsMemory() throws {
        // Lines of many lengths, so that chunks end in every part of a record; one record is longer than a chunk.
        var text = ""
        for number in 0..<30_000 {
            text +=
                "\(number),\"q\(number % 7 == 0 ? "\"\"" : "")\r\nz\",\(String(repeating: "x", count: number % 23))\r\n"
            if number == 15_000 { text += "long,\(String(repeating: "y", count: 700_000)),end\r\n" }
        }
        let bytes = Array(text.utf8)
        let folder = try ScratchFolder(["p.csv": text])
        defer { folder.remove() }
        var fromFile = try CSVReader(path: folder.path("p.csv"))
        var fromMemory = CSVReader(bytes: bytes, file: folder.path("p.csv"))
        var count = 0
        while try fromMemory.next() {
            try #require(try fromFile.next())
            try #require(fromFile.cells == fromMemory.cells)
            count += 1
        }
        #expect(try !fromFile.next())
        #expect(count == 30_001)
    }

    @Test func takesALineEndSplitBetweenChunksForOne() throws {
        // The first chunk ends between CR and LF.
        let first = String(repeating: "x", count: 262_143)
        let folder = try ScratchFolder(["p.csv": first + "\r\ny\r\n"])
        defer { folder.remove() }
        var reader = try CSVReader(path: folder.path("p.csv"))
        var lines: [Int] = []
        while try reader.next() { lines.append(reader.recordLine) }
        #expect(lines == [1, 2])
    }

    @Test func tellsWhatFileIsMissing() throws {
        let error = #expect(throws: Issues.self) { _ = try CSVReader(path: samplePath("vix-2014-2109.csv")) }
        let issue = try #require(error?.all.first)
        #expect(issue.nature == .missingInput)
        #expect(issue.message.hasPrefix("there is no file “"))
        #expect(issue.hint == "did you mean “vix-2014-2019.csv”?")

        let noDirectory = #expect(throws: Issues.self) { _ = try CSVReader(path: "/no/such/place.csv") }
        #expect(noDirectory?.all.first?.hint == "the directory “/no/such” does not exist or cannot be read")

        let directory = #expect(throws: Issues.self) { _ = try CSVReader(path: samplePath("")) }
        #expect(directory?.all.first?.nature == .missingInput)
        #expect(directory?.all.first?.message.hasSuffix("is a directory, not a file") == true)

        let device = #expect(throws: Issues.self) { _ = try FileText.read("/dev/zero") }
        #expect(device?.all.map(\.message) == ["“/dev/zero” is a device, not a file"])
    }

    @Test func refusesAScenarioOfManyMegabytes() throws {
        let folder = try ScratchFolder(["s.yaml": ""])
        defer { folder.remove() }
        let path = folder.path("s.yaml")
        #expect(truncate(path, off_t(FileText.limit + 1)) == 0)
        let error = #expect(throws: Issues.self) { _ = try FileText.read(path) }
        #expect(error?.all.first?.message.hasSuffix("is no scenario: it has more than 64 MB") == true)
    }
}
