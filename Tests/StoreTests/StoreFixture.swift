import FoundationEssentials
import Journal
import MarketTwin
import Store
import TestSupport

/// A twin's folder with runs of a small scenario in it.
struct StoreFixture {
    let scratch: ScratchFolder
    let folder: TwinFolder

    static let scenario =
        smallScenario.replacing("3_000", with: "2_000")
        + "measures: [{kind: value-at-risk, confidence: 99%}, {kind: expected-shortfall, confidence: 97.5%}]\n"

    static var workshop: Workshop { .standard(workers: 1) }

    /// - Parameter changes: of each run.
    init(runs changes: [[String]] = [[]]) throws {
        scratch = try ScratchFolder(["s.yaml": Self.scenario])
        folder = TwinFolder(scratch.path("desk"))
        try TwinMaking(copying: [scratch.path("s.yaml")]).make(folder)
        for change in changes { _ = try add(change) }
    }

    @discardableResult
    func add(_ changes: [String], night: String? = nil) throws -> ContentHash {
        let store = try Store(folder)
        let request = ScenarioRequest(folder.path + "/scenarios/s.yaml", overrides: changes.compactMap { Override($0) })
        let began = Timestamp.now
        let evidence = try RiskStudy().evidence(request, in: Self.workshop)
        let (id, _) = try RunRecorder(store, workers: 1).record(
            evidence, .init(scenario: "s", changes: changes, night: night, began: began),
            outputs: [("report.json", Array("report".utf8))])
        try store.close()
        return id
    }

    func reading<Result>(_ work: (Store) throws -> Result) throws -> Result {
        let store = try Store(folder, isReadOnly: true)
        return try work(store)
    }

    func verified(_ sample: Verification.Sample = .stretches(0)) throws -> Verification {
        try Verification(of: folder, sample: sample, in: Self.workshop)
    }
}
