import Foundation
import Journal
import MarketTwin
import Store
import TestSupport
import Testing

@Suite("verification")
struct VerificationTests {
    private static func flip(_ place: Int, in path: String, _ body: () throws -> Void) throws {
        var bytes = try DurableFile.read(path)
        let kept = bytes
        bytes[place] ^= 0x10
        try Data(bytes).write(to: URL(filePath: path))
        defer { try? Data(kept).write(to: URL(filePath: path)) }
        try body()
    }

    private static func read(_ folder: TwinFolder) throws {
        let store = try Store(folder, isReadOnly: true)
        try store.read { db in
            _ = try RunListing(
                RunQuery(), in: folder.path, version: "", measures: Catalog.standard.kinds.measures.members, db: db
            ).json
            _ = try FigureHistory(RunQuery(), book: "", in: db)
        }
    }

    @Test("what was written is right, and its paths come out the same when computed again")
    func whole() throws {
        let verification = try StoreFixture(runs: [[], ["simulation.seed=9"]]).verified(.all)
        #expect(verification.isRight, "\(verification.faults)")
        #expect(verification.runs == 2 && verification.recomputed == 2 && verification.isSealed)
    }

    /// All of a folder is some 300,000 bytes: a few of each file here, every one of them by `make soak`.
    private static let isThorough = ProcessInfo.processInfo.environment["SOAK_FLIPS"] != nil

    @Test("a byte that changed anywhere is found, and its file is named", arguments: 0..<4)
    func flips(_ part: Int) throws {
        let fixture = try StoreFixture()
        let files = fixture.scratch.contents.filter { name in
            let path = fixture.scratch.path(name)
            return name.hasPrefix("desk/") && !DurableFile.isFolder(path)
                && !["twin.yaml", ".lock", "scenarios/s.yaml"].contains { name.hasSuffix($0) }
        }
        #expect(files.count > 8)
        for name in files {
            let path = fixture.scratch.path(name)
            let size = DurableFile.size(path)
            for place in stride(from: part * size / 4 + part, to: size, by: Self.isThorough ? 4 : max(1, size / 5)) {
                try Self.flip(place, in: path) {
                    // What reads it without checking it may fail, or tell what stands there: it ends in any case.
                    if name.hasSuffix(".sqlite") { _ = try? Self.read(fixture.folder) }
                    do {
                        let verification = try fixture.verified()
                        #expect(!verification.isRight, "byte \(place) of \(name)")
                        #expect(
                            verification.faults.contains {
                                $0.place.contains(name.dropFirst(5)) || name.hasSuffix("journal.seal")
                                    || name.contains("keys/")
                            },
                            "byte \(place) of \(name): \(verification.faults)")
                    } catch let error as StoreError {
                        #expect(error.nature == .damaged, "byte \(place) of \(name): \(error)")
                    }
                }
            }
        }
    }

    @Test("a head that was kept elsewhere must be of this history")
    func keptHead() throws {
        let fixture = try StoreFixture(runs: [[], ["simulation.seed=2"]])
        let head = try fixture.reading { store in try store.read { try #require(try store.journal.heads(in: $0).first) }
        }
        #expect(
            try Verification(of: fixture.folder, sample: .stretches(0), head: head, in: StoreFixture.workshop).isRight)
        let other = try StoreFixture(runs: [["simulation.seed=5"]])
        #expect(
            try !Verification(of: other.folder, sample: .stretches(0), head: head, in: StoreFixture.workshop).isRight)
    }

    @Test("a figure that was changed in the record with every hash made anew is found by computing again")
    func forgery() throws {
        let fixture = try StoreFixture()
        let store = try Store(fixture.folder)
        let runs = StoredRuns(store, catalog: .standard)
        var record = try runs.record(try runs.id("latest"))
        record.figures[0].estimate.value *= 0.5
        let id = try store.objects.put(try Store.canonical(record))
        try store.commit { db in try RunRecorder(store, workers: 1).insert(record, id: id, in: db) }
        try store.close()
        let verification = try fixture.verified(.all)
        #expect(
            verification.faults.contains { $0.message.contains("is another when computed again") },
            "\(verification.faults)")
    }

    @Test("a pack proves a run on its own, and no byte of it can be another")
    func packs() throws {
        let fixture = try StoreFixture(runs: [[], ["simulation.seed=2"]])
        let bytes = try fixture.reading { store in
            let runs = StoredRuns(store, catalog: .standard)
            return try EvidencePack(of: try runs.id("latest"), in: runs).archive.written
        }
        let path = fixture.scratch.path("run.zip")
        try Data(bytes).write(to: URL(filePath: path))
        let right = try Verification(ofPack: path, sample: .all, key: nil, in: StoreFixture.workshop)
        #expect(right.isRight, "\(right.faults)")
        #expect(right.recomputed == 1)
        let stranger = SigningKey(name: "desk").verifier
        #expect(
            try !Verification(ofPack: path, sample: .stretches(0), key: stranger, in: StoreFixture.workshop).isRight)
        for place in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 97)) {
            try Self.flip(place, in: path) {
                let wrong = try Verification(ofPack: path, sample: .stretches(0), key: nil, in: StoreFixture.workshop)
                #expect(!wrong.isRight, "byte \(place)")
            }
        }
    }

    @Test("a report proves itself with the public key alone, and a changed one does not")
    func provenance() throws {
        let fixture = try StoreFixture()
        let key = try Store.verifierKey(fixture.folder.publicKey)
        let written = try fixture.reading { store in
            try Provenance(of: try StoredRuns(store, catalog: .standard).id("latest"), in: store).written
        }
        try FileManager.default.createDirectory(
            atPath: fixture.scratch.path("report"), withIntermediateDirectories: true)
        try Data(written).write(to: URL(filePath: fixture.scratch.path("report/provenance.json")))
        try fixture.scratch.write("report/report.json", "report")
        #expect(try Verification(ofReport: fixture.scratch.path("report"), key: key).isRight)
        #expect(try Verification(ofReport: fixture.scratch.path("report/report.json"), key: nil).isRight)
        #expect(
            try !Verification(ofReport: fixture.scratch.path("report"), key: SigningKey(name: "desk").verifier).isRight)
        try fixture.scratch.write("report/report.json", "repork")
        #expect(try !Verification(ofReport: fixture.scratch.path("report"), key: key).isRight)
    }
}
