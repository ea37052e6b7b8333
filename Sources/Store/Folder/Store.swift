import FoundationEssentials
import GRDB
import Journal

/// The record of a twin: objects by their content, a journal of facts, and the catalogue of runs that follows from both.
package final class Store: Sendable {
    package let folder: TwinFolder
    package let objects: ObjectStore
    package let journal: Journal
    /// Shared by all who write; nil for a reader.
    private let writing: FolderLock?
    private let clock: @Sendable () -> Timestamp

    /// Opens a twin's folder.
    ///
    /// - Parameters:
    ///   - isReadOnly: whether nothing will be written.
    ///   - clock: tells the time; entries' times rise whatever it says.
    package init(
        _ folder: TwinFolder, isReadOnly: Bool = false, clock: @escaping @Sendable () -> Timestamp = { .now }
    ) throws {
        try folder.check()
        self.folder = folder
        self.clock = clock
        objects = ObjectStore(folder.objects)
        if isReadOnly {
            writing = nil
        } else {
            writing = try FolderLock(folder.writers, isShared: true)
            DurableFile.remove(folder.seal)
        }
        do {
            journal = try Journal(folder.journal, isReadOnly: isReadOnly, migrations: Catalogue.migrations)
        } catch { throw StoreError(error) }
        // A file that lost its beginning would be taken for a new history.
        let first = try read { db in try journal.entry(1, in: db)?.kind }
        guard first == Self.beginning else {
            throw StoreError(
                "\(folder.journal) is damaged: it does not begin as a twin's journal does; restore it, or make another folder",
                .damaged)
        }
    }

    private static let beginning = "init"

    /// Makes the folder of a twin, with a journal and a key, and nothing in it.
    ///
    /// - Parameter settings: the text of `twin.yaml`.
    package static func create(_ folder: TwinFolder, settings: String) throws {
        try folder.checkIsFree()
        for path in [folder.path, folder.scenarios, folder.objects, folder.snapshots] {
            try DurableFile.makeFolder(path)
        }
        try DurableFile.makeFolder(folder.keys, mode: 0o700)
        let key = SigningKey(name: folder.name)
        try DurableFile.write(Array((key.written + "\n").utf8), to: folder.privateKey, mode: 0o600)
        try DurableFile.write(Array((key.verifier.written + "\n").utf8), to: folder.publicKey)
        try DurableFile.write(Array(settings.utf8), to: folder.settings)
        do {
            let journal = try Journal(folder.journal, migrations: Catalogue.migrations)
            _ = try journal.write { db in
                try journal.append(beginning, Array(#"{"key":"\#(key.verifier.written)"}"#.utf8), in: db)
            }
        } catch let error as JournalError { throw StoreError(error) }
    }

    // MARK: - Keys

    /// - Throws: where the folder has no key that can be read.
    package func signingKey() throws -> SigningKey {
        let text = String(decoding: try DurableFile.read(folder.privateKey), as: UTF8.self)
        guard let key = SigningKey(text.filter { $0 != "\n" }) else {
            throw StoreError("\(folder.privateKey) is damaged: it is no key", .damaged)
        }
        return key
    }

    package static func verifierKey(_ path: String) throws -> VerifierKey {
        let text = String(decoding: try DurableFile.read(path), as: UTF8.self)
        guard let key = VerifierKey(String(text.filter { $0 != "\n" })) else {
            throw StoreError("\(path) is damaged: it is no public key", .damaged)
        }
        return key
    }

    // MARK: - Facts

    package var now: Timestamp { clock() }

    /// Adds facts, and what the catalogue makes of them, and signs the journal: all of it, or nothing.
    ///
    /// - Parameter work: appends; what it returns is returned when all is on the disk.
    package func commit<Result>(isSigned: Bool = true, _ work: (Database) throws -> Result) throws -> Result {
        let key = isSigned ? try signingKey() : nil
        do {
            FailPoint.catalogueBegun.reach()
            let result = try journal.write { db in
                let result = try work(db)
                if let key { _ = try journal.sign(with: key, now: clock(), in: db) }
                FailPoint.catalogueWritten.reach()
                return result
            }
            FailPoint.catalogueCommitted.reach()
            return result
        } catch let error as JournalError { throw StoreError(error) }
    }

    /// Adds a fact within a commit.
    @discardableResult
    package func append(_ kind: String, _ payload: some Encodable, in db: Database) throws -> JournalEntry {
        try journal.append(kind, Self.canonical(payload), now: clock(), in: db)
    }

    package func read<Result>(_ work: (Database) throws -> Result) throws -> Result {
        do { return try journal.read(work) } catch let error as JournalError { throw StoreError(error) }
    }

    /// One JSON object with its keys in order, the same bytes for the same value.
    package static func canonical(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    /// Keeps everybody else from writing until the store is closed.
    ///
    /// - Throws: where another process writes.
    package func becomeSole() throws(StoreError) {
        guard writing?.becomeSole() == true else {
            throw StoreError("another process writes to \(folder.path)", .occupied)
        }
    }

    /// Ends the work: where nobody else writes, the journal's file is sealed as it is.
    package func close() throws {
        guard let writing else { return }
        defer { writing.release() }
        try journal.database.close()
        guard writing.becomeSole() else { return }
        let seal = JournalSeal(of: try DurableFile.read(folder.journal))
        try DurableFile.write(try seal.written, to: folder.seal)
        FailPoint.sealed.reach()
    }
}
