import FoundationEssentials
import GRDB
import Journal
import Scenarios

/// A run with all that proves it, in one file: scenario, data, run, report, the entry that names them, and the proof that this is in
/// a signed history. `twin verify` accepts it on any machine.
package struct EvidencePack: Sendable {
    private static let proofName = "proof.json"
    private static let keyName = "twin.pub"
    private static let objects = "objects/"

    /// What leads from the record to the signed head.
    package struct Proof: Codable, Sendable {
        package static let schema = "market-twin.proof/1"

        package var schema = Proof.schema
        package var number: Int
        package var time: Timestamp
        package var kind: String
        /// As text.
        package var payload: String
        package var previous: ContentHash
        package var size: Int
        package var inclusion: [ContentHash]
        /// A signed note.
        package var head: String

        package var entry: JournalEntry {
            JournalEntry(number: number, time: time, kind: kind, payload: Array(payload.utf8), previous: previous)
        }

        /// What speaks against it; nil where nothing does.
        package func fault(key: VerifierKey) -> String? {
            guard schema == Self.schema else { return "it is of another form than \(Self.schema)" }
            guard let note = SignedNote(parsing: head), let tree = TreeHead(parsing: note.text), tree.size == size
            else {
                return "the head is no signed head of so many entries"
            }
            guard note.written == head else { return "the head is not in its usual form" }
            guard tree.origin == key.name, note.isSigned(by: key) else {
                return "the head is not signed by \(key.name)"
            }
            guard MerkleTree.root(from: entry.leaf, at: number - 1, of: size, by: inclusion) == tree.root else {
                return "the entry is not in the history that was signed"
            }
            return nil
        }
    }

    package var proof: Proof
    package var id: ContentHash
    package var key: VerifierKey
    package var objects: [ContentHash: [UInt8]]

    /// Of a run in a folder, by the newest head that covers it.
    package init(of id: ContentHash, in stored: StoredRuns) throws {
        self.id = id
        let store = stored.store
        key = try Store.verifierKey(store.folder.publicKey)
        proof = try Self.proof(of: id, in: store)
        objects = [:]
        for hash in try stored.needed(by: [id]) { objects[hash] = try store.objects.get(hash) }
    }

    /// What leads from a record to the newest signed head.
    package static func proof(of id: ContentHash, in store: Store) throws -> Proof {
        let found = try store.read { db -> Proof? in
            let number = try Int.fetchOne(db, sql: "SELECT n FROM runs WHERE id = ?", arguments: [id.description])
            guard let number, let entry = try store.journal.entry(number, in: db),
                let note = try store.journal.heads(in: db).last, let signed = SignedNote(parsing: note),
                let head = TreeHead(parsing: signed.text), head.size >= number
            else { return nil }
            let leaves = try store.journal.leaves(in: db)[..<head.size]
            return Proof(
                number: number, time: entry.time, kind: entry.kind,
                payload: String(decoding: entry.payload, as: UTF8.self), previous: entry.previous, size: head.size,
                inclusion: MerkleTree.inclusionProof(of: number - 1, in: leaves), head: note)
        }
        guard let found else { throw StoreError("no signed head covers the run \(id)", .missing) }
        return found
    }

    package var archive: ZipArchive {
        get throws {
            ZipArchive(
                [
                    .init(name: Self.proofName, bytes: try Store.canonical(proof)),
                    .init(name: Self.keyName, bytes: Array((key.written + "\n").utf8)),
                ]
                    + objects.sorted { $0.key < $1.key }.map { hash, bytes in
                        .init(name: Self.objects + hash.description, bytes: bytes)
                    })
        }
    }

    /// Reads a pack, and checks that every object is what its name says and every one that the record names is there.
    ///
    /// - Parameter given: the key that must have signed; the pack's own where nil.
    package init(reading bytes: [UInt8], key given: VerifierKey?) throws {
        let archive = try ZipArchive(reading: bytes)
        var objects: [ContentHash: [UInt8]] = [:]
        var proof: Proof?
        var key: VerifierKey?
        for member in archive.members {
            if member.name == Self.proofName {
                let read = try? JSONDecoder().decode(Proof.self, from: Data(member.bytes))
                proof = try read.flatMap { try Store.canonical($0) == member.bytes ? $0 : nil }
            } else if member.name == Self.keyName {
                key = VerifierKey(String(decoding: member.bytes.filter { $0 != 10 }, as: UTF8.self))
            } else if member.name.hasPrefix(Self.objects),
                let hash = ContentHash(hexadecimal: member.name.dropFirst(Self.objects.count))
            {
                guard ContentHash(of: member.bytes) == hash else {
                    throw StoreError("the pack is damaged: \(member.name) has another SHA-256 than its name", .damaged)
                }
                objects[hash] = member.bytes
            } else {
                throw StoreError("the pack is damaged: “\(member.name)” is no file of a pack", .damaged)
            }
        }
        guard let proof, let key else { throw StoreError("the pack is damaged: it has no proof, or no key", .damaged) }
        if let given, given != key {
            throw StoreError("the pack is signed by another key than the one given", .damaged)
        }
        if let fault = proof.fault(key: key) { throw StoreError("the pack proves nothing: \(fault)", .damaged) }
        guard let fact = try? JSONDecoder().decode(RunFact.self, from: Data(proof.payload.utf8)) else {
            throw StoreError("the pack's entry names no run", .damaged)
        }
        (self.proof, self.key, self.objects, id) = (proof, key, objects, fact.record)
    }

    /// Makes a folder of the pack's objects, for what reads them from there.
    package func layOut(in folder: String) throws -> ObjectStore {
        let store = ObjectStore(folder + "/objects")
        for bytes in objects.values { try store.put(bytes) }
        return store
    }
}
