#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Locks by `flock`: they end with the process that holds them, however it ends, and are the sign that it lives.
enum FileLock {
    enum Answer { case taken, held, unknown }

    /// Seconds that a writer waits for another one of the same folder.
    static let patience = 30.0

    /// - Returns: `unknown` where the disk knows no locks.
    static func take(_ descriptor: Int32) -> Answer {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            switch errno {
            case EINTR: continue
            case EWOULDBLOCK: return .held
            default: return .unknown
            }
        }
        return .taken
    }
}

extension Folder {
    /// Waits until nobody else writes here, and keeps others away for as long as the folder is open.
    ///
    /// - Throws: a failure that `isOccupied` where that takes too long.
    func lock() throws(FileFailure) {
        let step: useconds_t = 5_000
        var waited = 0.0
        while FileLock.take(descriptor) == .held {
            guard waited < FileLock.patience else {
                throw FileFailure(
                    "cannot write to the folder \(path): another process has kept it locked for"
                        + " \(Int(FileLock.patience)) seconds", code: EWOULDBLOCK)
            }
            usleep(step)
            waited += Double(step) * 1e-6
        }
    }
}
