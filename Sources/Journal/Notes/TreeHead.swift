import FoundationEssentials

/// How long a journal was at a time, and the root of its tree then: what is signed.
///
/// Its text is a checkpoint: the origin, the size, the root in base64, and a line with the time.
/// Source: C2SP, “tlog-checkpoint”, https://c2sp.org/tlog-checkpoint, 2024.
package struct TreeHead: Sendable, Equatable {
    /// Of the log: the name of the key.
    package var origin: String
    package var size: Int
    package var root: ContentHash
    package var time: Timestamp

    package init(origin: String, size: Int, root: ContentHash, time: Timestamp) {
        self.origin = origin
        self.size = size
        self.root = root
        self.time = time
    }

    package init?(parsing text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 5, lines[4].isEmpty, let size = Int(lines[1]), size >= 0, String(size) == lines[1],
            let bytes = Data(base64Encoded: lines[2]), let root = ContentHash(bytes: Array(bytes)),
            lines[3].hasPrefix("time "), let time = Timestamp(String(lines[3].dropFirst(5)))
        else { return nil }
        self.init(origin: lines[0], size: size, root: root, time: time)
    }

    package var text: String { "\(origin)\n\(size)\n\(Data(root.bytes).base64EncodedString())\ntime \(time)\n" }
}
