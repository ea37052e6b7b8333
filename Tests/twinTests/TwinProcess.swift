import Files
import Foundation
import TestSupport

/// The binary, run as a script would run it.
struct TwinProcess {
    var code: Int32
    var output: String
    var errors: String

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The directory that the test bundle was built into holds the binary too.
    static let binary: URL = {
        let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent()
        let beside = bundle.appendingPathComponent("twin")
        if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
        return root.appendingPathComponent(".build/release/twin")
    }()

    /// - Parameters:
    ///   - environment: variables set beside those of the tests.
    ///   - standardOutput: where standard output goes; nil for `output`.
    init(
        _ arguments: [String], in directory: URL = TwinProcess.root, tool: URL = TwinProcess.binary,
        environment: [String: String] = [:], standardOutput: FileHandle? = nil
    ) throws {
        let process = Process()
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        process.executableURL = tool
        process.arguments = arguments
        process.currentDirectoryURL = directory
        let (output, errors) = (Pipe(), Pipe())
        if let standardOutput { process.standardOutput = standardOutput } else { process.standardOutput = output }
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let reader = DispatchQueue(label: "errors")
        nonisolated(unsafe) var complaints: [UInt8] = []
        reader.async { complaints = rest(of: errors.fileHandleForReading.fileDescriptor) }
        let text = standardOutput == nil ? rest(of: output.fileHandleForReading.fileDescriptor) : []
        process.waitUntilExit()
        self.output = String(decoding: text, as: UTF8.self)
        self.errors = reader.sync { String(decoding: complaints, as: UTF8.self) }
        code = process.terminationStatus
    }
}

extension ScratchFolder {
    func twin(_ arguments: String...) throws -> TwinProcess { try TwinProcess(arguments, in: url) }
}
