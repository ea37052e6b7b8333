import FoundationEssentials
import GRDB

/// Facts in the order in which they became known, each durable before it is acknowledged, none ever changed.
///
/// A file of SQLite. Every entry holds the hash of the one before; heads of the tree over all of them are signed. The journal knows
/// nothing of risk: what an entry says is bytes to it. Other tables of the same file change in the same transaction.
///
/// SQLite keeps a rollback journal here, not a write-ahead log: whoever reads needs no right to write, and after a commit one
/// file holds everything. `synchronous` is EXTRA: a commit is on the disk, names of files included, before it returns.
package final class Journal: Sendable {
    package let database: DatabaseQueue
    package let path: String
    /// Of further tables.
    let migrations: [Migration]

    /// Opens a journal, and makes its tables where it has none.
    ///
    /// - Parameters:
    ///   - isReadOnly: where nothing will be written; the file must be there.
    ///   - migrations: of further tables, in their order; each is done once.
    package init(_ path: String, isReadOnly: Bool = false, migrations: [Migration] = []) throws(JournalError) {
        self.path = path
        self.migrations = migrations
        do {
            var configuration = Configuration()
            configuration.readonly = isReadOnly
            configuration.busyMode = .timeout(10)
            configuration.label = "journal"
            configuration.prepareDatabase { db in
                try db.execute(
                    sql: "PRAGMA synchronous = EXTRA; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
            }
            database = try DatabaseQueue(path: path, configuration: configuration)
            if !isReadOnly { try Self.migrator(migrations).migrate(database) }
        } catch { throw JournalError(error, path: path) }
    }

    /// A numbered change of the tables.
    package struct Migration: Sendable {
        package var name: String
        package var sql: String

        package init(_ name: String, _ sql: String) {
            self.name = name
            self.sql = sql
        }
    }

    static func migrator(_ further: [Migration]) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for migration in [tables] + further {
            migrator.registerMigration(migration.name) { db in try db.execute(sql: migration.sql) }
        }
        return migrator
    }

    private static let tables = Migration(
        "journal/1",
        """
        CREATE TABLE entries (
            n INTEGER PRIMARY KEY CHECK (n > 0), time TEXT NOT NULL, kind TEXT NOT NULL, payload BLOB NOT NULL,
            previous BLOB NOT NULL CHECK (length(previous) = 32), hash BLOB NOT NULL CHECK (length(hash) = 32),
            leaf BLOB NOT NULL CHECK (length(leaf) = 32)
        ) STRICT;
        CREATE TABLE heads (size INTEGER NOT NULL, note TEXT NOT NULL PRIMARY KEY) STRICT;
        CREATE TRIGGER entries_stay BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
        CREATE TRIGGER entries_last BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
        """)

    // MARK: - Writing

    /// Does some work in one transaction: all of it is on the disk when this returns, or none.
    package func write<Result>(_ work: (Database) throws -> Result) throws -> Result {
        do { return try database.write(work) } catch let error as DatabaseError {
            throw JournalError(error, path: path)
        }
    }

    package func read<Result>(_ work: (Database) throws -> Result) throws -> Result {
        do { return try database.read(work) } catch let error as DatabaseError { throw JournalError(error, path: path) }
    }

    /// Adds an entry within a transaction.
    ///
    /// - Parameter now: what the clock says; an entry's time is never before that of the last.
    @discardableResult
    package func append(
        _ kind: String, _ payload: [UInt8], now: Timestamp = .now, in db: Database
    ) throws -> JournalEntry {
        let last = try Row.fetchOne(db, sql: "SELECT n, time, hash FROM entries ORDER BY n DESC LIMIT 1")
        let lastTime = try last.flatMap { Timestamp(try $0.needed("time") as String) }
        let entry = JournalEntry(
            number: (try last?.needed("n") ?? 0) + 1, time: max(now, lastTime ?? now), kind: kind, payload: payload,
            previous: try last.flatMap { ContentHash(bytes: Array(try $0.needed("hash") as Data)) }
                ?? JournalEntry.origin)
        try db.execute(
            sql: "INSERT INTO entries (n, time, kind, payload, previous, hash, leaf) VALUES (?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                entry.number, entry.time.description, kind, Data(payload), Data(entry.previous.bytes),
                Data(entry.hash.bytes), Data(entry.leaf.bytes),
            ])
        return entry
    }

    /// Signs what there is, within a transaction.
    package func sign(with key: SigningKey, now: Timestamp = .now, in db: Database) throws -> SignedNote {
        let leaves = try leaves(in: db)
        let last = try String.fetchOne(db, sql: "SELECT time FROM entries ORDER BY n DESC LIMIT 1").flatMap {
            Timestamp($0)
        }
        let head = TreeHead(
            origin: key.verifier.name, size: leaves.count, root: MerkleTree.root(leaves), time: max(now, last ?? now))
        let note = try SignedNote(head.text, signedBy: key)
        try db.execute(
            sql: "INSERT OR REPLACE INTO heads (size, note) VALUES (?, ?)", arguments: [head.size, note.written])
        return note
    }

    // MARK: - Reading

    /// Entries in their order.
    ///
    /// - Parameter kind: of this sort alone.
    package func entries(kind: String? = nil, in db: Database) throws -> [JournalEntry] {
        let rows =
            try kind.map {
                try Row.fetchCursor(db, sql: "SELECT * FROM entries WHERE kind = ? ORDER BY n", arguments: [$0])
            } ?? Row.fetchCursor(db, sql: "SELECT * FROM entries ORDER BY n")
        var entries: [JournalEntry] = []
        while let row = try rows.next() { entries.append(try Self.entry(row)) }
        return entries
    }

    /// The entry of a number; nil where there is none.
    package func entry(_ number: Int, in db: Database) throws -> JournalEntry? {
        try Row.fetchOne(db, sql: "SELECT * FROM entries WHERE n = ?", arguments: [number]).map { try Self.entry($0) }
    }

    /// The leaves of the tree, in the order of the entries.
    package func leaves(in db: Database) throws -> [ContentHash] {
        try Data.fetchAll(db, sql: "SELECT leaf FROM entries ORDER BY n").compactMap { ContentHash(bytes: Array($0)) }
    }

    /// The signed heads, the oldest first.
    package func heads(in db: Database) throws -> [String] {
        try String.fetchAll(db, sql: "SELECT note FROM heads ORDER BY size, rowid")
    }

    static func entry(_ row: Row) throws(JournalError) -> JournalEntry {
        let (time, payload, previous): (String, Data, Data) = (
            try row.needed("time"), try row.needed("payload"), try row.needed("previous")
        )
        guard let time = Timestamp(time), let previous = ContentHash(bytes: Array(previous)) else {
            throw JournalError("an entry of the journal is damaged: it is no entry", nature: .damaged)
        }
        return JournalEntry(
            number: try row.needed("n"), time: time, kind: try row.needed("kind"), payload: Array(payload),
            previous: previous)
    }
}
