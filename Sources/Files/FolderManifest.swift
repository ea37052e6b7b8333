#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What a folder says of itself: whose it is, and which files were written to it.
///
/// It is an attribute of the folder, or, on a disk that keeps none, a hidden file in it.
package struct FolderManifest: Sendable {
    static let fileName = ".report"
    private static let attribute = "user.market-twin.report"

    /// What the files are of, as the absolute path of a scenario.
    package var origin: String
    package var names: [String]

    package init(origin: String, names: [String]) {
        self.origin = origin
        self.names = names
    }

    /// - Returns: nil where the folder has none.
    package init?(_ folder: Folder) {
        guard
            let text = SystemCalls.attribute(Self.attribute, of: folder.descriptor)
                ?? folder.readSmall(Self.fileName)
        else { return nil }
        let lines = text.split(separator: "\n").map(Self.unescaped)
        guard let origin = lines.first else { return nil }
        self.origin = origin
        // A name with a slash would reach outside.
        names = lines.dropFirst().filter { !$0.contains("/") && $0 != ".." && $0 != "." }
    }

    /// Of the folder at a path; nil where there is none, or it has none.
    package init?(folderAt path: String) {
        guard let folder = try? Folder(path) else { return nil }
        self.init(folder)
    }

    /// Gives it to a folder.
    func write(to folder: Folder) throws(FileFailure) {
        let text = ([origin] + names).map { Self.escaped($0) + "\n" }.joined()
        if SystemCalls.setAttribute(Self.attribute, of: folder.descriptor, to: text) { return }
        let temporary = TemporaryName(for: Self.fileName).text
        try folder.writeNew(Array(text.utf8), temporary)
        guard folder.disk.rename(temporary, in: folder.descriptor, to: Self.fileName, in: folder.descriptor) else {
            let failure = FileFailure("cannot write \(folder.path)/\(Self.fileName)", because: errno)
            _ = folder.disk.remove(temporary, in: folder.descriptor)
            throw failure
        }
    }

    /// Paths may hold line ends.
    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }

    private static func unescaped(_ text: Substring) -> String {
        var plain = ""
        var isEscaped = false
        for character in text {
            if isEscaped {
                plain.append(character == "n" ? "\n" : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                plain.append(character)
            }
        }
        return plain
    }
}
