import FoundationEssentials
import GRDB
import Journal
import Market
import Measures
import Parallelism
import Risk
import Scenarios
import Simulation
import StudyKit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Keeps a run that was made: its files and parts as objects, a fact in the journal, a row in the catalogue.
package struct RunRecorder: Sendable {
    package let store: Store
    /// Blocks of paths hashed at a time.
    package let workers: Int

    package init(_ store: Store, workers: Int) {
        self.store = store
        self.workers = workers
    }

    /// What is told of a run beside its evidence.
    package struct Circumstances: Sendable {
        package var scenario: String
        package var changes: [String]
        package var night: String?
        package var exitCode: Int
        /// When reading its files began.
        package var began: Timestamp

        package init(
            scenario: String, changes: [String] = [], night: String? = nil, exitCode: Int = 0, began: Timestamp
        ) {
            self.scenario = scenario
            self.changes = changes
            self.night = night
            self.exitCode = exitCode
            self.began = began
        }
    }

    /// Keeps a run.
    ///
    /// - Parameter outputs: files of the report, by name.
    /// - Returns: the id of the record, and the record.
    package func record(
        _ evidence: RiskEvidence, _ circumstances: Circumstances, outputs: [(name: String, bytes: [UInt8])]
    ) throws -> (id: ContentHash, record: RunRecord) {
        let (id, record) = try prepare(evidence, circumstances, outputs: outputs)
        try store.commit { db in try insert(record, id: id, in: db) }
        return (id, record)
    }

    /// Makes the run known, within a commit.
    package func insert(_ record: RunRecord, id: ContentHash, in db: Database) throws {
        // The same record twice, made within a second, is one.
        let isKnown = try Int.fetchOne(db, sql: "SELECT 1 FROM runs WHERE id = ?", arguments: [id.description]) != nil
        if isKnown { return }
        let entry = try store.append("run", RunFact(record: id), in: db)
        try Catalogue.insert(record, id: id, number: entry.number, in: db)
    }

    /// Writes everything that a run consists of as objects, which nobody knows of yet.
    package func prepare(
        _ evidence: RiskEvidence, _ circumstances: Circumstances, outputs: [(name: String, bytes: [UInt8])]
    ) throws -> (id: ContentHash, record: RunRecord) {
        let (report, resolved) = (evidence.report, evidence.resolved)
        let inputs = try inputs(resolved.files, since: circumstances.began)
        let record = RunRecord(
            recorded: store.now, who: Self.who, host: ProcessInfo.processInfo.hostName, night: circumstances.night,
            scenario: circumstances.scenario, title: report.run.title, changes: circumstances.changes,
            asOf: report.run.asOf, identity: resolved.run.identity.header, finding: report.finding,
            engine: report.engine, kernels: Machine.kernels, exitCode: circumstances.exitCode, timings: report.timings,
            portfolio: report.portfolio, paths: report.run.paths, horizonDays: report.run.horizonDays,
            figures: report.figures, limits: report.limits, dataIssues: report.dataIssues, inputs: inputs,
            run: try StoredRunParts(resolved.run.run, in: store.objects),
            ranges: evidence.losses.profitAndLoss.map { RunRecord.Ranges(of: $0, workers: workers) },
            outputs: try outputs.map { output in
                RunRecord.File(name: output.name, object: try store.objects.put(output.bytes), size: output.bytes.count)
            })
        return (try store.objects.put(try Store.canonical(record)), record)
    }

    private static var who: String {
        guard let entry = getpwuid(geteuid()) else { return "uid \(geteuid())" }
        return String(cString: entry.pointee.pw_name)
    }

    // MARK: - Files that went in

    /// The scenario and its data as objects, named from the folder that holds them all.
    ///
    /// - Throws: where one of them changed after reading began: what was read would not be what is kept.
    private func inputs(_ files: [String], since began: Timestamp) throws -> [RunRecord.File] {
        let names = CommonFolder(of: files).names
        var seen: Set<String> = []
        return try zip(files, names).compactMap { path, name in
            guard seen.insert(name).inserted else { return nil }
            var status = stat()
            guard stat(path, &status) == 0 else { throw StoreError("\(path) is gone since it was read", .occupied) }
            // A time beyond now is that of another clock, and says nothing.
            let changed = status.st_mtim.tv_sec
            guard changed <= began.seconds || changed > store.now.seconds else {
                throw StoreError("\(path) was changed while the run read it; run it again", .occupied)
            }
            let bytes = try DurableFile.read(path)
            return RunRecord.File(name: name, object: try store.objects.put(bytes), size: bytes.count)
        }
    }
}

/// A run was made.
package struct RunFact: Codable, Sendable {
    package var record: ContentHash
}

extension RunRecord.Ranges {
    /// Stretches of a run: at most about this many, each of whole chunks.
    private static let count = 64

    /// - Parameter workers: stretches hashed at a time; the result does not depend on it.
    package init(of sample: ProfitAndLoss, workers: Int) {
        let all = PartialMeasurement.chunkCount(paths: sample.pathCount)
        let chunks = max(1, (all + Self.count - 1) / Self.count)
        let stretches = (all + chunks - 1) / chunks
        self.init(
            paths: sample.pathCount, chunks: chunks,
            digests: concurrentMap(stretches, workers: workers) { index in
                let range = PartialMeasurement.paths(
                    ofChunks: index * chunks..<min((index + 1) * chunks, all), of: sample.pathCount)
                return Self.digest(of: sample, paths: range)
            })
    }

    /// Of the gains of the whole portfolio on some paths, and of every other book on the first chunk of them: what hashing takes of a
    /// run's time is then some percent.
    package static func digest(of sample: ProfitAndLoss, paths: Range<Int>) -> ContentHash {
        let first = paths.prefix(PartialMeasurement.chunkLength)
        let hashes = (0..<sample.nodeCount).map { node in
            sample.withNode(node) { gains in
                let own = UnsafeBufferPointer(rebasing: gains[node == 0 ? paths : first])
                return ContentHash(of: UnsafeRawBufferPointer(own))
            }
        }
        return ContentHash(of: hashes.flatMap(\.bytes))
    }
}
