import Foundation
import Journal
import MarketTwin
import Simulation
import Store
import TestSupport
import Testing

@Suite("stored runs")
struct StoredRunTests {
    @Test("a run made of its parts is the same run, to the last bit of its gains")
    func parts() throws {
        let fixture = try StoreFixture()
        let store = try Store(fixture.folder, isReadOnly: true)
        let runs = StoredRuns(store, catalog: .standard)
        let record = try runs.record(try runs.id("latest"))
        let again = try BoundRun(try record.run.run(from: store.objects), kinds: Catalog.standard.kinds)
        #expect(again.identity.header == record.identity)
        let whole = try StoreFixture.workshop.check(ScenarioRequest(fixture.scratch.path("s.yaml"))).run
        let (a, b) = (again.profitAndLoss(workers: 1), whole.profitAndLoss(workers: 2))
        for node in 0..<a.nodeCount {
            #expect(a.withNode(node) { $0.map(\.bitPattern) } == b.withNode(node) { $0.map(\.bitPattern) })
        }
        let digest = try #require(record.ranges?.digests.first)
        #expect(RunRecord.Ranges.digest(of: b, paths: 0..<2_000) == digest)
    }

    @Test("a run is found by the beginning of its id, and only where that is one")
    func ids() throws {
        let fixture = try StoreFixture(runs: [[], ["simulation.seed=2"]])
        try fixture.reading { store in
            let runs = StoredRuns(store, catalog: .standard)
            let id = try runs.id("latest")
            #expect(try runs.id(String(id.description.prefix(9))) == id)
            for wrong in ["", "zz", "' OR 1=1 --", "0000000000000000"] {
                let error = try #require(throws: StoreError.self) { try runs.id(wrong) }
                #expect(error.nature == .missing)
            }
        }
    }

    @Test("a file that changed while it was read is not kept as what was read; one from another clock is")
    func changes() throws {
        let fixture = try StoreFixture(runs: [])
        let path = fixture.folder.path + "/scenarios/s.yaml"
        let evidence = try RiskStudy().evidence(ScenarioRequest(path), in: StoreFixture.workshop)
        let store = try Store(fixture.folder)
        let recorder = RunRecorder(store, workers: 1)
        func set(_ seconds: Double) throws {
            try FileManager.default.setAttributes(
                [.modificationDate: Date.now.addingTimeInterval(seconds)], ofItemAtPath: path)
        }
        let began = try #require(Timestamp(Timestamp.now.description)).seconds - 100
        let early = Timestamp(seconds: began)
        try set(-10)
        let error = try #require(throws: StoreError.self) {
            try recorder.record(evidence, .init(scenario: "s", began: early), outputs: [])
        }
        #expect(error.nature == .occupied)
        for seconds in [-200.0, 86_400] {
            try set(seconds)
            _ = try recorder.record(evidence, .init(scenario: "s", began: early), outputs: [])
        }
        try store.close()
    }

    @Test("the files of a run, laid out again, are those that went in, and none leads out of the folder")
    func layingOut() throws {
        let fixture = try StoreFixture()
        try fixture.reading { store in
            let runs = StoredRuns(store, catalog: .standard)
            var record = try runs.record(try runs.id("latest"))
            let path = try runs.layOut(record, in: fixture.scratch.path("again"))
            #expect(try String(contentsOfFile: path, encoding: .utf8) == StoreFixture.scenario)
            for name in ["../evil.yaml", "/evil.yaml", "a/../../evil.yaml", ""] {
                record.inputs[0].name = name
                #expect(throws: StoreError.self) { try runs.layOut(record, in: fixture.scratch.path("other")) }
            }
        }
    }

    @Test("the catalogue is made again of journal and objects as it was")
    func rebuilding() throws {
        let fixture = try StoreFixture(runs: [[], ["simulation.seed=2"], ["simulation.seed=3"]])
        let store = try Store(fixture.folder)
        try store.commit { db in try db.execute(sql: "DELETE FROM figures; UPDATE runs SET value = 1") }
        try store.close()
        #expect(try !fixture.verified().isRight)
        let again = try Store(fixture.folder)
        #expect(try StoredRuns(again, catalog: .standard).rebuild() == 3)
        try again.close()
        let verification = try fixture.verified()
        #expect(verification.isRight, "\(verification.faults)")
    }

    @Test("pruning takes the oldest, what nobody else needs, and says so in the journal")
    func pruning() throws {
        let fixture = try StoreFixture(runs: [["simulation.seed=1"], ["simulation.seed=2"], ["simulation.seed=3"]])
        let store = try Store(fixture.folder)
        let runs = StoredRuns(store, catalog: .standard)
        let before = store.objects.all().objects.count
        let trial = try runs.prune(RunQuery(), keeping: 1, isTrial: true)
        #expect(trial.runs.count == 2)
        #expect(store.objects.all().objects.count == before)
        let pruned = try runs.prune(RunQuery(), keeping: 1, isTrial: false)
        #expect(pruned.runs.map(\.id) == trial.runs.map(\.id))
        #expect(store.objects.all().objects.count == before - pruned.objects)
        #expect(try store.read { try RunQuery().count(in: $0) } == 1)
        #expect(try runs.rebuild() == 1)
        try store.close()
        let verification = try fixture.verified(.all)
        #expect(verification.isRight, "\(verification.faults)")
    }

    @Test("a night of which no run is left goes with what its steps made, and may be done again")
    func pruningNights() throws {
        let fixture = try StoreFixture(runs: [])
        for (night, seed) in [("2022-12-27", 1), ("2022-12-28", 2)] {
            try fixture.add(["simulation.seed=\(seed)"], night: night)
            let store = try Store(fixture.folder)
            let object = try store.objects.put("report of \(night)")
            let fact = StepFact(
                name: "compare:s", key: ContentHash(of: night), night: night, parts: [:],
                outcome: .init("compared", files: [.init(name: "compare/report.txt", object: object, size: 20)]))
            try store.commit { db in
                let entry = try store.append(StepFact.kind, fact, in: db)
                try fact.insert(number: entry.number, in: db)
            }
            try store.close()
        }
        let store = try Store(fixture.folder)
        let runs = StoredRuns(store, catalog: .standard)
        _ = try runs.prune(RunQuery(), keeping: 1, isTrial: false)
        #expect(!store.objects.contains(ContentHash(of: "report of 2022-12-27")))
        #expect(store.objects.contains(ContentHash(of: "report of 2022-12-28")))
        #expect(try store.read { try StepFact.outcome(of: ContentHash(of: "2022-12-27"), in: $0) } == nil)
        #expect(try store.read { try StepFact.outcome(of: ContentHash(of: "2022-12-28"), in: $0) } != nil)
        _ = try runs.rebuild()
        try store.close()
        let verification = try fixture.verified()
        #expect(verification.isRight, "\(verification.faults)")
    }

    @Test("while another process writes, nothing is pruned")
    func pruningAlone() throws {
        let fixture = try StoreFixture(runs: [[], ["simulation.seed=2"]])
        let (one, other) = (try Store(fixture.folder), try Store(fixture.folder))
        let error = try #require(throws: StoreError.self) {
            try StoredRuns(one, catalog: .standard).prune(RunQuery(), keeping: 1, isTrial: false)
        }
        #expect(error.nature == .occupied)
        try other.close()
        #expect(try StoredRuns(one, catalog: .standard).prune(RunQuery(), keeping: 1, isTrial: false).runs.count == 1)
        try one.close()
    }

    @Test("a clock that goes back changes the order of nothing")
    func clock() throws {
        let fixture = try StoreFixture(runs: [])
        for (seed, time) in [(1, "2030-01-01T00:00:00Z"), (2, "2020-01-01T00:00:00Z")] {
            let now = try #require(Timestamp(time))
            let store = try Store(fixture.folder, clock: { now })
            let request = ScenarioRequest(
                fixture.folder.path + "/scenarios/s.yaml",
                overrides: [Override(path: "simulation.seed", value: "\(seed)")])
            let evidence = try RiskStudy().evidence(request, in: StoreFixture.workshop)
            _ = try RunRecorder(store, workers: 1).record(evidence, .init(scenario: "s", began: .now), outputs: [])
            try store.close()
        }
        let verification = try fixture.verified()
        #expect(verification.isRight, "\(verification.faults)")
        try fixture.reading { store in
            let entries = try store.read { try store.journal.entries(in: $0) }
            #expect(entries.map(\.time) == entries.map(\.time).sorted())
        }
    }

    /// A folder whose catalogue is of an earlier version gets the tables that it lacks, and loses nothing.
    @Test("every older catalogue is brought up to date", arguments: 0..<3)
    func migrations(_ version: Int) throws {
        let fixture = try StoreFixture()
        let path = fixture.folder.journal
        let old = try Journal(path)
        let later = Catalogue.migrations.dropFirst(version).map(\.name)
        try old.write { db in
            if version < 3 { try db.execute(sql: "DROP TABLE outcomes") }
            if version < 2 { try db.execute(sql: "DROP TABLE files; DROP TABLE steps") }
            if version < 1 { try db.execute(sql: "DROP TABLE figures; DROP TABLE results; DROP TABLE runs") }
            for name in later {
                try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = ?", arguments: [name])
            }
        }
        try old.database.close()
        let store = try Store(fixture.folder)
        #expect(try StoredRuns(store, catalog: .standard).rebuild() == 1)
        try store.close()
        let verification = try fixture.verified()
        #expect(verification.isRight, "\(verification.faults)")
    }
}
