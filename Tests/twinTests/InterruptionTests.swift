import Files
import Foundation
import TestSupport
import Testing

@Suite("Ctrl-C, and a scheduler that wants a command to end")
struct InterruptionTests {
    @Test("the command ends by the signal and says so, and no folder is left", arguments: [SIGINT, SIGTERM])
    func signals(number: Int32) throws {
        let folder = try ScratchFolder(["s.yaml": smallScenario])
        defer { folder.remove() }
        let process = Process()
        process.executableURL = TwinProcess.binary
        // Far more paths than can be done before the signal comes.
        process.arguments = ["run", "s.yaml", "--paths", "100_000_000", "--workers", "1", "--out", "out/deep"]
        process.currentDirectoryURL = folder.url
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        // Well after its beginning, and long before its end.
        usleep(700_000)
        kill(process.processIdentifier, number)
        let words = String(decoding: rest(of: errors.fileHandleForReading.fileDescriptor), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == number)
        #expect(words.contains("stopped: nothing was written"), "\(words)")
        #expect(folder.contents == ["s.yaml"], "\(folder.contents)")
    }
}
