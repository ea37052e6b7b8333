#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Text to a file descriptor, without the buffering that would mix the order of two streams.
struct FileHandleText: Sendable {
    static let standardOutput = FileHandleText(descriptor: 1)
    static let standardError = FileHandleText(descriptor: 2)

    let descriptor: Int32

    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// - Returns: whether all of it could be written.
    @discardableResult
    func write(_ text: String) -> Bool { write(Array(text.utf8)) }

    /// - Returns: whether all of them could be written.
    @discardableResult
    func write(_ all: [UInt8]) -> Bool {
        var bytes = all[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                return false
            }
            bytes = bytes.dropFirst(written)
        }
        return true
    }
}
