#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Where a folder is, or will be: the part of its path that exists, and the folders that are still to be made.
struct FileLocation {
    /// Absolute and without links.
    let existing: String
    /// Names below it, the outermost first; empty where the folder exists.
    let missing: [String]

    /// - Throws: what stands in the way, as a file of that name.
    init(_ path: String) throws(FileFailure) {
        let what = "cannot make the folder \(path)"
        guard !path.isEmpty else { throw FileFailure("the folder for the report has no name") }
        guard !path.utf8.contains(0) else { throw FileFailure("\(what): no name holds a zero byte") }
        var rest = path
        var missing: [String] = []
        while true {
            if let found = Self.canonical(rest) {
                guard Self.isDirectory(found) else { throw FileFailure("\(what): \(rest) is a file") }
                existing = found
                break
            }
            let reason = errno
            var status = stat()
            if lstat(rest, &status) == 0 {
                guard reason == ENOENT, status.st_mode & S_IFMT == S_IFLNK else {
                    throw FileFailure(what, because: reason)
                }
                throw FileFailure("\(what): \(rest) is a link that leads nowhere")
            }
            guard reason == ENOENT || reason == ENOTDIR else { throw FileFailure(what, because: reason) }
            let (folder, name) = Self.split(rest)
            if !name.isEmpty { missing.append(name) }
            rest = folder
        }
        // Of folders that are not there yet, none is a link.
        var names: [String] = []
        var up = 0
        for name in missing.reversed() where name != "." {
            if name != ".." {
                names.append(name)
            } else if names.isEmpty {
                up += 1
            } else {
                names.removeLast()
            }
        }
        guard up == 0 else { throw FileFailure(what, because: ENOENT) }
        self.missing = names
    }

    /// The absolute path without links; nil where there is no such file, with the reason in `errno`.
    static func canonical(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The folder of a path, and the name in it.
    static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        return (slash == path.startIndex ? "/" : String(path[..<slash]), String(path[path.index(after: slash)...]))
    }
}

/// What others ask about paths.
package enum FilePlace {
    /// The absolute path without links; nil where there is no such file.
    package static func canonical(_ path: String) -> String? { FileLocation.canonical(path) }

    package static func isDirectory(_ path: String) -> Bool { FileLocation.isDirectory(path) }
}
