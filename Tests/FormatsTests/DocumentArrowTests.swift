import Formats
import Reports
import Testing

@Suite("Arrow files")
struct DocumentArrowTests {
    @Test("a file begins and ends with its mark, and its footer names every batch where it lies")
    func frame() throws {
        let files = DocumentArrow().files(of: FormatFixture.document())
        #expect(files.map(\.name) == ["figures.arrow", "components.arrow", "losses.arrow"])
        for file in files {
            let bytes = file.whole
            #expect(Array(bytes[..<8]) == Array("ARROW1".utf8) + [0, 0])
            #expect(Array(bytes.suffix(6)) == Array("ARROW1".utf8))
            func int(_ place: Int) -> Int {
                Int(Int32(truncatingIfNeeded: (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }))
            }
            let footer = bytes.count - 10 - int(bytes.count - 10)
            // The end of the stream stands before the footer.
            #expect(Array(bytes[footer - 8..<footer]) == [255, 255, 255, 255, 0, 0, 0, 0])
            // A table begins with the way back to its slots, of which this one has four.
            let table = footer + int(footer)
            let slots = table - int(table)
            #expect(int(slots) & 0xFFFF == 12)
            let blocks = table + (int(slots + 10) & 0xFFFF)
            let vector = blocks + int(blocks)
            let count = int(vector)
            #expect(count == (file.name == "losses.arrow" ? 2 : 1))
            for block in 0..<count {
                let place = int(vector + 4 + 24 * block)
                #expect(int(place) == -1, "\(file.name), batch \(block)")
                #expect(place.isMultiple(of: 8))
            }
        }
    }
}
