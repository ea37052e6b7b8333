import Settings

/// The bits of a compressed file, the lowest of each byte first.
struct BitSource: ~Copyable {
    private let file: FileBytes
    private let path: String
    private var bytes: [UInt8]
    private var cursor = 0
    private var limit: Int
    private var isExhausted = false
    private(set) var bits: UInt64 = 0
    private var count = 0
    /// Bytes of the file that were taken so far.
    private(set) var taken = 0

    /// - Parameter head: what was read of the file already.
    init(_ file: consuming FileBytes, path: String, head: [UInt8]) {
        self.file = file
        self.path = path
        bytes = head + [UInt8](repeating: 0, count: 1 << 16)
        limit = head.count
    }

    /// Looks ahead, by 48 bits where the file has so many.
    mutating func fill() throws(Issue) {
        while count <= 56 {
            if cursor == limit {
                guard !isExhausted else { return }
                cursor = 0
                limit = try file.read(into: &bytes, from: 0)
                isExhausted = limit == 0
                if isExhausted { return }
            }
            bits |= UInt64(bytes[cursor]) << UInt64(count)
            cursor += 1
            taken += 1
            count += 8
        }
    }

    /// Steps over bits that were looked at.
    mutating func drop(_ number: Int) throws(Issue) {
        guard number <= count else { throw damaged("it ends too early") }
        bits >>= UInt64(number)
        count -= number
    }

    /// The next bits as a number, the first of them lowest.
    ///
    /// - Parameter number: 32 at most.
    mutating func take(_ number: Int) throws(Issue) -> Int {
        if count < number { try fill() }
        let value = Int(bits & (1 << UInt64(number) - 1))
        try drop(number)
        return value
    }

    /// Goes on to where a byte starts.
    mutating func alignToByte() throws(Issue) { try drop(count % 8) }

    /// Whether no whole byte follows.
    mutating func isAtEnd() throws(Issue) -> Bool {
        try fill()
        return count < 8
    }

    func damaged(_ how: String) -> Issue {
        Issue(
            "the compressed file is damaged: \(how)", hint: "fetch or compress it again; “gzip -t” tests it",
            at: SourceLocation(file: path, line: 1, column: 1))
    }
}
