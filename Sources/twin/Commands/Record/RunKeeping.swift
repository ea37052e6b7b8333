import Journal
import MarketTwin
import Store

/// Keeps what a run found in a twin's folder.
struct RunKeeping {
    let folder: TwinFolder
    /// What the run is called there.
    let scenario: String
    let changes: [String]

    /// - Returns: the id of the record, and what stands beside the report to prove it.
    func keep(
        _ evidence: RiskEvidence, files: [ReportFolder.File], exitCode: Int, began: Timestamp, workers: Int
    ) throws -> (id: ContentHash, provenance: ReportFolder.File) {
        try Store.withStore(folder) { store in
            let (id, _) = try RunRecorder(store, workers: workers).record(
                evidence,
                .init(scenario: scenario, changes: changes, exitCode: exitCode, began: began),
                outputs: files.map { ($0.name, $0.whole) })
            return (id, .init(name: Provenance.fileName, bytes: try Provenance(of: id, in: store).written))
        }
    }
}
