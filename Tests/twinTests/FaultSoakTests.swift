import Foundation
import TestSupport
import Testing

/// Commands that write, killed or refused at the n-th call of a kind: the folder is that of before or that of after, whole, and the
/// next run takes away what was left. `make faults` takes 500 of them.
@Suite("commands that are cut short while they write")
struct FaultSoakTests {
    private static let count = ProcessInfo.processInfo.environment["FAULTS"].flatMap { Int($0) } ?? 28

    @Test(
        "each time the old folder or the new one, never a mixture, and nothing left behind",
        arguments: WritingCommand.all)
    func faults(_ command: WritingCommand) throws {
        let scratch = try WritingCommand.scratch()
        func run(_ number: Int, _ fault: String? = nil) throws -> TwinProcess {
            try TwinProcess(
                command.arguments(number), in: scratch.url, environment: fault.map { ["MARKET_TWIN_FAULT": $0] } ?? [:])
        }
        let first = try run(1)
        #expect(first.code == 0, "\(first.errors)")
        let old = try WritingCommand.contents(scratch, command.folder)
        #expect(try run(2).code == 0)
        let new = try WritingCommand.contents(scratch, command.folder)
        #expect(old != new && !old.isEmpty)
        let everything = scratch.contents.count
        #expect(try run(1).code == 0)
        var hits = 0
        let calls = ["rename", "write", "synchronize", "link", "folder", "open", "remove"]
        for number in 0..<max(1, Self.count / WritingCommand.all.count) {
            let how = number.isMultiple(of: 3) ? "refused" : "killed"
            let fault = "\(calls[number % calls.count]):\(1 + number / calls.count):\(how)"
            let broken = try run(2, fault)
            let left = try WritingCommand.contents(scratch, command.folder)
            let what = "\(command.name), \(fault): exit \(broken.code) \(broken.errors)"
            if broken.code != 0 { hits += 1 }
            #expect([0, 74, 75, 9].contains(broken.code), "\(what)")
            let visible = left.filter { !$0.key.contains("/.") }
            #expect(visible == old || visible == new, "\(what): a mixture")
            if broken.code == 0 { #expect(visible == new, "\(what)") }
            #expect(try run(1).code == 0, "\(what)")
            #expect(try WritingCommand.contents(scratch, command.folder) == old, "\(what): the next run")
            #expect(scratch.contents.count == everything, "\(what): \(scratch.contents)")
        }
        #expect(hits > 0, "no fault hit \(command.name)")
    }
}
