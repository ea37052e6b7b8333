import MarketTwin

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A folder that gets the files of a report, all of them at once.
///
/// The files are written to a new folder beside it, which then changes places with the old one in a single step, so that a reader
/// who comes later, a writer who comes at the same time and a process that is killed find one report whole. A folder that holds
/// what no report wrote stays where it is: there, the files are renamed one by one while nobody else writes.
struct ReportFolder {
    /// A file to be written.
    struct File {
        var name: String
        var bytes: [UInt8]
        /// What it is called when the command says where it is; nil for a file that is found beside the others.
        var title: String?

        init(name: String, bytes: [UInt8], title: String? = nil) {
            self.name = name
            self.bytes = bytes
            self.title = title
        }

        init(name: String, text: String, title: String? = nil) {
            self.init(name: name, bytes: Array(text.utf8), title: title)
        }
    }

    struct Failure: Error, CustomStringConvertible {
        var description: String

        init(description: String) { self.description = description }

        /// With the reason that the system gave last.
        init(_ what: String) { description = what + ": " + String(cString: strerror(errno)) }
    }

    let path: String
    /// The scenario whose report it is, as an absolute path.
    private let origin: String
    /// The folders that had to be made, the outermost first.
    private var made: [String] = []

    /// Makes the folder, and makes sure that it can be written to, before any work is done.
    ///
    /// - Parameter names: of the files that will be written.
    init(_ place: ReportPlace, for names: [String]) throws {
        path = place.path
        origin = place.origin
        guard !path.isEmpty else { throw Failure(description: "the folder for the report has no name") }
        do {
            try make()
            guard access(path, W_OK | X_OK) == 0 else { throw Failure("cannot write to the folder \(path)") }
            for name in names where FileSystem.isDirectory(path + "/" + name) {
                throw Failure(description: "cannot write \(path)/\(name): it is a folder")
            }
        } catch {
            abandon()
            throw error
        }
    }

    private mutating func make() throws { made += try FileSystem.makeFolders(path) }

    /// Takes away the folders that were made, where nothing was written to them.
    func abandon() {
        for folder in made.reversed() { rmdir(folder) }
    }

    /// Writes every file, or none.
    ///
    /// - Returns: the paths of the files.
    func write(_ files: [File]) throws -> [String] {
        _ = try FileSystem.makeFolders(path)  // another run that made it, and failed, may have taken it away
        let manifest = ReportManifest(origin: origin, names: files.map(\.name))
        let final = FileSystem.canonical(path) ?? path
        let earlier = ReportManifest(folder: final)
        let own = Set(manifest.names + (earlier?.names ?? []) + [ReportManifest.name])
        let others = FileSystem.entries(final).filter { !own.contains($0) }
        let isOfReports = earlier != nil && !others.contains { FileSystem.isDirectory(final + "/" + $0) }
        if others.isEmpty || isOfReports, try exchange(final, files, manifest, keeping: others) {
            return paths(of: files)
        }
        let stale = (earlier?.names ?? []).filter { !manifest.names.contains($0) }
        try replace(in: final, files, manifest, stale: stale)
        return paths(of: files)
    }

    private func paths(of files: [File]) -> [String] { files.map { path + "/" + $0.name } }

    /// - Returns: false where the folder cannot change places with another, as one that a process works in or a disk is mounted
    ///   on.
    private func exchange(
        _ final: String, _ files: [File], _ manifest: ReportManifest, keeping others: [String]
    ) throws -> Bool {
        let (parent, name) = FileSystem.split(final)
        guard let here = FileSystem.canonical("."), here != final, !here.hasPrefix(final + "/"),
            access(parent, W_OK | X_OK) == 0, let staging = FileSystem.makeUniqueFolder(parent + "/." + name)
        else { return false }
        defer { FileSystem.removeFolder(staging) }
        for file in files {
            try FileSystem.writeNew(file.bytes, to: staging + "/" + file.name, shown: path + "/" + file.name)
        }
        FileSystem.copyMode(of: final, to: staging)
        try manifest.write(to: staging)
        return try FileSystem.locking(parent) {
            for other in others where link(final + "/" + other, staging + "/" + other) != 0 { return false }
            mkdir(final, 0o777)  // where another run took it away a moment ago
            return FileSystem.exchange(staging, final)
        }
    }

    /// Renames file by file; no other run writes meanwhile.
    private func replace(in folder: String, _ files: [File], _ manifest: ReportManifest, stale: [String]) throws {
        try FileSystem.locking(folder) {
            var written: [(temporary: String, final: String)] = []
            defer { for file in written { unlink(file.temporary) } }
            for file in files {
                let final = folder + "/" + file.name
                let temporary = try FileSystem.writeTemporary(file.bytes, beside: final, shown: path + "/" + file.name)
                written.append((temporary, final))
            }
            for file in written where rename(file.temporary, file.final) != 0 {
                throw Failure("cannot write \(file.final)")
            }
            for name in stale { unlink(folder + "/" + name) }
            try manifest.write(to: folder)
        }
    }
}
