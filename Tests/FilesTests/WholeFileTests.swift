import Files
import Foundation
import TestSupport
import Testing

@Suite("Files that are written whole")
struct WholeFileTests {
    @Test("a file is old or new whichever call is refused", arguments: Faults.Call.allCases)
    func refused(call: Faults.Call) throws {
        for number in 1..<10 {
            let scratch = try ScratchFolder(["file": "old"])
            let faults = Faults(call, number, .refused)
            let failure = failure { () throws(FileFailure) in
                try WholeFile.write(Array("new".utf8), to: scratch.path("file"), on: Disk(faults: faults))
            }
            if faults.count < number { return }
            #expect(scratch.contents == ["file"])
            let text = try String(contentsOfFile: scratch.path("file"), encoding: .utf8)
            #expect(text == (failure == nil || call == .synchronize && number == 2 ? "new" : "old"))
        }
    }

    @Test("a file that is there is kept where that is asked, and a link is never followed")
    func existing() throws {
        let scratch = try ScratchFolder(["target": "precious", "kept": "old"])
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("link"), withDestinationPath: "target")
        func text(_ name: String) throws -> String { try String(contentsOfFile: scratch.path(name), encoding: .utf8) }
        let bytes = Array("new".utf8)
        #expect(try !WholeFile.write(bytes, to: scratch.path("kept"), existing: .kept))
        #expect(try text("kept") == "old")
        #expect(try WholeFile.write(bytes, to: scratch.path("fresh"), existing: .kept))
        #expect(try WholeFile.write(bytes, to: scratch.path("link")))
        #expect(try text("target") == "precious" && text("link") == "new" && text("fresh") == "new")
        #expect(scratch.contents == ["fresh", "kept", "link", "target"])
    }
}

/// What a piece of work ends with; nil where it succeeds.
func failure(_ work: () throws(FileFailure) -> Void) -> FileFailure? {
    do throws(FileFailure) {
        try work()
        return nil
    } catch { return error }
}
