#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A single file that is written whole or not at all.
///
/// It is written under a name that nobody can foresee beside its own, laid on the disk (`fsync`), renamed, and the folder laid on the
/// disk too. A link of its name is replaced, never followed. Rights are what the process's `umask` leaves. What a process that was
/// killed leaves, `Folder.removeLeftovers` takes away.
package enum WholeFile {
    /// What becomes of a file that has the name already.
    package enum Existing: Sendable { case replaced, kept }

    /// - Parameter folder: that it will lie in; kept open by who writes many.
    /// - Returns: whether it was written: false where another one was kept.
    @discardableResult
    package static func write(
        _ bytes: [UInt8], _ name: String, in folder: Folder, existing: Existing = .replaced
    ) throws(FileFailure) -> Bool {
        if existing == .kept, folder.status(name) != nil { return false }
        let what = "cannot write \(folder.path)/\(name)"
        let disk = folder.disk
        let (temporary, descriptor) = try open(for: name, in: folder, what)
        defer { close(descriptor) }
        do throws(FileFailure) {
            guard disk.write(bytes, to: descriptor), disk.synchronize(descriptor) else {
                throw FileFailure(what, because: errno)
            }
            switch existing {
            case .replaced:
                guard disk.rename(temporary, in: folder.descriptor, to: name, in: folder.descriptor) else {
                    throw FileFailure(what, because: errno)
                }
            case .kept:
                let isWritten = disk.link(temporary, in: folder.descriptor, to: name, in: folder.descriptor)
                let reason = errno
                guard isWritten || reason == EEXIST else { throw FileFailure(what, because: reason) }
                _ = disk.remove(temporary, in: folder.descriptor)
                if !isWritten { return false }
            }
        } catch {
            _ = disk.remove(temporary, in: folder.descriptor)
            throw error
        }
        try folder.synchronize()
        return true
    }

    /// The same by a path.
    @discardableResult
    package static func write(
        _ bytes: [UInt8], to path: String, existing: Existing = .replaced, on disk: Disk = .plain
    ) throws(FileFailure) -> Bool {
        let (folder, name) = FileLocation.split(path)
        return try write(bytes, name, in: Folder(folder, on: disk), existing: existing)
    }

    /// - Returns: an empty file under a name of its own, locked by this process.
    private static func open(
        for name: String, in folder: Folder, _ what: String
    ) throws(FileFailure) -> (String, Int32) {
        while true {
            let temporary = TemporaryName(for: name).text
            let descriptor = folder.disk.openNew(temporary, in: folder.descriptor, mode: 0o666)
            guard descriptor >= 0 else { throw FileFailure(what, because: errno) }
            _ = FileLock.take(descriptor)
            // Between its making and its lock another run may have taken it for a leftover.
            var status = stat()
            if fstat(descriptor, &status) == 0, status.st_nlink > 0 { return (temporary, descriptor) }
            close(descriptor)
        }
    }
}
