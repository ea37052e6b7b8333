/// A way to write documents down: text, a page, comma-separated values.
///
/// A format only formats: every figure stands in the document, with its error and how finely it is known. It gives bytes,
/// so that it may as well be a spreadsheet or a print. A new one is a folder, and a line in the catalog.
public protocol DocumentFormat: Sendable {
    /// The name on a command line: `text`.
    static var name: String { get }
    /// One line about the format.
    static var summary: String { get }
    /// The ending of its files, without a dot: `html`.
    static var fileExtension: String { get }
    /// As RFC 6838 registers it: `text/html; charset=utf-8`.
    static var mediaType: String { get }

    /// The document written down: one file as a rule, named `report`, and further ones where the format writes records
    /// and the document has several tables of them.
    ///
    /// - Throws: `ReportError` where a figure cannot be written in this format.
    func files(of document: Document) throws -> [DocumentFile]
}

extension DocumentFormat {
    /// The name of its first file: `report.html`.
    public static var fileName: String { "report." + fileExtension }
}

/// A file that a format makes.
public struct DocumentFile: Sendable {
    /// Gives bytes piece by piece until all are taken, or one is not.
    public typealias Pieces = @Sendable (_ take: ([UInt8]) -> Bool) -> Void

    /// With its ending, without a folder.
    public var name: String
    public var mediaType: String
    public var bytes: [UInt8]
    /// What follows the bytes, where that is too much to hold.
    public var pieces: Pieces?

    public init(name: String, mediaType: String, bytes: [UInt8], pieces: Pieces? = nil) {
        self.name = name
        self.mediaType = mediaType
        self.bytes = bytes
        self.pieces = pieces
    }

    /// All of it in memory.
    public var whole: [UInt8] {
        var whole = bytes
        pieces? { piece in
            whole += piece
            return true
        }
        return whole
    }
}

extension DocumentFile: Equatable {
    public static func == (a: DocumentFile, b: DocumentFile) -> Bool {
        a.name == b.name && a.mediaType == b.mediaType && a.whole == b.whole
    }
}
