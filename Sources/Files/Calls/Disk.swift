#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The calls by which files come about and change, each seen from an open folder.
///
/// All writing goes through it, so a test can have any call refused. The calls answer as the system does: false, or a negative
/// descriptor, with the reason in `errno`.
package struct Disk: Sendable {
    /// The disk as it is.
    package static let plain = Disk()

    private let faults: Faults?

    package init(faults: Faults? = nil) { self.faults = faults }

    private func refuses(_ call: Faults.Call) -> Bool { faults?.refuses(call) ?? false }

    /// A file that was not there: never one that another laid, and never the target of a link.
    ///
    /// - Parameter mode: what the process's `umask` leaves of it.
    func openNew(_ name: String, in folder: Int32, mode: mode_t) -> Int32 {
        if refuses(.open) { return -1 }
        return openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    }

    /// - Returns: whether all bytes were written.
    func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        if let faults, faults.refuses(.write, { _ = pour(bytes[..<(bytes.count / 2)], into: descriptor) }) {
            return false
        }
        return pour(bytes[...], into: descriptor)
    }

    private func pour(_ bytes: ArraySlice<UInt8>, into descriptor: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                return false
            }
            rest = rest.dropFirst(written)
        }
        return true
    }

    /// Waits until a file, or the names in a folder, lie on the disk. A disk that cannot say so is taken at its word.
    func synchronize(_ descriptor: Int32) -> Bool {
        if refuses(.synchronize) { return false }
        while fsync(descriptor) != 0 {
            if errno == EINTR { continue }
            return [EINVAL, EROFS, ENOSYS, EOPNOTSUPP].contains(errno)
        }
        return true
    }

    func rename(_ name: String, in folder: Int32, to other: String, in otherFolder: Int32) -> Bool {
        if refuses(.rename) { return false }
        return renameat(folder, name, otherFolder, other) == 0
    }

    /// Two names change places in one step.
    func exchange(_ name: String, in folder: Int32, with other: String, in otherFolder: Int32) -> Bool {
        if refuses(.rename) { return false }
        return SystemCalls.exchange(folder, name, otherFolder, other)
    }

    func makeFolder(_ name: String, in folder: Int32, mode: mode_t) -> Bool {
        if refuses(.folder) { return false }
        return mkdirat(folder, name, mode) == 0
    }

    func link(_ name: String, in folder: Int32, to other: String, in otherFolder: Int32) -> Bool {
        if refuses(.link) { return false }
        return linkat(folder, name, otherFolder, other, 0) == 0
    }

    func remove(_ name: String, in folder: Int32) -> Bool {
        if refuses(.remove) { return false }
        return unlinkat(folder, name, 0) == 0
    }

    /// Removes an empty folder.
    func removeFolder(_ name: String, in folder: Int32) -> Bool {
        if refuses(.remove) { return false }
        return unlinkat(folder, name, AT_REMOVEDIR) == 0
    }
}

/// The system's `write`, which the method of the same name hides.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
