import Foundation
import LinearAlgebra
import TestSupport
import Testing

/// The identity of a run names stored runs, so it changes on purpose or not at all.
@Suite("Pinned identities")
struct PinnedIdentityTests {
    /// Correlations of one half in pairs that share no factor have the same Cholesky factor, bit for bit, on every kernel
    /// set: 1 − ¼ is exact, and so is the rounding of its root. With levels and volatilities as written, nothing else of
    /// these runs is computed.
    static let everywhere: [(run: [String], identity: String)] = [
        (whereItComesFrom, "db794454ba82e572c48458686b43a054314a32a099da925a171b2e8e269d9d0c"),
        (
            ["reverse", "--set", "market.correlations=[{between: [EQ.INDEX, VOL.INDEX], is: -0.5}]"],
            "b7ad461fafdb268e301793d2cda71f933934d8dbcfbf4ad669cf6add70bc4ba2"
        ),
        (
            [
                "contradictory-correlations", "--set",
                "market.correlations=[{between: [EQ.INDEX, VOL.INDEX], is: -0.5}]",
                "--set", "calibration={repair: {kind: none}}", "--set",
                "dependence={kind: student-t, degreesOfFreedom: 5}",
                "--set", "simulation.steps=3", "--set", "simulation.precision=single",
            ], "8a3b1f7bd81dc949c50817d9b644e8d6481198fe932e9909f6504cd90570bccb"
        ),
    ]

    @Test("of runs as written, on every machine", arguments: everywhere)
    func onEveryMachine(run: [String], identity: String) throws {
        #expect(try Self.identity(run) == identity)
    }

    /// What a history is calibrated to, and large factors, differ in their last bits from one kernel set to another.
    static let calibrated: [(run: String, haswell: String, skylake: String)] = [
        (
            "quickstart", "053f2f54097d4647a29f5f894ed8f94e42a43e20e0db286274932d7a4ac0706b",
            "8b61610ee72cbdbf347765a8d6eaaf950c02f0229f9a36b8397cefc852def65e"
        ),
        (
            "filtered-historical", "1fe389345151bf1ace15f5afc5a5711ab830514fe975cfc8d47ab794c0af3347",
            "67f39970906b848f5e7db9d8891006369d064e603858c55836a12490e51d9e7d"
        ),
        (
            "copula", "96571ff2875c2ae5ddc142b996c321354a09aa5545c3d8d8669e9fea334adf9f",
            "22aa3509ea24070708095a665ae970822a2949824627ddd1bb8afd91b56f3e32"
        ),
    ]

    @Test(
        "of calibrated runs, by kernel set",
        .enabled(
            if: BLAS.library.hasPrefix("OpenBLAS 0.3.21 ") && ["Haswell", "Zen", "SkylakeX"].contains(BLAS.core.name),
            "recorded for other kernels"),
        arguments: calibrated)
    func byKernelSet(run: String, haswell: String, skylake: String) throws {
        #expect(try Self.identity([run]) == (BLAS.core.name == "SkylakeX" ? skylake : haswell))
    }

    enum Effect { case keeps, moves }

    /// What a change of the scenario does to the identity.
    static let changes: [(change: String, effect: Effect)] = [
        // What is said of a run, and how it is done.
        ("title=Another name", .keeps),
        ("decomposition={measures: first}", .keeps),
        ("limits=[{measure: {kind: value-at-risk, confidence: 99%}, breach: 1M}]", .keeps),
        ("stress=[{name: crash, shocks: {\"EQ.*\": -20%}}]", .keeps),
        ("reverse={loss: 10k}", .keeps),
        // The same in other words.
        ("portfolio.positions.0.quantity=5k", .keeps),
        ("market.volatilities.EQ.ACME=0.25", .keeps),
        ("market.correlations=[{between: [EQ.EURO, EQ.ACME], is: 50%}]", .keeps),
        ("market.levels.EQ.UNUSED=1", .keeps),
        // Settings written at their defaults.
        ("simulation.steps=1", .keeps),
        ("simulation.seed=42", .keeps),
        ("simulation.precision=double", .keeps),
        ("simulation={kind: monte-carlo, paths: 50_000, horizon: 10d}", .keeps),
        ("dependence={kind: gaussian}", .keeps),
        ("calibration={drift: zero, repair: {kind: none}}", .keeps),
        ("factors={\"EQ.*\": {process: {kind: geometric-brownian-motion}}}", .keeps),
        ("factors={\"EQ.*\": {process: {kind: geometric-brownian-motion, drift: 0%}}}", .moves),
        ("portfolio.positions.0.currency=USD", .keeps),
        ("portfolio.positions.2.instrument.dividendYield=0%", .keeps),
        ("portfolio.positions.3.instrument.face=100", .keeps),
        // Measures.
        ("measures=[{kind: expected-shortfall, confidence: 97.5%}, {kind: value-at-risk, confidence: 99%}]", .keeps),
        (
            "measures=[{kind: value-at-risk, confidence: [95%, 99%]}, {kind: expected-shortfall, confidence: 97.5%}]",
            .moves
        ),
        ("measures=[{kind: value-at-risk, confidence: 99%}, {kind: expected-shortfall, confidence: 98%}]", .moves),
        ("limits=[{measure: {kind: value-at-risk, confidence: 90%}, breach: 1M}]", .moves),
        // The order of what is named says nothing.
        ("market.levels={IR.EUR.5Y: 2.5%, VOL.ACME: 25%, FX.EURUSD: 1.0640, EQ.EURO: 50, EQ.ACME: 100}", .keeps),
        // The market.
        ("asOf=2022-12-29", .moves),
        ("baseCurrency=EUR", .moves),
        ("market.levels.EQ.ACME=100.5", .moves),
        ("market.volatilities.EQ.ACME=25.5%", .moves),
        ("market.correlations=[{between: [EQ.EURO, EQ.ACME], is: 0.25}]", .moves),
        ("factors={\"EQ.*\": {process: {kind: geometric-brownian-motion, drift: 1%}}}", .moves),
        ("dependence={kind: student-t, degreesOfFreedom: 5}", .moves),
        // The portfolio.
        ("portfolio.positions.0.quantity=5_001", .moves),
        ("portfolio.positions.0.book=Equity", .moves),
        ("portfolio.positions.0.id=other", .moves),
        ("portfolio.positions.1.currency=USD", .moves),
        ("portfolio.positions.2.instrument.strike=96", .moves),
        ("portfolio.positions.2.instrument.right=call", .moves),
        // The simulation.
        ("simulation.paths=50_001", .moves),
        ("simulation.seed=43", .moves),
        ("simulation.steps=2", .moves),
        ("simulation.horizon=11d", .moves),
        ("simulation.precision=single", .moves),
        ("simulation={kind: parametric, horizon: 10d}", .moves),
    ]

    @Test("what keeps an identity, and what moves it", arguments: changes)
    func change(_ change: String, effect: Effect) throws {
        let known = Self.everywhere[0].identity
        let identity = try Self.identity(Self.whereItComesFrom + ["--set", change])
        #expect((identity == known) == (effect == .keeps), "\(identity)")
    }

    @Test("no two of the changes that move it lead to the same identity")
    func distinct() throws {
        let moved = Self.changes.filter { $0.effect == .moves }
        let identities = try moved.map { try Self.identity(Self.whereItComesFrom + ["--set", $0.change]) }
        #expect(Set(identities).count == moved.count)
    }

    @Test("what tells results apart has the kernels in it, and every report names them")
    func kernels() throws {
        let (name, changes) = (Self.whereItComesFrom[0], Array(Self.whereItComesFrom.dropFirst()))
        func run(_ core: String) throws -> [String: JSONNode] {
            let run = try TwinProcess(
                ["run", "Scenarios/\(name).yaml", "--paths", "200", "--json"] + changes,
                environment: ["OPENBLAS_CORETYPE": core])
            let result = try JSONDecoder().decode(JSONNode.self, from: Data(run.output.utf8))
            return [
                "id": result["run"]?["id"], "inputs": result["run"]?["inputs"], "finding": result["finding"],
                "kernels": result["engine"]?["kernels"],
            ].compactMapValues(\.self)
        }
        let (one, other) = (try run("Haswell"), try run("Prescott"))
        #expect(one.count == 4 && other.count == 4)
        #expect(one["inputs"] == other["inputs"] && one["kernels"] != other["kernels"])
        #expect(one["id"] != other["id"] && one["finding"] != other["finding"])
        #expect(try run("Haswell") == one)
    }

    @Test("workers, and where a scenario lies, keep it")
    func workers() throws {
        let (name, changes) = (Self.whereItComesFrom[0], Array(Self.whereItComesFrom.dropFirst()))
        let text = try String(contentsOfFile: Shipped.folder + "/\(name).yaml", encoding: .utf8)
        let folder = try ScratchFolder(["other.yaml": text + "# A remark.\n"])
        for workers in ["1", "3"] {
            let run = try TwinProcess(
                ["run", "other.yaml", "--json", "--workers", workers] + changes, in: folder.url)
            #expect(run.output.contains("\"inputs\": \"\(Self.everywhere[0].identity)\""), "\(run.errors)")
        }
    }

    private static let whereItComesFrom = [
        "where-it-comes-from", "--set", "market.correlations=[{between: [EQ.ACME, EQ.EURO], is: 0.5}]",
    ]

    /// What `twin check` says of a shipped scenario with changes.
    private static func identity(_ run: [String]) throws -> String {
        let check = try TwinProcess(["check", "Scenarios/\(run[0]).yaml"] + run.dropFirst())
        try #require(check.code == 0, "\(run): \(check.errors)")
        let words = check.output.split(separator: "\n").map { $0.split(separator: " ") }
        let inputs = try #require(words.first { $0.first == "inputs" && $0.count == 2 })
        return String(inputs[1])
    }
}
