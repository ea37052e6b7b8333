import Reports

/// The page as a PDF, made by WeasyPrint (BSD) where that is installed: numbered pages, a head with title, date and identity, a table
/// of contents.
public struct DocumentPDF: OutsideFormat {
    public static let name = "pdf"
    public static let summary = "the page for print; needs WeasyPrint on the path"
    public static let fileExtension = "pdf"
    public static let mediaType = "application/pdf"
    public static let program = OutsideProgram(
        name: "weasyprint", hint: "install it: apt-get install weasyprint, or pip install weasyprint")

    public init() {}

    public func files(of document: Document) throws -> [DocumentFile] {
        let bytes = try Self.program.run(
            ["--quiet", "--encoding", "utf-8", "-", "-"], input: PrintPage.text(document), for: Self.name)
        guard bytes.starts(with: Array("%PDF".utf8)) else {
            throw ReportError.unavailable(format: Self.name, because: "weasyprint wrote no PDF")
        }
        return [DocumentFile(name: Self.fileName, mediaType: Self.mediaType, bytes: bytes)]
    }
}
