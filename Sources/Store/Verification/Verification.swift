import FoundationEssentials
import GRDB
import Journal
import Market
import Measures
import Parallelism
import Scenarios
import Simulation
import StudyKit

/// Whether a twin's folder is what was written: every byte hashed again, the chain and the signed heads followed, the catalogue
/// held against the records, and some stretches of stored runs computed again.
package struct Verification: Sendable, Encodable {
    /// Something that is not what it was.
    package struct Fault: Sendable, Equatable, Encodable {
        /// The file, with the place in it where that is known: `journal.sqlite, byte 4096`.
        package var place: String
        package var message: String
    }

    /// What was verified: a folder, a pack, a report.
    package var place: String
    package var entries = 0
    package var heads = 0
    package var objects = 0
    package var bytes = 0
    package var runs = 0
    /// Stretches of paths that were computed again.
    package var recomputed = 0
    package var isSealed = true
    package var notes: [String] = []
    /// The first wrong byte first.
    package var faults: [Fault] = []

    /// How much is computed again.
    package enum Sample: Sendable {
        case stretches(Int)
        case all
    }

    /// - Parameters:
    ///   - sample: stretches of stored runs.
    ///   - head: a signed head that was kept elsewhere.
    ///   - key: by whom heads must be signed; the folder's own where nil.
    ///   - ids: runs to compute again; all where empty.
    package init(
        of folder: TwinFolder, sample: Sample = .stretches(20), head: String? = nil, key given: VerifierKey? = nil,
        runs ids: [String] = [], in workshop: Workshop
    ) throws {
        try folder.check()
        place = folder.path
        let key = try given ?? Store.verifierKey(folder.publicKey)
        if let given, let own = try? Store.verifierKey(folder.publicKey), own != given {
            faults.append(Fault(place: folder.publicKey, message: "the folder's key is not the one given"))
        }
        try checkSeal(folder)
        let store: Store
        do { store = try Store(folder, isReadOnly: true) } catch let error as StoreError where error.nature == .damaged
        {
            faults.append(Fault(place: folder.journal, message: error.description))
            return
        }
        let structure = store.journal.structureFaults()
        guard structure.isEmpty else {
            faults += structure.map { Fault(place: folder.journal, message: $0.message) }
            checkObjects(store)
            return
        }
        let check: Journal.Check
        do { check = try store.journal.check(key: key) } catch let error as JournalError where error.nature == .damaged
        {
            faults.append(Fault(place: folder.journal, message: error.description))
            return
        }
        (entries, heads) = (check.entries.count, check.heads.count)
        faults += check.faults.map { fault in
            Fault(place: folder.journal + (fault.number.map { ", entry \($0)" } ?? ""), message: fault.message)
        }
        if let head { try checkHead(head, check, key) }
        try checkPrivateKey(store, key)
        checkObjects(store)
        do { try checkCatalogue(store, check, workshop.catalog) } catch {
            faults.append(Fault(place: folder.journal, message: "the catalogue cannot be made again: \(error)"))
        }
        guard faults.isEmpty else { return }
        try recompute(sample, store, ids, workshop)
    }

    package var isRight: Bool { faults.isEmpty }

    // MARK: - Bytes

    private mutating func checkSeal(_ folder: TwinFolder) throws {
        guard DurableFile.exists(folder.seal) else {
            isSealed = false
            notes.append(
                "The journal is not sealed: a process that wrote to it was killed, or writes now. Chain and heads hold its facts"
                    + " together; “twin runs \(folder.path) rebuild” seals it.")
            return
        }
        do {
            let seal = try JournalSeal(reading: folder.seal)
            if let place = seal.firstFault(in: try DurableFile.read(folder.journal)) {
                faults.append(
                    Fault(
                        place: "\(folder.journal), byte \(place) or one of the \(JournalSeal.blockLength) from there",
                        message: "the bytes are not those that were sealed"))
            }
        } catch {
            faults.append(Fault(place: folder.seal, message: "it is no seal as one is written"))
        }
    }

    private mutating func checkHead(_ text: String, _ check: Journal.Check, _ key: VerifierKey) throws {
        guard let note = SignedNote(parsing: text), let head = TreeHead(parsing: note.text) else {
            throw StoreError("--head: it is no signed head: a text, an empty line, a signature", .damaged)
        }
        faults += check.faults(of: head, note, name: "the head that was kept", key: key).map { fault in
            Fault(place: "journal" + (fault.number.map { ", entry \($0)" } ?? ""), message: fault.message)
        }
    }

    private mutating func checkPrivateKey(_ store: Store, _ key: VerifierKey) throws {
        guard DurableFile.exists(store.folder.privateKey) else { return }  // As in a pack, which never has it.
        do {
            let own = try store.signingKey()
            let text = try DurableFile.read(store.folder.privateKey)
            if own.verifier != key || Array((own.written + "\n").utf8) != text {
                faults.append(Fault(place: store.folder.privateKey, message: "it does not belong to the public key"))
            }
        } catch let error as StoreError {
            if error.nature == .damaged {
                faults.append(Fault(place: store.folder.privateKey, message: error.description))
            } else {
                notes.append("The private key cannot be read by this user, and was not checked.")
            }
        }
    }

    private mutating func checkObjects(_ store: Store) {
        let (objects, others) = store.objects.all()
        for hash in objects {
            let path = store.objects.path(of: hash)
            do {
                bytes += try store.objects.get(hash).count
            } catch { faults.append(Fault(place: path, message: error.description)) }
        }
        self.objects = objects.count
        let left = others.filter { !$0.hasSuffix(".twin-part") }
        for path in left { faults.append(Fault(place: path, message: "it is no object: its name is no SHA-256")) }
        if left.count < others.count {
            notes.append("\(others.count - left.count) files of killed processes lie among the objects.")
        }
    }

    // MARK: - The catalogue

    /// Holds every row against the record that it is made of, and every object that a record names against what is there.
    private mutating func checkCatalogue(_ store: Store, _ check: Journal.Check, _ catalog: Catalog) throws {
        let stored = StoredRuns(store, catalog: catalog)
        let (gone, rows) = try store.read { db in
            (try Removals(in: db, of: store.journal), try String.fetchAll(db, sql: "SELECT id FROM runs ORDER BY n"))
        }
        var expected: [String] = []
        var named: [(place: String, hash: ContentHash)] = []
        let fresh = try DatabaseQueue()
        var migrator = DatabaseMigrator()
        for migration in Catalogue.migrations {
            migrator.registerMigration(migration.name) { db in try db.execute(sql: migration.sql) }
        }
        try migrator.migrate(fresh)
        for entry in check.entries {
            switch entry.kind {
            case "run":
                let fact = try JSONDecoder().decode(RunFact.self, from: Data(entry.payload))
                if gone.runs.contains(fact.record) { continue }
                expected.append(fact.record.description)
                guard let record = try? stored.record(fact.record) else {
                    faults.append(
                        Fault(
                            place: store.objects.path(of: fact.record),
                            message: "the record of entry \(entry.number) is missing"))
                    continue
                }
                try fresh.write { try Catalogue.insert(record, id: fact.record, number: entry.number, in: $0) }
                let objects = record.run.all + (record.inputs + record.outputs).map(\.object)
                named += objects.map { ("entry \(entry.number)", $0) }
            case StepFact.kind:
                let fact = try JSONDecoder().decode(StepFact.self, from: Data(entry.payload))
                if gone.contains(step: fact.key, of: entry.number) { continue }
                try fresh.write { try fact.insert(number: entry.number, in: $0) }
                named += fact.outcome.files.map { ("entry \(entry.number)", $0.object) }
            case OutcomeFact.kind:
                let fact = try JSONDecoder().decode(OutcomeFact.self, from: Data(entry.payload))
                try fresh.write { try fact.insert(number: entry.number, in: $0) }
            default: break
            }
        }
        runs = expected.count
        for (place, hash) in named where !store.objects.contains(hash) {
            let path = store.objects.path(of: hash)
            if !faults.contains(where: { $0.place == path }) {
                faults.append(Fault(place: path, message: "it is missing, and \(place) of the journal names it"))
            }
        }
        if rows != expected {
            faults.append(
                Fault(place: store.folder.journal, message: "the catalogue lists other runs than the journal"))
        }
        for table in ["runs", "results", "figures", "files", "steps", "outcomes"] {
            let sql =
                "SELECT * FROM \(table) ORDER BY "
                + (["steps": "key", "runs": "n", "results": "run"][table] ?? "run, 2, 3")
            let own = try store.read { try Row.fetchAll($0, sql: sql) }
            let again = try fresh.read { try Row.fetchAll($0, sql: sql) }
            if own != again {
                let number = zip(own, again).first { $0 != $1 }.flatMap {
                    ["results", "figures", "files"].contains(table) ? $0.0["run"] as Int? : $0.0["n"]
                }
                faults.append(
                    Fault(
                        place: store.folder.journal + (number.map { ", run of entry \($0)" } ?? ""),
                        message:
                            "the catalogue's \(table) are not those of the records; “twin runs … rebuild” makes them again"
                    ))
            }
        }
    }
}
