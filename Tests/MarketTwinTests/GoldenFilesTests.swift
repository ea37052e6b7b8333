import TestSupport
import Testing

@Suite("The records that tests compare with")
struct GoldenFilesTests {
    @Test("every file is one that a test reads, and every one that a test reads is there")
    func listed() throws {
        let found = try Records.found()
        #expect(found.keys.sorted() == Records.names.keys.sorted())
        for (target, names) in Records.names {
            let files = found[target] ?? []
            #expect(files.subtracting(names).isEmpty, "read by no test of \(target)")
            #expect(names.subtracting(files).isEmpty, "missing in \(target)")
        }
    }

    @Test("a change of a text is words, or numbers and by how much")
    func change() {
        let known = "VaR 99%   −1,234.5 ± 3e-05\nsince 2022-12-28"
        #expect(!TextChange(from: known, to: known.replacing("−1,2", with: "1,2")).isWithin(0.1))
        let moved = TextChange(from: known, to: known.replacing("234.5", with: "234.6"))
        #expect(moved.words == "1 of 6 numbers moved, by at most 8.1e-05 of their size")
        #expect(moved.isWithin(1e-4) && !moved.isWithin(1e-5))
        #expect(moved.firstDifference.hasPrefix("line 1:"))
        let other = TextChange(from: known, to: known.replacing("since", with: "until"))
        #expect(other.words == "words changed: 1 lines went, 1 came" && !other.isWithin(1))
    }
}
