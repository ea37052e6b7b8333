import Files
import Foundation
import Reports

/// A program that a format leans on: found on the path, and run; nothing of it is linked.
public struct OutsideProgram: Sendable {
    public let name: String
    /// What to do where it is missing.
    public let hint: String

    /// Where it is; nil where it is not installed.
    public var path: String? {
        let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return folders.split(separator: ":").map { "\($0)/\(name)" }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }

    /// Runs it with a text on its standard input.
    ///
    /// - Returns: what it wrote.
    /// - Throws: `ReportError.unavailable` where it is missing, cannot be run, or fails.
    func run(_ arguments: [String], input text: String, for format: String) throws -> [UInt8] {
        guard let path else {
            throw ReportError.unavailable(format: format, because: "\(name) is not on the path; \(hint)")
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        // Dates in a file would tell apart what is the same.
        process.environment = ProcessInfo.processInfo.environment.merging(["SOURCE_DATE_EPOCH": "0"]) { $1 }
        let (input, output, errors) = (Pipe(), Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (input, output, errors)
        do { try process.run() } catch {
            throw ReportError.unavailable(
                format: format, because: "\(path) cannot be run: \(error.localizedDescription)")
        }
        let queue = DispatchQueue(label: name, attributes: .concurrent)
        nonisolated(unsafe) var words: [UInt8] = []
        let group = DispatchGroup()
        queue.async(group: group) { words = rest(of: errors.fileHandleForReading.fileDescriptor) }
        queue.async(group: group) {
            try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
            try? input.fileHandleForWriting.close()
        }
        let bytes = rest(of: output.fileHandleForReading.fileDescriptor)
        process.waitUntilExit()
        group.wait()
        guard process.terminationStatus == 0 else {
            let last = String(decoding: words, as: UTF8.self).split(separator: "\n").last.map { ": \($0)" } ?? ""
            throw ReportError.unavailable(format: format, because: "\(name) failed\(last)")
        }
        return bytes
    }
}

/// A format that needs a program.
public protocol OutsideFormat: DocumentFormat {
    static var program: OutsideProgram { get }
}
