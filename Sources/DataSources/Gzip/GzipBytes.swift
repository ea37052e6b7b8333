import CZlib
import Settings

/// What a file compressed with gzip holds, unpacked by zlib piece by piece, in memory that does not grow with it.
///
/// Several members in a row are one file (P. Deutsch, “GZIP file format specification version 4.3”, RFC 1952, 1996, §2.2).
/// Length and checksum of each are checked.
package struct GzipBytes: ~Copyable {
    /// The most that a file unpacks to: a few kilobytes of zeros would else fill a disk.
    package struct Limits: Sendable {
        /// Bytes.
        package var size: Int
        /// Times the bytes of the compressed file, above `freeSize`.
        package var ratio: Int
        /// Bytes that any file may unpack to.
        package var freeSize: Int

        package static let standard = Limits(size: 1 << 33, ratio: 250, freeSize: 1 << 24)

        package init(size: Int, ratio: Int, freeSize: Int) {
            self.size = size
            self.ratio = ratio
            self.freeSize = freeSize
        }
    }

    static let signature: [UInt8] = [0x1F, 0x8B]

    private let file: FileBytes
    private let path: String
    private let limits: Limits
    /// Where it is, zlib remembers: it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    /// Read of the file and not yet unpacked: those of the buffer from `next` to `end`.
    private var input: [UInt8]
    private var next = 0
    private var end: Int
    private var isFileAtEnd = false
    private var isInMember = true
    /// Bytes that were taken of the file, and that came of them.
    private var taken = 0
    private var size = 0

    /// - Parameter head: what was read of the file already.
    init(_ file: consuming FileBytes, path: String, head: [UInt8], limits: Limits = .standard) {
        self.file = file
        self.path = path
        self.limits = limits
        input = head + [UInt8](repeating: 0, count: (1 << 16) - head.count)
        end = head.count
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 bits of window, and 16 for the form of gzip; it fails only where there is no memory for the window.
        let status = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "no memory to unpack with")
    }

    deinit {
        inflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// Unpacks the next bytes into a buffer, from a position to its end at most.
    ///
    /// - Returns: how many; zero at the end.
    mutating func read(into buffer: inout [UInt8], from start: Int) throws(Issue) -> Int {
        while start < buffer.count {
            if next == end { try fill() }
            if !isInMember {
                if next == end { return 0 }
                try beginMember()
            }
            guard next < end else { throw damaged("it ends too early") }
            let count = try unpack(into: &buffer, from: start)
            if count > 0 { return count }
        }
        return 0
    }

    /// One step of zlib's.
    private mutating func unpack(into buffer: inout [UInt8], from start: Int) throws(Issue) -> Int {
        let (given, room) = (end - next, buffer.count - start)
        let status = input.withUnsafeMutableBufferPointer { packed in
            buffer.withUnsafeMutableBufferPointer { free in
                stream.pointee.next_in = packed.baseAddress.map { $0 + next }
                stream.pointee.avail_in = uInt(given)
                stream.pointee.next_out = free.baseAddress.map { $0 + start }
                stream.pointee.avail_out = uInt(clamping: room)
                defer { (stream.pointee.next_in, stream.pointee.next_out) = (nil, nil) }
                return inflate(stream, Z_NO_FLUSH)
            }
        }
        let used = given - Int(stream.pointee.avail_in)
        let count = Int(uInt(clamping: room)) - Int(stream.pointee.avail_out)
        (next, taken, size) = (next + used, taken + used, size + count)
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
            throw damaged(stream.pointee.msg.map { String(cString: $0) } ?? "zlib says \(status)")
        }
        if status == Z_STREAM_END { isInMember = false }
        let allowed = min(limits.size, max(limits.freeSize, taken * limits.ratio))
        guard size <= allowed else {
            throw Issue(
                "the file unpacks to more than \(allowed >> 20) MB, from \(max(1, taken >> 10)) KB",
                hint: "unpack it first if it is what you mean to read",
                at: SourceLocation(file: path, line: 1, column: 1))
        }
        return count
    }

    private mutating func beginMember() throws(Issue) {
        guard input[next] == Self.signature[0] else { throw damaged("something that gzip did not write follows") }
        inflateReset(stream)
        isInMember = true
    }

    private mutating func fill() throws(Issue) {
        guard !isFileAtEnd else { return }
        next = 0
        end = try file.read(into: &input, from: 0)
        isFileAtEnd = end == 0
    }

    private func damaged(_ how: String) -> Issue {
        Issue(
            "the compressed file is damaged: \(how)", hint: "fetch or compress it again; “gzip -t” tests it",
            at: SourceLocation(file: path, line: 1, column: 1))
    }
}
