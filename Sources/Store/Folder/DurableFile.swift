import Files

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Files and folders of a twin: written whole, read, and gone through.
package enum DurableFile {
    /// Writes a file whole or not at all.
    ///
    /// - Parameter mode: who may read it; nil for what the process's `umask` leaves.
    package static func write(_ bytes: [UInt8], to path: String, mode: UInt32? = nil) throws(StoreError) {
        do throws(FileFailure) { try WholeFile.write(bytes, to: path, on: disk) } catch { throw StoreError(error) }
        if let mode { chmod(path, mode_t(mode)) }
    }

    /// Adds bytes to the end of a file, which is made where it is not there.
    package static func append(_ bytes: [UInt8], to path: String) throws(StoreError) {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure("cannot write \(path)") }
        defer { close(descriptor) }
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw failure("cannot write \(path)") }
    }

    /// Writes a file unless one of its name is there.
    package static func writeOnce(_ bytes: [UInt8], to path: String) throws(StoreError) {
        do throws(FileFailure) { try WholeFile.write(bytes, to: path, existing: .kept, on: disk) } catch {
            throw StoreError(error)
        }
    }

    /// Tests order faults of it by `MARKET_TWIN_FAULT`, as in `rename:2:killed`.
    package static let disk = Disk(faults: getenv("MARKET_TWIN_FAULT").flatMap { Faults(String(cString: $0)) })

    /// - Throws: with nature `missing` where there is no such file.
    package static func read(_ path: String) throws(StoreError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw StoreError(
                "cannot read \(path): \(String(cString: strerror(errno)))", errno == ENOENT ? .missing : .inputOutput)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw StoreError("\(path) is no file", .inputOutput)
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var count = 0
        while count < bytes.count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw failure("cannot read \(path)") }
            if got == 0 { break }
            count += got
        }
        return Array(bytes[..<count])
    }

    /// Makes a folder with those above it.
    package static func makeFolder(_ path: String, mode: UInt32 = 0o755) throws(StoreError) {
        if isFolder(path) { return }
        let above = directory(of: path)
        if above != path, !isFolder(above) { try makeFolder(above) }
        guard mkdir(path, mode_t(mode)) == 0 || (errno == EEXIST && isFolder(path)) else {
            throw StoreError("cannot make the folder \(path): \(String(cString: strerror(errno)))", .cannotCreate)
        }
    }

    package static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// The names in a folder, in order.
    package static func names(in folder: String) -> [String] { (try? Folder(folder))?.entries ?? [] }

    package static func remove(_ path: String) { unlink(path) }

    /// Removes a folder with all that is in it; links are not followed.
    package static func removeFolder(_ path: String) {
        for name in names(in: path) {
            let inner = path + "/" + name
            var status = stat()
            if lstat(inner, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
                removeFolder(inner)
            } else {
                unlink(inner)
            }
        }
        rmdir(path)
    }

    /// Writes a file below a folder, whose own folders are made.
    ///
    /// - Parameter name: relative, with slashes.
    /// - Throws: where the name leads out of the folder.
    package static func lay(_ bytes: [UInt8], at name: String, in folder: String) throws(StoreError) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !parts.isEmpty, !parts.contains(where: { ["", ".", ".."].contains($0) }) else {
            throw StoreError("a record names a file “\(name)”, which is outside its folder", .damaged)
        }
        let path = folder + "/" + name
        try makeFolder(directory(of: path))
        try write(bytes, to: path)
    }

    package static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// With the reason that the system gave last.
    static func failure(_ what: String) -> StoreError {
        StoreError("\(what): \(String(cString: strerror(errno)))", .inputOutput)
    }
}

extension DurableFile {
    /// In bytes; zero where there is no such file.
    package static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
