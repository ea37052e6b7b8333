import FoundationEssentials
import Journal

/// What stands beside a report and proves where it is from: the record of its run, and the way from there to a signed head. With
/// the public key nothing else is needed.
package struct Provenance: Codable, Sendable {
    package static let fileName = "provenance.json"
    package static let schema = "market-twin.provenance/1"

    package var schema = Provenance.schema
    /// As it is stored: its SHA-256 is the run's id.
    package var record: String
    package var proof: EvidencePack.Proof
    /// The public key, for who has it from nowhere else: it proves only that nothing changed since.
    package var key: String

    /// Of a run in a folder, by the newest head that covers it.
    package init(of id: ContentHash, in store: Store) throws {
        record = String(decoding: try store.objects.get(id), as: UTF8.self)
        proof = try EvidencePack.proof(of: id, in: store)
        key = try Store.verifierKey(store.folder.publicKey).written
    }

    package var written: [UInt8] { get throws { try Store.canonical(self) } }

    /// Reads one.
    package init(reading path: String) throws {
        let bytes = try DurableFile.read(path)
        guard let read = try? JSONDecoder().decode(Provenance.self, from: Data(bytes)), read.schema == Self.schema,
            try read.written == bytes
        else {
            throw StoreError("\(path) is damaged: it is no provenance as one is written", .damaged)
        }
        self = read
    }

    /// What was checked of a report.
    package struct Check: Sendable {
        package var id: ContentHash
        package var key: VerifierKey
        /// Files of the report that are as they were recorded.
        package var files: [String]
        package var faults: [String]
    }

    /// Holds the files of a report against the record, the record against the journal's entry, and that against the signed head.
    ///
    /// - Parameters:
    ///   - folder: of the report.
    ///   - given: the key that must have signed; its own where nil.
    package func check(_ folder: String, key given: VerifierKey?) throws -> Check {
        guard let own = VerifierKey(key) else { throw StoreError("the provenance names no public key", .damaged) }
        var check = Check(id: ContentHash(of: record), key: given ?? own, files: [], faults: [])
        if let given, given != own { check.faults.append("it is signed by another key than the one given") }
        if let fault = proof.fault(key: check.key) { check.faults.append(fault) }
        let fact = try? JSONDecoder().decode(RunFact.self, from: Data(proof.payload.utf8))
        if fact?.record != check.id {
            check.faults.append("the entry of the journal names another run than this record")
        }
        struct Outputs: Decodable { var outputs: [RunRecord.File] }
        guard let outputs = try? JSONDecoder().decode(Outputs.self, from: Data(record.utf8)).outputs else {
            throw StoreError("the provenance holds no record of a run", .damaged)
        }
        for file in outputs {
            let path = folder + "/" + file.name
            guard DurableFile.exists(path) else { continue }
            if ContentHash(of: try DurableFile.read(path)) == file.object {
                check.files.append(file.name)
            } else {
                check.faults.append("\(file.name) is not as it was recorded")
            }
        }
        if check.files.isEmpty, check.faults.isEmpty { check.faults.append("no file of the report is there") }
        return check
    }
}
