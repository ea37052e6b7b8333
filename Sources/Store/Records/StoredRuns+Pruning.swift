import FoundationEssentials
import GRDB
import Journal

/// Runs were removed by rule, and the steps of nights of which none is left.
package struct PruneFact: Codable, Sendable {
    package static let kind = "prune"

    package var records: [ContentHash]
    /// By their keys.
    package var steps: [ContentHash]
}

/// What was removed by rule so far.
package struct Removals: Sendable {
    package private(set) var runs: Set<ContentHash> = []
    /// The number of the entry that removed them: one that is done again later is there again.
    private var steps: [ContentHash: Int] = [:]

    package init(in db: Database, of journal: Journal) throws {
        for entry in try journal.entries(kind: PruneFact.kind, in: db) {
            let fact = try JSONDecoder().decode(PruneFact.self, from: Data(entry.payload))
            runs.formUnion(fact.records)
            for key in fact.steps { steps[key] = entry.number }
        }
    }

    /// - Parameter number: of the entry that says it was done.
    package func contains(step key: ContentHash, of number: Int) -> Bool { steps[key].map { number < $0 } ?? false }
}

extension StoredRuns {
    /// What a removal took away.
    package struct Pruned: Sendable {
        package var runs: [RunRow]
        package var objects: Int
        package var bytes: Int
    }

    /// Removes the runs that satisfy a query, the steps of nights of which no run is left, and every object that nothing else needs.
    /// The journal keeps that they were there, and that they were removed.
    ///
    /// - Parameters:
    ///   - kept: how many of the newest of each scenario stay.
    ///   - isTrial: whether to say only what would go.
    /// - Throws: where another process writes to the folder: it might count on an object that would go.
    package func prune(_ query: RunQuery, keeping kept: Int, isTrial: Bool) throws -> Pruned {
        if !isTrial { try store.becomeSole() }
        var counts: [String: Int] = [:]
        let rows = try store.read { try query.rows(in: $0) }.filter { row in
            counts[row.scenario, default: 0] += 1
            return counts[row.scenario, default: 0] > kept
        }
        let going = Set(rows.compactMap { ContentHash(hexadecimal: $0.id) })
        let numbers = Set(rows.map(\.number))
        let (staying, steps) = try store.read { db in
            (try RunQuery().rows(in: db).filter { !numbers.contains($0.number) }, try Self.steps(in: db))
        }
        let nights = Set(rows.compactMap(\.night)).subtracting(staying.compactMap(\.night))
        let goingSteps = steps.filter { nights.contains($0.night) }
        let needed = try needed(by: staying.compactMap { ContentHash(hexadecimal: $0.id) }).union(
            steps.filter { !nights.contains($0.night) }.flatMap(\.objects))
        let objects = try self.needed(by: Array(going)).union(goingSteps.flatMap(\.objects)).subtracting(needed).filter
        {
            store.objects.contains($0)
        }
        let bytes = objects.reduce(0) { $0 + DurableFile.size(store.objects.path(of: $1)) }
        let pruned = Pruned(runs: rows, objects: objects.count, bytes: bytes)
        guard !isTrial, !going.isEmpty else { return pruned }
        try store.commit { db in
            try store.append(
                PruneFact.kind, PruneFact(records: going.sorted(), steps: goingSteps.map(\.key).sorted()), in: db)
            for row in rows { try db.execute(sql: "DELETE FROM runs WHERE n = ?", arguments: [row.number]) }
            for step in goingSteps {
                try db.execute(sql: "DELETE FROM steps WHERE key = ?", arguments: [step.key.description])
            }
        }
        // After the commit: an object too many does no harm, one too few would.
        for object in objects { DurableFile.remove(store.objects.path(of: object)) }
        return pruned
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

    /// Steps of nights, and the objects that they left.
    private static func steps(in db: Database) throws -> [(key: ContentHash, night: String, objects: [ContentHash])] {
        try Row.fetchAll(db, sql: "SELECT key, night, outcome FROM steps").compactMap { row in
            guard let key = ContentHash(hexadecimal: try row.needed("key") as String) else { return nil }
            let outcome = try JSONDecoder().decode(
                StepFact.Outcome.self, from: Data((try row.needed("outcome") as String).utf8))
            return (key, try row.needed("night"), outcome.files.map(\.object))
        }
    }
}
