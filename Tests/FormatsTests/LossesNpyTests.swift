import Formats
import Reports
import Testing

@Suite("losses for NumPy")
struct LossesNpyTests {
    @Test("the head says what follows, and the losses follow book by book")
    func bytes() throws {
        let file = try #require(LossesNpy().files(of: FormatFixture.document()).first)
        #expect(file.name == "losses.npy")
        let bytes = file.whole
        #expect(Array(bytes[..<8]) == [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0])
        let length = 10 + Int(bytes[8]) + Int(bytes[9]) << 8
        #expect(length.isMultiple(of: 64))
        let head = String(decoding: bytes[10..<length], as: UTF8.self)
        #expect(head.hasPrefix("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 70001), }"))
        #expect(head.hasSuffix("\n"))
        #expect(bytes.count == length + 3 * 70_001 * 8)
        func loss(_ book: Int, _ path: Int) -> Double {
            let place = length + 8 * (book * 70_001 + path)
            return Double(bitPattern: (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[place + $1]) << (8 * UInt64($1)) })
        }
        // A gain of g is a loss of −g.
        for (book, path) in [(0, 0), (0, 70_000), (1, 65_536), (2, 3)] {
            #expect(loss(book, path) == 1_000 * Double(book) - Double(path))
        }
    }

    @Test("what paths count stands beside losses that do not count the same")
    func weights() throws {
        let files = LossesNpy().files(of: FormatFixture.document(losses: FormatFixture.weighted))
        #expect(files.map(\.name) == ["weights.npy", "losses.npy"])
        let bytes = files[0].whole
        #expect(String(decoding: bytes[10..<70], as: UTF8.self).contains("'shape': (2,), }"))
        #expect(bytes.suffix(16) == [0, 0, 0, 0, 0, 0, 0xE8, 0x3F, 0, 0, 0, 0, 0, 0, 0xD0, 0x3F])
        let arrow = try #require(
            DocumentArrow().files(of: FormatFixture.document(losses: FormatFixture.weighted)).last)
        let text = String(decoding: arrow.whole, as: UTF8.self)
        #expect(text.contains("portfolio_") && text.contains("weight"))
    }

    @Test("without losses there is no file, and a disk that is full ends it")
    func ends() throws {
        #expect(LossesNpy().files(of: FormatFixture.document(losses: nil)).isEmpty)
        var pieces = 0
        try #require(LossesNpy().files(of: FormatFixture.document()).first).pieces? { _ in
            pieces += 1
            return pieces < 2
        }
        #expect(pieces == 2)
    }
}
