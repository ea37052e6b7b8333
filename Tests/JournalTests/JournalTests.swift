import FoundationEssentials
import GRDB
import Journal
import TestSupport
import Testing

@Suite struct JournalTests {
    private static let start = Timestamp("2026-12-01T02:30:00Z")

    private static func filled(_ path: String, key: SigningKey) throws -> Journal {
        let journal = try Journal(path)
        for number in 1...5 {
            _ = try journal.write { db in
                try journal.append("fact", Array("payload \(number)".utf8), now: try #require(start), in: db)
                return try journal.sign(with: key, now: try #require(start), in: db)
            }
        }
        return journal
    }

    @Test("facts are numbered without gaps, chained and signed")
    func chain() throws {
        let folder = try ScratchFolder()
        let key = SigningKey(name: "desk")
        let journal = try Self.filled(folder.path("j.sqlite"), key: key)
        let check = try journal.check(key: key.verifier)
        #expect(check.faults.isEmpty)
        #expect(check.entries.map(\.number) == [1, 2, 3, 4, 5])
        #expect(check.heads.count == 5)
        #expect(check.entries[0].previous == JournalEntry.origin)
        #expect(check.entries[4].previous == check.entries[3].hash)
    }

    @Test("a clock that goes back does not take entries with it")
    func clock() throws {
        let folder = try ScratchFolder()
        let journal = try Journal(folder.path("j.sqlite"))
        let (late, early) = (
            try #require(Timestamp("2026-12-01T02:30:00Z")), try #require(Timestamp("2020-01-01T00:00:00Z"))
        )
        try journal.write { db in
            try journal.append("fact", [1], now: late, in: db)
            try journal.append("fact", [2], now: early, in: db)
        }
        #expect(try journal.read { try journal.entries(in: $0) }.map(\.time) == [late, late])
    }

    @Test("what fails within a commit leaves nothing of it")
    func atomicity() throws {
        struct Stop: Error {}
        let folder = try ScratchFolder()
        let journal = try Journal(folder.path("j.sqlite"))
        #expect(throws: Stop.self) {
            try journal.write { db in
                try journal.append("fact", [1], in: db)
                throw Stop()
            }
        }
        #expect(try journal.read { try journal.entries(in: $0) }.isEmpty)
    }

    /// What somebody with the file in hand may do to it, and the entry that is then named.
    @Test(
        "a history that was rewritten is found and placed",
        arguments: [
            ("UPDATE entries SET payload = X'00' WHERE n = 3", 3),
            ("UPDATE entries SET time = '2027-01-01T00:00:00Z' WHERE n = 2", 2),
            ("UPDATE entries SET kind = 'other' WHERE n = 4", 4),
            ("DELETE FROM entries WHERE n = 2", 2),
            ("DELETE FROM entries WHERE n = 5", 5),
            ("UPDATE entries SET n = 9 WHERE n = 5", 5),
        ])
    func rewriting(_ statement: String, _ entry: Int) throws {
        let folder = try ScratchFolder()
        let key = SigningKey(name: "desk")
        let journal = try Self.filled(folder.path("j.sqlite"), key: key)
        try journal.write { db in
            try db.execute(sql: "DROP TRIGGER entries_stay; DROP TRIGGER entries_last")
            try db.execute(sql: statement)
        }
        let check = try journal.check(key: key.verifier)
        #expect(check.faults.first?.number == entry, "\(check.faults)")
    }

    @Test("whoever rewrites everything, chain and all, is found by the signed heads")
    func forging() throws {
        let folder = try ScratchFolder()
        let (key, forger) = (SigningKey(name: "desk"), SigningKey(name: "desk"))
        let journal = try Self.filled(folder.path("forged.sqlite"), key: forger)
        let faults = try journal.check(key: key.verifier).faults
        #expect(faults.count == 5)
        #expect(faults.allSatisfy { $0.message.contains("is not signed by desk") })
    }

    @Test("entries are neither changed nor deleted by mistake")
    func triggers() throws {
        let folder = try ScratchFolder()
        let journal = try Self.filled(folder.path("j.sqlite"), key: SigningKey(name: "desk"))
        #expect(throws: JournalError.self) {
            try journal.write { try $0.execute(sql: "UPDATE entries SET kind = 'x'") }
        }
        #expect(throws: JournalError.self) { try journal.write { try $0.execute(sql: "DELETE FROM entries") } }
    }

    @Test("a file that is no journal is said to be damaged")
    func noise() throws {
        let folder = try ScratchFolder()
        let path = folder.path("j.sqlite")
        try Data(repeating: 65, count: 8_192).write(to: URL(filePath: path))
        #expect(throws: JournalError.self) { try Journal(path) }
    }

    @Test(
        "times are read as they are written, and nothing else is",
        arguments: ["2026-12-01T02:30:00Z", "2000-02-29T23:59:59Z"])
    func times(_ text: String) {
        #expect(Timestamp(text)?.description == text)
        #expect(Timestamp(text.replacing("Z", with: "")) == nil)
        #expect(Timestamp(text.replacing("T", with: " ")) == nil)
    }

    @Test(
        "a time that is on no clock is none",
        arguments: ["2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-12-01T24:00:00Z"])
    func wrongTimes(_ text: String) { #expect(Timestamp(text) == nil) }
}
