import Settings

/// A file's bytes as they are meant: unpacked where gzip compressed them, whatever the file is called.
package struct InputBytes: ~Copyable {
    private let file: FileBytes?
    private var packed: GzipBytes?
    /// What was read to see which it is, and not yet handed out.
    private var head: [UInt8]
    /// The length of the file in bytes, or zero where that is not known.
    package let size: Int

    /// - Throws: an issue of nature `missingInput` where the file does not exist or cannot be read.
    package init(path: String, limits: GzipBytes.Limits = .standard) throws(Issues) {
        let file = try FileBytes(path: path)
        let head: [UInt8]
        do throws(Issue) { head = try file.head(GzipBytes.signature.count) } catch { throw Issues([error]) }
        let size = file.size
        if head == GzipBytes.signature {
            self.init(
                file: nil, packed: GzipBytes(file, path: path, head: head, limits: limits), head: [], size: size)
        } else {
            self.init(file: file, packed: nil, head: head, size: size)
        }
    }

    private init(file: consuming FileBytes?, packed: consuming GzipBytes?, head: [UInt8], size: Int) {
        self.file = file
        self.packed = packed
        self.head = head
        self.size = size
    }

    /// Reads the next bytes into a buffer, from a position to its end at most.
    ///
    /// - Returns: how many bytes were read; zero at the end.
    package mutating func read(into buffer: inout [UInt8], from start: Int) throws(Issue) -> Int {
        if let count = try packed?.read(into: &buffer, from: start) { return count }
        let count = min(head.count, buffer.count - start)
        guard count == 0 else {
            buffer.replaceSubrange(start..<start + count, with: head[..<count])
            head.removeFirst(count)
            // Who looks for a signature looks at the first piece.
            return count + (try file?.read(into: &buffer, from: start + count) ?? 0)
        }
        return try file?.read(into: &buffer, from: start) ?? 0
    }
}

extension FileBytes {
    /// The first bytes, fewer where the file is shorter.
    fileprivate borrowing func head(_ length: Int) throws(Issue) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: length)
        var count = 0
        while count < length {
            let read = try read(into: &bytes, from: count)
            if read == 0 { break }
            count += read
        }
        return Array(bytes[..<count])
    }
}
