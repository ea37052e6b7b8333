#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What writing a report asks of the file system.
enum FileSystem {
    static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The absolute path without links; nil where there is no such file.
    static func canonical(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The folder of a path, and the name in it.
    static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        return (slash == path.startIndex ? "/" : String(path[..<slash]), String(path[path.index(after: slash)...]))
    }

    /// Makes a folder with those above it.
    ///
    /// - Returns: the folders that were made, the outermost first.
    static func makeFolders(_ path: String) throws -> [String] {
        var made: [String] = []
        var folder = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            folder += (folder.isEmpty || folder.hasSuffix("/") ? "" : "/") + part
            if mkdir(folder, 0o777) == 0 {
                made.append(folder)
            } else {
                let reason = errno == EEXIST ? "\(folder) is a file" : String(cString: strerror(errno))
                guard isDirectory(folder) else {
                    for folder in made.reversed() { rmdir(folder) }
                    throw ReportFolder.Failure(description: "cannot make the folder \(path): \(reason)")
                }
            }
        }
        return made
    }

    /// The names in a folder, hidden ones too.
    static func entries(_ folder: String) -> [String] {
        guard let listing = opendir(folder) else { return [] }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        return names.filter { $0 != "." && $0 != ".." }
    }

    /// The text of a file of a few kilobytes; nil where it cannot be read.
    static func readSmall(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(descriptor, &bytes, bytes.count)
        return count >= 0 ? String(validating: bytes[..<count], as: UTF8.self) : nil
    }

    // MARK: Writing

    /// Writes a file that is not there yet; a link of that name is not followed.
    ///
    /// - Parameter shown: its name in messages.
    static func writeNew(_ bytes: [UInt8], to path: String, shown: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw ReportFolder.Failure("cannot write \(shown)") }
        defer { close(descriptor) }
        guard FileHandleText(descriptor: descriptor).write(bytes) else {
            throw ReportFolder.Failure("cannot write \(shown)")
        }
    }

    /// Writes a file of a name that nobody can foresee.
    ///
    /// - Returns: its path.
    static func writeTemporary(_ bytes: [UInt8], beside final: String, shown: String) throws -> String {
        let (folder, name) = split(final)
        var template = Array("\(folder)/.\(name).XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw ReportFolder.Failure("cannot write \(shown)") }
        defer { close(descriptor) }
        let path = text(template)
        fchmod(descriptor, 0o644)
        guard FileHandleText(descriptor: descriptor).write(bytes) else {
            defer { unlink(path) }
            throw ReportFolder.Failure("cannot write \(shown)")
        }
        return path
    }

    // MARK: Folders that change places

    /// A new, empty folder whose name begins as given; nil where none can be made.
    static func makeUniqueFolder(_ beginning: String) -> String? {
        var template = Array((beginning + ".XXXXXX").utf8CString)
        return mkdtemp(&template) == nil ? nil : text(template)
    }

    private static func text(_ template: [CChar]) -> String {
        String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func copyMode(of path: String, to other: String) {
        var status = stat()
        if stat(path, &status) == 0 { chmod(other, status.st_mode & 0o7777) }
    }

    /// Removes a folder and the files in it; one that holds folders stays.
    static func removeFolder(_ path: String) {
        for name in entries(path) { unlink(path + "/" + name) }
        rmdir(path)
    }

    /// Does something while no other process does it in the same folder.
    static func locking<Result>(_ folder: String, _ body: () throws -> Result) throws -> Result {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ReportFolder.Failure("cannot read the folder \(folder)") }
        defer { close(descriptor) }
        // Where the disk knows no locks, writing goes on without one.
        while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
        return try body()
    }
}
