#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What a folder of a report says of itself: which scenario it is of, and which files belong to it.
///
/// It is an attribute of the folder, or, on a disk that keeps none, a hidden file in it.
struct ReportManifest {
    static let name = ".report"
    private static let attribute = "user.market-twin.report"

    /// The scenario, as an absolute path.
    var origin: String
    var names: [String]

    init(origin: String, names: [String]) {
        self.origin = origin
        self.names = names
    }

    /// - Returns: nil where the folder holds no report.
    init?(folder: String) {
        guard
            let text = FileSystem.attribute(Self.attribute, of: folder)
                ?? FileSystem.readSmall(folder + "/" + Self.name)
        else { return nil }
        let lines = text.split(separator: "\n").map(String.init)
        guard let origin = lines.first else { return nil }
        self.origin = origin
        // A name with a slash would reach outside.
        names = lines.dropFirst().filter { !$0.contains("/") && $0 != ".." }
    }

    private var text: String { ([origin] + names).map { $0 + "\n" }.joined() }

    /// Gives it to a folder.
    func write(to folder: String) throws {
        if FileSystem.setAttribute(Self.attribute, of: folder, to: text) { return }
        let path = folder + "/" + Self.name
        unlink(path)
        try FileSystem.writeNew(Array(text.utf8), to: path, shown: path)
    }
}
