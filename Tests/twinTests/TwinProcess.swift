import Foundation
import TestSupport

#if canImport(Glibc)
    import Glibc
#endif

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
        nonisolated(unsafe) var complaints = Data()
        reader.async { complaints = errors.fileHandleForReading.rest }
        let text = standardOutput == nil ? output.fileHandleForReading.rest : Data()
        process.waitUntilExit()
        self.output = String(decoding: text, as: UTF8.self)
        self.errors = reader.sync { String(decoding: complaints, as: UTF8.self) }
        code = process.terminationStatus
    }
}

extension FileHandle {
    /// All that is still to be read. `readDataToEndOfFile` ends the tests where a signal interrupts it.
    var rest: Data {
        var data = Data()
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(fileDescriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return data }
            data.append(contentsOf: piece[..<count])
        }
    }
}

extension ScratchFolder {
    func twin(_ arguments: String...) throws -> TwinProcess { try TwinProcess(arguments, in: url) }
}

/// Two shares and a put, small enough to run in a moment.
let smallScenario = """
    version: 1
    title: Small
    asOf: 2022-12-28
    market:
      levels: {EQ.A: 100, EQ.B: 50}
      volatilities: {EQ.A: 30%, EQ.B: 20%}
    portfolio:
      positions:
        - {id: a, book: Shares, quantity: 10, instrument: {kind: equity, factor: EQ.A}}
        - {id: b, book: Options, quantity: 5, instrument: {kind: european-option, factor: EQ.B, right: put, strike: 48,
           expiry: 6M, volatility: 22%}}
    simulation: {paths: 3_000}

    """
