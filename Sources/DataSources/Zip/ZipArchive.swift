import CZlib
import Settings

/// The files within a zip archive in memory: what a workbook is made of.
///
/// Stored and deflated entries, by the directory at the end; neither encrypted ones nor archives beyond 4 GB, which workbooks are
/// not. Lengths and checksums are checked. Source: PKWARE, “.ZIP File Format Specification” 6.3.10 (APPNOTE.TXT), sections 4.3 to
/// 4.5.
package struct ZipArchive: Sendable {
    package static let signature: [UInt8] = [0x50, 0x4B, 3, 4]

    private struct Entry {
        var method: Int
        var checksum: UInt32
        var packedSize: Int
        var size: Int
        /// Of its own header.
        var offset: Int
        var isEncrypted: Bool
    }

    /// Bytes that an entry may unpack to.
    private static let limit = 1 << 28

    private let bytes: [UInt8]
    private let file: String
    private let entries: [String: Entry]

    /// - Throws: where the bytes are no archive, or a damaged one.
    package init(_ bytes: [UInt8], file: String) throws(Issue) {
        self.bytes = bytes
        self.file = file
        let head = 22
        let earliest = max(0, bytes.count - head - 65_535)
        let ends = stride(from: bytes.count - head, through: earliest, by: -1)
        guard bytes.count >= head, let end = ends.first(where: { Self.number(bytes, $0, 4) == 0x0605_4B50 }) else {
            throw Self.damaged(file, "its directory is missing")
        }
        var entries: [String: Entry] = [:]
        var place = Self.number(bytes, end + 16, 4)
        for _ in 0..<Self.number(bytes, end + 10, 2) {
            guard place + 46 <= bytes.count, Self.number(bytes, place, 4) == 0x0201_4B50 else {
                throw Self.damaged(file, "its directory does not hold what it says")
            }
            let lengths = [28, 30, 32].map { Self.number(bytes, place + $0, 2) }
            let name = place + 46..<place + 46 + lengths[0]
            guard name.upperBound <= bytes.count else { throw Self.damaged(file, "its directory ends too early") }
            entries[String(decoding: bytes[name], as: UTF8.self)] = Entry(
                method: Self.number(bytes, place + 10, 2), checksum: UInt32(Self.number(bytes, place + 16, 4)),
                packedSize: Self.number(bytes, place + 20, 4), size: Self.number(bytes, place + 24, 4),
                offset: Self.number(bytes, place + 42, 4), isEncrypted: Self.number(bytes, place + 8, 2) & 1 == 1)
            place = name.upperBound + lengths[1] + lengths[2]
        }
        self.entries = entries
    }

    package var names: [String] { entries.keys.sorted() }

    /// What an entry holds; nil where there is none of the name.
    package func content(_ name: String) throws(Issue) -> [UInt8]? {
        guard let entry = entries[name] else { return nil }
        guard !entry.isEncrypted else {
            throw Issue("the archive is encrypted", hint: "save it without a password", at: start)
        }
        guard entry.size <= Self.limit else {
            throw Issue(
                "\(name) unpacks to \(entry.size >> 20) MB", hint: "the most that is read is \(Self.limit >> 20) MB",
                at: start)
        }
        let header = entry.offset
        guard header + 30 <= bytes.count, Self.number(bytes, header, 4) == 0x0403_4B50 else {
            throw Self.damaged(file, "\(name) is not where its directory says")
        }
        let begin = header + 30 + Self.number(bytes, header + 26, 2) + Self.number(bytes, header + 28, 2)
        guard begin + entry.packedSize <= bytes.count else { throw Self.damaged(file, "\(name) ends too early") }
        let packed = bytes[begin..<begin + entry.packedSize]
        let content: [UInt8]
        switch entry.method {
        case 0: content = Array(packed)
        case 8: content = try inflated(packed, to: entry.size, name)
        default:
            throw Issue("\(name) is packed by method \(entry.method)", hint: "only deflate is read", at: start)
        }
        guard content.count == entry.size, Self.checksum(content) == entry.checksum else {
            throw Self.damaged(file, "\(name) is not what was packed")
        }
        return content
    }

    private var start: SourceLocation { SourceLocation(file: file, line: 1, column: 1) }

    private func inflated(_ packed: ArraySlice<UInt8>, to size: Int, _ name: String) throws(Issue) -> [UInt8] {
        var stream = z_stream()
        // A raw stream, without head and checksum; it fails only where there is no memory for the window.
        let begun = inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(begun == Z_OK, "no memory to unpack with")
        defer { inflateEnd(&stream) }
        var input = Array(packed)
        // One byte more shows what is longer than it says.
        var output = [UInt8](repeating: 0, count: size + 1)
        let status = input.withUnsafeMutableBufferPointer { given in
            output.withUnsafeMutableBufferPointer { free in
                stream.next_in = given.baseAddress
                stream.avail_in = uInt(given.count)
                stream.next_out = free.baseAddress
                stream.avail_out = uInt(free.count)
                return inflate(&stream, Z_FINISH)
            }
        }
        guard status == Z_STREAM_END else { throw Self.damaged(file, "\(name) cannot be unpacked") }
        return Array(output.prefix(output.count - Int(stream.avail_out)))
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        UInt32(truncatingIfNeeded: bytes.withUnsafeBufferPointer { crc32(0, $0.baseAddress, uInt($0.count)) })
    }

    /// A number of some bytes, the lowest first; zero beyond the end.
    private static func number(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
        guard place >= 0, place + count <= bytes.count else { return 0 }
        return (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }

    private static func damaged(_ file: String, _ how: String) -> Issue {
        Issue(
            "the archive is damaged: \(how)", hint: "fetch or save it again",
            at: SourceLocation(file: file, line: 1, column: 1))
    }
}
