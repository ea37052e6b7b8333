import Files
import Foundation
import GRDB
import Journal
import Store
import TestSupport
import Testing

private enum Python {
    static let path = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }
}

/// A page of Python that shares no code with the program agrees with it on what is right and what is not.
@Suite("an independent verifier", .enabled(if: Python.path != nil, "needs python3"))
struct IndependentVerifierTests {
    private static func verify(_ folder: TwinFolder) throws -> (code: Int32, words: String) {
        let process = Process()
        process.executableURL = URL(filePath: try #require(Python.path))
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "verify.py")
        process.arguments = [script.path, folder.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let words = String(decoding: rest(of: output.fileHandleForReading.fileDescriptor), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, words)
    }

    @Test("what is right is right to both")
    func agreement() throws {
        let fixture = try StoreFixture(runs: [[], ["simulation.seed=2"], ["simulation.seed=3"]])
        let (code, words) = try Self.verify(fixture.folder)
        let own = try fixture.verified()
        #expect(code == 0, "\(words)")
        #expect(words == "\(own.objects) objects, \(own.entries) entries, \(own.heads) heads\n")
    }

    @Test(
        "what is wrong is wrong to both",
        arguments: [
            "UPDATE entries SET payload = X'7B7D' WHERE n = 2", "UPDATE entries SET kind = 'other' WHERE n = 1",
            "DELETE FROM entries WHERE n = 3",
            "UPDATE heads SET note = replace(note, 'time 2', 'time 3') WHERE size = 2",
        ])
    func disagreement(_ statement: String) throws {
        let fixture = try StoreFixture(runs: [[], ["simulation.seed=2"]])
        let journal = try Journal(fixture.folder.journal)
        try journal.write { db in
            try db.execute(sql: "DROP TRIGGER entries_stay; DROP TRIGGER entries_last")
            try db.execute(sql: statement)
        }
        try journal.database.close()
        #expect(try Self.verify(fixture.folder).code == 1)
        #expect(try !fixture.verified().isRight)
    }

    @Test("an object that changed is found by both")
    func objects() throws {
        let fixture = try StoreFixture()
        let path = try fixture.reading { store in
            store.objects.path(of: try #require(store.objects.all().objects.first))
        }
        var bytes = try DurableFile.read(path)
        bytes[0] ^= 1
        try Data(bytes).write(to: URL(filePath: path))
        #expect(try Self.verify(fixture.folder).code == 1)
        #expect(try !fixture.verified().isRight)
    }
}
