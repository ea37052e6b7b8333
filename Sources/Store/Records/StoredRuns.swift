import FoundationEssentials
import GRDB
import Journal
import Measures
import Scenarios

/// What can be done with the runs of a folder.
package struct StoredRuns: Sendable {
    package let store: Store
    private let measures: [any RiskMeasure.Type]

    /// - Parameter catalog: by whose measures figures explain themselves.
    package init(_ store: Store, catalog: Catalog) {
        self.store = store
        measures = catalog.kinds.measures.members
    }

    /// - Throws: where the object is no record.
    package func record(_ id: ContentHash) throws -> RunRecord {
        let decoder = JSONDecoder()
        decoder.userInfo[.measures] = measures
        let bytes = try store.objects.get(id)
        do { return try decoder.decode(RunRecord.self, from: Data(bytes)) } catch is DecodingError {
            throw StoreError("the object \(id) is no record of a run", .damaged)
        }
    }

    /// The run whose id begins as given; `latest` is the newest.
    ///
    /// - Throws: where there is none, or more than one.
    package func id(_ beginning: String) throws -> ContentHash {
        let found = try store.read { db in
            if beginning == "latest" {
                return try String.fetchAll(db, sql: "SELECT id FROM runs ORDER BY n DESC LIMIT 1")
            }
            guard !beginning.isEmpty, beginning.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) else {
                return []
            }
            return try String.fetchAll(
                db, sql: "SELECT id FROM runs WHERE id >= ? AND id < ? LIMIT 2",
                arguments: [beginning, beginning + "g"])
        }
        guard let first = found.first, let id = ContentHash(hexadecimal: first) else {
            throw StoreError("no run has the id \(beginning); “twin runs \(store.folder.path)” lists them", .missing)
        }
        guard found.count == 1 else { throw StoreError("several runs have ids that begin with \(beginning)", .usage) }
        return id
    }

    /// The files of a run, laid out as they were, below a folder.
    ///
    /// - Returns: the path of the scenario.
    package func layOut(_ record: RunRecord, in folder: String) throws -> String {
        for file in record.inputs {
            try DurableFile.lay(try store.objects.get(file.object), at: file.name, in: folder)
        }
        guard let scenario = record.inputs.first else { throw StoreError("the record names no scenario", .damaged) }
        return folder + "/" + scenario.name
    }

    // MARK: - The catalogue

    /// Makes the catalogue again of what the journal and the objects say.
    ///
    /// - Returns: how many runs it has.
    package func rebuild() throws -> Int {
        try store.commit(isSigned: false) { db in
            try Catalogue.clear(db)
            let gone = try Removals(in: db, of: store.journal)
            var count = 0
            for entry in try store.journal.entries(in: db) {
                switch entry.kind {
                case "run":
                    let fact = try JSONDecoder().decode(RunFact.self, from: Data(entry.payload))
                    if gone.runs.contains(fact.record) { continue }
                    try Catalogue.insert(try record(fact.record), id: fact.record, number: entry.number, in: db)
                    count += 1
                case StepFact.kind:
                    let fact = try JSONDecoder().decode(StepFact.self, from: Data(entry.payload))
                    if gone.contains(step: fact.key, of: entry.number) { continue }
                    try fact.insert(number: entry.number, in: db)
                case OutcomeFact.kind:
                    let fact = try JSONDecoder().decode(OutcomeFact.self, from: Data(entry.payload))
                    try fact.insert(number: entry.number, in: db)
                default: break
                }
            }
            return count
        }
    }
}
