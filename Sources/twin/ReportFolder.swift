import Files
import MarketTwin

/// A folder that gets the files of a report, all of them at once.
struct ReportFolder {
    /// A file to be written.
    struct File {
        var name: String
        var bytes: [UInt8]
        /// What follows the bytes, where that is too much to hold.
        var pieces: DocumentFile.Pieces?
        /// What it is called when the command says where it is; nil for a file that is found beside the others.
        var title: String?

        init(name: String, bytes: [UInt8], pieces: DocumentFile.Pieces? = nil, title: String? = nil) {
            self.name = name
            self.bytes = bytes
            self.pieces = pieces
            self.title = title
        }

        /// All of it in memory.
        var whole: [UInt8] { DocumentFile(name: name, mediaType: "", bytes: bytes, pieces: pieces).whole }

        init(name: String, text: String, title: String? = nil) {
            self.init(name: name, bytes: Array(text.utf8), title: title)
        }
    }

    private let folder: WholeFolder

    /// Makes sure that the folder can be written, before any work is done; makes nothing.
    ///
    /// - Parameter names: of the files that will be written.
    init(_ place: ReportPlace, for names: [String]) throws(FileFailure) {
        folder = WholeFolder(place.path, of: place.origin, on: Door.disk)
        try folder.prepare(for: names)
    }

    /// Writes every file, or none.
    ///
    /// - Returns: the paths of the files.
    func write(_ files: [File]) throws(FileFailure) -> [String] {
        try folder.write(files.map { NewFile($0.name, $0.bytes, pieces: $0.pieces) })
        return files.map { folder.path + "/" + $0.name }
    }
}
