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
            let gone = try pruned(in: db)
            var count = 0
            for entry in try store.journal.entries(in: db) {
                switch entry.kind {
                case "run":
                    let fact = try JSONDecoder().decode(RunFact.self, from: Data(entry.payload))
                    if gone.contains(fact.record) { continue }
                    try Catalogue.insert(try record(fact.record), id: fact.record, number: entry.number, in: db)
                    count += 1
                case StepFact.kind:
                    let fact = try JSONDecoder().decode(StepFact.self, from: Data(entry.payload))
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

    /// Runs that were removed by rule, or rather their records.
    package func pruned(in db: Database) throws -> Set<ContentHash> {
        Set(
            try store.journal.entries(kind: PruneFact.kind, in: db).flatMap {
                try JSONDecoder().decode(PruneFact.self, from: Data($0.payload)).records
            })
    }

    // MARK: - Pruning

    /// What a removal took away.
    package struct Pruned: Sendable {
        package var runs: [RunRow]
        package var objects: Int
        package var bytes: Int
    }

    /// Removes the runs that satisfy a query, and every object that no other run needs. The journal keeps that they were there,
    /// and that they were removed.
    ///
    /// - Parameters:
    ///   - keeping: how many of the newest of each scenario stay.
    ///   - isTrial: whether to say only what would go.
    package func prune(_ query: RunQuery, keeping kept: Int, isTrial: Bool) throws -> Pruned {
        var counts: [String: Int] = [:]
        let rows = try store.read { try query.rows(in: $0) }.filter { row in
            counts[row.scenario, default: 0] += 1
            return counts[row.scenario, default: 0] > kept
        }
        let going = Set(rows.compactMap { ContentHash(hexadecimal: $0.id) })
        let staying = try store.read { db in
            try String.fetchAll(db, sql: "SELECT id FROM runs").compactMap { ContentHash(hexadecimal: $0) }
        }.filter { !going.contains($0) }
        let kept = try needed(by: staying).union(try steps())
        let objects = try needed(by: Array(going)).subtracting(kept)
        let bytes = objects.reduce(0) { $0 + DurableFile.size(store.objects.path(of: $1)) }
        guard !isTrial, !going.isEmpty else { return Pruned(runs: rows, objects: objects.count, bytes: bytes) }
        try store.commit { db in
            try store.append(PruneFact.kind, PruneFact(records: going.sorted()), in: db)
            for row in rows { try db.execute(sql: "DELETE FROM runs WHERE n = ?", arguments: [row.number]) }
        }
        // After the commit: an object too many does no harm, one too few would.
        for object in objects { DurableFile.remove(store.objects.path(of: object)) }
        return Pruned(runs: rows, objects: objects.count, bytes: bytes)
    }

    /// Every object that some runs consist of.
    package func needed(by ids: [ContentHash]) throws -> Set<ContentHash> {
        var needed = Set(ids)
        for id in ids {
            let record = try record(id)
            needed.formUnion(record.run.all)
            needed.formUnion((record.inputs + record.outputs).map(\.object))
        }
        return needed
    }

    /// Objects that steps of nights left.
    package func steps() throws -> Set<ContentHash> {
        try store.read { db in
            Set(
                try store.journal.entries(kind: StepFact.kind, in: db).flatMap {
                    try JSONDecoder().decode(StepFact.self, from: Data($0.payload)).outcome.files.map(\.object)
                })
        }
    }
}

/// Runs were removed by rule.
package struct PruneFact: Codable, Sendable {
    package static let kind = "prune"
    package var records: [ContentHash]
}
