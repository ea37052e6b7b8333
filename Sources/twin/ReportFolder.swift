import MarketTwin

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A folder that gets the files of a report, each whole or not at all.
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
    }

    let path: String
    /// The folders that had to be made, the outermost first.
    private var made: [String] = []

    /// Makes the folder, and makes sure that it can be written to, before any work is done.
    ///
    /// - Parameter names: of the files that will be written.
    init(_ path: String, for names: [String]) throws {
        self.path = path
        guard !path.isEmpty else { throw Failure(description: "the folder for the report has no name") }
        do {
            try make()
            guard access(path, W_OK | X_OK) == 0 else {
                throw Failure(description: "cannot write to the folder \(path): \(Self.reason)")
            }
            for name in names {
                let file = path + "/" + name
                guard !Self.isDirectory(file) else {
                    throw Failure(description: "cannot write \(file): it is a folder")
                }
            }
        } catch {
            abandon()
            throw error
        }
    }

    private mutating func make() throws {
        var folder = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            folder += (folder.isEmpty || folder.hasSuffix("/") ? "" : "/") + part
            if mkdir(folder, 0o777) == 0 {
                made.append(folder)
            } else {
                let reason = errno == EEXIST ? "\(folder) is a file" : Self.reason
                guard Self.isDirectory(folder) else {
                    throw Failure(description: "cannot make the folder \(path): \(reason)")
                }
            }
        }
    }

    /// Takes away the folders that were made, where nothing was written to them.
    func abandon() {
        for folder in made.reversed() { rmdir(folder) }
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// `reports/NAME` for a scenario file `…/NAME.yaml`, or for a result `…/NAME/report.json`.
    static func standard(for scenario: String) -> String {
        let parts = scenario.split(separator: "/").map(String.init)
        if parts.count > 1, parts.last == "report.json" { return "reports/" + parts[parts.count - 2] }
        let name = parts.last ?? "scenario"
        let ending = [".yaml", ".yml", ".json"].first { name.hasSuffix($0) && name.count > $0.count } ?? ""
        return "reports/" + name.dropLast(ending.count)
    }

    /// Writes every file under a temporary name first, then renames all of them.
    ///
    /// - Returns: the paths of the files.
    func write(_ files: [File]) throws -> [String] {
        var written: [(temporary: String, final: String)] = []
        do {
            for file in files {
                let final = path + "/" + file.name
                let temporary = path + "/.\(file.name).\(getpid())"
                written.append((temporary, final))
                try Self.write(file.bytes, to: temporary)
            }
            for file in written where rename(file.temporary, file.final) != 0 {
                throw Failure(description: "cannot write \(file.final): \(Self.reason)")
            }
        } catch {
            for file in written { unlink(file.temporary) }
            throw error
        }
        return written.map(\.final)
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        guard descriptor >= 0 else {
            throw Failure(description: "cannot write \(path): \(Self.reason)")
        }
        defer { close(descriptor) }
        guard FileHandleText(descriptor: descriptor).write(bytes) else {
            throw Failure(description: "cannot write \(path): \(Self.reason)")
        }
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
