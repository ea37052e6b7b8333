import Foundation
import Reports

/// The page as a PDF, made by WeasyPrint where that is installed: numbered pages, a head with title and date, a table of contents.
///
/// WeasyPrint (BSD) is a program of its own, found on the path; nothing of it is linked.
public struct DocumentPDF: DocumentFormat {
    public static let name = "pdf"
    public static let summary = "the page for print; needs WeasyPrint on the path"
    public static let fileExtension = "pdf"
    public static let mediaType = "application/pdf"

    public init() {}

    public func files(of document: Document) throws -> [DocumentFile] {
        [DocumentFile(name: Self.fileName, mediaType: Self.mediaType, bytes: try Self.print(PrintPage.text(document)))]
    }

    /// Where the program is; nil where it is not installed.
    public static var program: String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return path.split(separator: ":").map { "\($0)/weasyprint" }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }

    /// What to do where it is missing.
    public static let hint = "install it: apt-get install weasyprint, or pip install weasyprint"

    private static func print(_ page: String) throws -> [UInt8] {
        guard let program else {
            throw ReportError.unavailable(format: name, because: "weasyprint is not on the path; \(hint)")
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["--quiet", "--encoding", "utf-8", "-", "-"]
        let (input, output, errors) = (Pipe(), Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (input, output, errors)
        // Dates in the file would tell apart what is the same.
        process.environment = ProcessInfo.processInfo.environment.merging(["SOURCE_DATE_EPOCH": "0"]) { $1 }
        do { try process.run() } catch {
            throw ReportError.unavailable(
                format: name, because: "\(program) cannot be run: \(error.localizedDescription)")
        }
        let queue = DispatchQueue(label: "pdf", attributes: .concurrent)
        nonisolated(unsafe) var words = Data()
        let group = DispatchGroup()
        queue.async(group: group) { words = errors.fileHandleForReading.readDataToEndOfFile() }
        queue.async(group: group) {
            try? input.fileHandleForWriting.write(contentsOf: Data(page.utf8))
            try? input.fileHandleForWriting.close()
        }
        let pdf = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        group.wait()
        guard process.terminationStatus == 0, pdf.starts(with: Array("%PDF".utf8)) else {
            let last = String(decoding: words, as: UTF8.self).split(separator: "\n").last.map { ": \($0)" } ?? ""
            throw ReportError.unavailable(format: name, because: "weasyprint failed\(last)")
        }
        return Array(pdf)
    }
}
