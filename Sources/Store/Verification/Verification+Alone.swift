import FoundationEssentials
import Journal
import Measures
import StudyKit

extension Verification {
    /// Of an evidence pack: objects, record, entry, proof and signature, and stretches of the run computed again.
    package init(ofPack path: String, sample: Sample, key: VerifierKey?, in workshop: Workshop) throws {
        place = path
        isSealed = false
        let pack: EvidencePack
        do { pack = try EvidencePack(reading: DurableFile.read(path), key: key) } catch let error as StoreError
            where error.nature == .damaged
        {
            faults.append(Fault(place: path, message: error.description))
            return
        }
        let space = try ScratchSpace()
        defer { withExtendedLifetime(space) {} }
        let store = try pack.layOut(in: space.path)
        (entries, heads, objects, runs) = (1, 1, pack.objects.count, 1)
        bytes = pack.objects.values.reduce(0) { $0 + $1.count }
        note(key: key, pack.key)
        let decoder = JSONDecoder()
        decoder.userInfo[.measures] = workshop.catalog.kinds.measures.members
        guard let record = try? decoder.decode(RunRecord.self, from: Data(try store.get(pack.id))) else {
            faults.append(Fault(place: path, message: "its entry names no record of a run that it holds"))
            return
        }
        for object in record.run.all + (record.inputs + record.outputs).map(\.object) where !store.contains(object) {
            faults.append(Fault(place: path, message: "it lacks the object \(object), which the record names"))
        }
        guard faults.isEmpty else { return }
        guard record.kernels == Machine.kernels else {
            notes.append(
                "The run was made by other kernels than this machine's, whose bits differ: it was not computed again.")
            return
        }
        var indices = Array(0..<(record.ranges?.digests.count ?? 0))
        var isWhole = true
        if case .stretches(let count) = sample {
            indices = Array(indices.shuffled().prefix(count)).sorted()
            isWhole = false
        }
        try recompute(record, id: pack.id, indices, isWhole: isWhole, store, workshop)
    }

    /// Of a report with its provenance: nothing of the twin's folder is needed.
    ///
    /// - Parameter path: the folder of a report, or a file in it.
    package init(ofReport path: String, key: VerifierKey?) throws {
        let folder = DurableFile.isFolder(path) ? path : DurableFile.directory(of: path)
        place = path
        isSealed = false
        let file = folder + "/" + Provenance.fileName
        guard DurableFile.exists(file) else {
            throw StoreError(
                "\(path) is no twin's folder, no evidence pack (.zip), and no report with \(Provenance.fileName) beside it",
                .missing)
        }
        do {
            let check = try Provenance(reading: file).check(folder, key: key)
            (entries, heads, runs, objects) = (1, 1, 1, check.files.count)
            note(key: key, check.key)
            faults = check.faults.map { Fault(place: folder, message: $0) }
        } catch let error as StoreError where error.nature == .damaged {
            faults.append(Fault(place: file, message: error.description))
        }
    }

    private mutating func note(key given: VerifierKey?, _ own: VerifierKey) {
        if given == nil {
            notes.append(
                "Signed by \(own.written): hold it against the key that you have from elsewhere, or give it by --key.")
        }
    }

    /// For people.
    package var words: String {
        func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
        let what =
            "\(counted(objects, "object")), \(counted(entries, "entry").replacing("entrys", with: "entries")), "
            + "\(counted(heads, "signed head")), \(counted(runs, "run")), \(counted(recomputed, "stretch").replacing("stretchs", with: "stretches")) computed again"
        var text = isRight ? "\(place) is as it was written: \(what).\n" : "\(place) is not as it was written.\n"
        for fault in faults { text += "  \(fault.place): \(fault.message)\n" }
        for note in notes { text += "note: \(note)\n" }
        return text
    }
}
