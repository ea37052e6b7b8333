import Journal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A lock on a file, held as long as the value lives, and let go by the system when its process ends, however that ends.
package final class FolderLock: Sendable {
    private let descriptor: Int32
    private let hasNote: Bool
    private static let patience = Duration.seconds(30)

    /// - Parameters:
    ///   - note: what the file says while it is held, for people; nil to leave it as it is.
    ///   - isShared: whether others may hold it in the same way.
    /// - Throws: with nature `occupied` where another process holds it.
    package init(_ path: String, isShared: Bool = false, note: String? = nil) throws(StoreError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw DurableFile.failure("cannot open \(path)") }
        // Who shares it waits for somebody who is sealing the journal, which does not take long.
        let end = ContinuousClock.now + (isShared ? Self.patience : .zero)
        while flock(descriptor, (isShared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            if errno == EWOULDBLOCK, ContinuousClock.now < end {
                usleep(10_000)
                continue
            }
            let holder = (try? DurableFile.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
            let words = holder.isEmpty ? "" : " (\(holder.split(separator: "\n").joined(separator: ", ")))"
            let isHeld = errno == EWOULDBLOCK
            close(descriptor)
            throw isHeld
                ? StoreError("\(path) is held by another process\(words)", .occupied)
                : StoreError("cannot lock \(path)", .inputOutput)
        }
        if let note {
            let bytes = Array(note.utf8)
            ftruncate(descriptor, 0)
            _ = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        }
        self.descriptor = descriptor
        hasNote = note != nil
    }

    /// Becomes the only holder of a lock that is shared.
    ///
    /// - Returns: false where others hold it too.
    package func becomeSole() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

    /// Lets go of it before the value goes.
    package func release() { flock(descriptor, LOCK_UN) }

    deinit {
        if hasNote { ftruncate(descriptor, 0) }
        close(descriptor)
    }
}
