import Files
import FoundationEssentials
import Journal
import Reports
import Store

extension Night {
    private var folderOfNight: String { "\(folder.reports)/\(status.night)" }

    /// Everything that was found as files for people, a folder for each scenario, and a page of the night.
    func reports() throws -> Made {
        var written: [RunRecord.File] = []
        for entry in settings.scenarios {
            guard let run = outcomes[StepName(.run, entry.name)]?.run else { continue }
            let record = try runs.record(run)
            let provenance = try Provenance(of: run, in: store).written
            var files = try record.outputs.map { ($0.name, try store.objects.get($0.object)) }
            files.append((Provenance.fileName, provenance))
            written += try write(files, to: entry.name)
            for stage in [Stage.stress, .compare] {
                let made = outcomes[StepName(stage, entry.name)]?.files ?? []
                guard !made.isEmpty else { continue }
                let files = try made.map { file in
                    (String(file.name.drop { $0 != "/" }.dropFirst()), try store.objects.get(file.object))
                }
                written += try write(files, to: "\(entry.name)-\(stage.rawValue)")
            }
        }
        let page = try formats.flatMap { try $0.files(of: Document(status, folder: folder.path, changes: changes)) }
        written += try write(page.map { ($0.name, $0.whole) }, to: "night")
        let words =
            written.isEmpty ? "nothing to report" : "\(NumberText.counted(written.count, "file")) in \(folderOfNight)"
        return Made(outcome: .init(words, files: written))
    }

    /// Lines of what changed since the date before, by scenario.
    private var changes: [(scenario: String, lines: [String])] {
        settings.scenarios.compactMap { entry in
            let lines = outcomes[StepName(.compare, entry.name)]?.lines ?? []
            return lines.isEmpty ? nil : (entry.name, lines)
        }
    }

    /// Writes a folder whole.
    private func write(_ files: [(name: String, bytes: [UInt8])], to name: String) throws -> [RunRecord.File] {
        let whole = WholeFolder("\(folderOfNight)/\(name)", of: folder.path + "/" + name, on: DurableFile.disk)
        try whole.prepare(for: files.map(\.name))
        try whole.write(files.map { NewFile($0.name, $0.bytes) })
        return try files.map { file in
            RunRecord.File(
                name: "\(status.night)/\(name)/\(file.name)", object: try store.objects.put(file.bytes),
                size: file.bytes.count)
        }
    }

    /// Whether the files of an earlier report lie where they were written, as they were written.
    func isThere(_ outcome: StepFact.Outcome) -> Bool {
        outcome.files.allSatisfy { file in
            (try? DurableFile.read("\(folder.reports)/\(file.name)")).map { ContentHash(of: $0) == file.object }
                ?? false
        }
    }
}
