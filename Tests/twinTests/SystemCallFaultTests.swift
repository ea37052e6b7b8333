import Foundation
import TestSupport
import Testing

private enum Strace {
    static let program = URL(fileURLWithPath: "/usr/bin/strace")
    static let isInstalled = FileManager.default.isExecutableFile(atPath: program.path)
}

/// The same as `FaultSoakTests` beneath the program: its calls of the system are refused or it is killed at the n-th of them, by
/// strace. `FAULTS` says how many.
@Suite("calls of the system that fail", .enabled(if: Strace.isInstalled, "needs strace"))
struct SystemCallFaultTests {
    private static let count = ProcessInfo.processInfo.environment["FAULTS"].flatMap { Int($0) } ?? 24

    /// Kinds of calls that writing a folder is made of, and how a disk refuses them.
    private static let calls = [
        ("rename,renameat,renameat2", "EIO"), ("fsync,fdatasync", "EIO"), ("write", "ENOSPC"),
        ("mkdir,mkdirat", "ENOSPC"),
        ("unlink,unlinkat", "EACCES"), ("link,linkat", "EPERM"),
    ]

    @Test("each time the old folder or the new one, and the next run leaves nothing", arguments: WritingCommand.all)
    func faults(_ command: WritingCommand) throws {
        let scratch = try WritingCommand.scratch()
        func run(_ number: Int) throws -> TwinProcess { try TwinProcess(command.arguments(number), in: scratch.url) }
        #expect(try run(1).code == 0)
        let old = try WritingCommand.contents(scratch, command.folder)
        #expect(try run(2).code == 0)
        let new = try WritingCommand.contents(scratch, command.folder)
        #expect(old != new && !old.isEmpty)
        let everything = scratch.contents.count
        #expect(try run(1).code == 0)
        var hits = 0
        for number in 0..<max(1, Self.count / WritingCommand.all.count) {
            let (names, refusal) = Self.calls[number % Self.calls.count]
            let how = number.isMultiple(of: 2) ? "signal=SIGKILL" : "error=\(refusal)"
            let fault = "inject=\(names):\(how):when=\(1 + number / Self.calls.count)"
            let broken = try TwinProcess(
                ["-f", "-qq", "-o", "/dev/null", "-e", "trace=\(names)", "-e", fault, TwinProcess.binary.path]
                    + command.arguments(2),
                in: scratch.url, tool: Strace.program)
            let what = "\(command.name), \(fault): exit \(broken.code) \(broken.errors)"
            if broken.code != 0 { hits += 1 }
            #expect([0, 9, 73, 74].contains(broken.code), "\(what)")
            let left = try WritingCommand.contents(scratch, command.folder).filter { !$0.key.contains("/.") }
            #expect(left == old || left == new, "\(what): a mixture")
            if broken.code == 0 { #expect(left == new, "\(what)") }
            #expect(try run(1).code == 0, "\(what)")
            #expect(try WritingCommand.contents(scratch, command.folder) == old, "\(what): the next run")
            #expect(scratch.contents.count == everything, "\(what): \(scratch.contents)")
        }
        #expect(hits > 0, "no fault hit \(command.name)")
    }
}
