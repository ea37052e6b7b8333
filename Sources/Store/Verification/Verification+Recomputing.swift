import Journal
import Measures
import Scenarios
import Simulation
import StudyKit

extension Verification {
    /// A stretch of a run's paths.
    private struct Stretch {
        var run: Int
        var index: Int
    }

    /// Computes stretches of stored runs again, and compares bits.
    mutating func recompute(_ sample: Sample, _ store: Store, _ ids: [String], _ workshop: Workshop) throws {
        let stored = StoredRuns(store, catalog: workshop.catalog)
        let wanted =
            try ids.isEmpty
            ? store.read { try RunQuery().rows(in: $0) }.compactMap { ContentHash(hexadecimal: $0.id) }
            : ids.map { try stored.id($0) }
        let records = try wanted.map { try stored.record($0) }
        let others = records.count { $0.kernels != Machine.kernels }
        if others > 0 {
            notes.append(
                "\(others) of \(records.count) runs were made by other kernels than this machine's, whose bits differ: they were"
                    + " not computed again.")
        }
        var stretches: [Stretch] = []
        for (run, record) in records.enumerated() where record.kernels == Machine.kernels {
            // A run of a law has no paths; its figures are computed again.
            stretches += (0..<(record.ranges?.digests.count ?? 1)).map { Stretch(run: run, index: $0) }
        }
        if case .stretches(let count) = sample {
            stretches.shuffle()
            stretches = Array(stretches.prefix(count))
        }
        for (run, own) in Dictionary(grouping: stretches, by: \.run).sorted(by: { $0.key < $1.key }) {
            try workshop.checkCancellation()
            let isWhole: Bool
            if case .all = sample { isWhole = true } else { isWhole = false }
            try recompute(
                records[run], id: wanted[run], own.map(\.index), isWhole: isWhole, store.objects, workshop)
        }
    }

    mutating func recompute(
        _ record: RunRecord, id: ContentHash, _ indices: [Int], isWhole: Bool, _ objects: ObjectStore,
        _ workshop: Workshop
    ) throws {
        let place = "run \(id.description.prefix(12))"
        let run: BoundRun
        do {
            run = try BoundRun(try record.run.run(from: objects), kinds: workshop.catalog.kinds)
        } catch {
            faults.append(Fault(place: place, message: "its parts make no run: \(error)"))
            return
        }
        guard run.identity.header == record.identity else {
            faults.append(Fault(place: place, message: "its parts make another run than the record says"))
            return
        }
        if let ranges = record.ranges {
            let all = PartialMeasurement.chunkCount(paths: ranges.paths)
            for index in indices {
                let chunks = index * ranges.chunks..<min((index + 1) * ranges.chunks, all)
                let gains = run.profitAndLoss(chunks: chunks, workers: workshop.workers)
                let digest = RunRecord.Ranges.digest(of: gains, paths: 0..<gains.pathCount)
                recomputed += 1
                if digest != ranges.digests[index] {
                    let paths = PartialMeasurement.paths(ofChunks: chunks, of: ranges.paths)
                    faults.append(
                        Fault(
                            place: place,
                            message:
                                "paths \(paths.lowerBound)..<\(paths.upperBound) have other gains when computed again"))
                }
            }
        }
        if isWhole || record.ranges == nil {
            let figures = try workshop.measured(run).measurement.figures
            recomputed += record.ranges == nil ? 1 : 0
            let first = zip(figures, record.figures).first { $0.key != $1.key || $0.estimate != $1.estimate }
            if figures.count != record.figures.count || first != nil {
                let name = first.map { "the \($0.0.kind) of “\($0.0.book)”" } ?? "the number of figures"
                faults.append(Fault(place: place, message: "\(name) is another when computed again"))
            }
        }
    }
}
