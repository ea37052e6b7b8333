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
        (whereItComesFrom, "9883bb6f284db1389604a1019b3c6f4f6afc8dcb4d19081202b87c6ed5cde879"),
        (
            ["reverse", "--set", "market.correlations=[{between: [EQ.INDEX, VOL.INDEX], is: -0.5}]"],
            "d12ae4c43c816118daf93d84c9dffe978bd66af2838cc9500c13013a090348a1"
        ),
        (
            [
                "contradictory-correlations", "--set",
                "market.correlations=[{between: [EQ.INDEX, VOL.INDEX], is: -0.5}]",
                "--set", "calibration={repair: {kind: none}}", "--set",
                "dependence={kind: student-t, degreesOfFreedom: 5}",
                "--set", "simulation.steps=3", "--set", "simulation.precision=single",
            ], "9c1d05f49a5d8726b1367c563942df7c20a9b743cacc9fa61f2a11e489ae0f6d"
        ),
    ]

    @Test("of runs as written, on every machine", arguments: everywhere)
    func onEveryMachine(run: [String], identity: String) throws {
        #expect(try Self.identity(run) == identity)
    }

    /// What a history is calibrated to, and large factors, differ in their last bits from one kernel set to another.
    static let calibrated: [(run: String, haswell: String, skylake: String)] = [
        (
            "quickstart", "85a3b4e9d425a23e1c9fc3032d6a7b73942eeb966c561178952de2eee99c5b24",
            "63e311b2cfbe02840e73a4399ea1f10c70e9f13df9c32dd07af1b54b40562849"
        ),
        (
            "filtered-historical", "a1918548f3a628fa8fe82053f132204a2d6d412d4af0340973a9a89cffc9803e",
            "8448363b0e384f373640d90bdea390c5e1e888ca6dea23ab5cccaff00ef36593"
        ),
        (
            "copula", "604f8e6d6fd0d3f8e67239578bb45f094707ba1cf04135b1287a4580b1647f0e",
            "f5d14aef1359b623c22e5efeaf44e529d477f99e42f5f21be893e5d91e19177f"
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
        // Order.
        ("market.levels={IR.EUR.5Y: 2.5%, VOL.ACME: 25%, FX.EURUSD: 1.0640, EQ.EURO: 50, EQ.ACME: 100}", .moves),
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

    @Test("workers, and where a scenario lies, keep it")
    func workers() throws {
        let (name, changes) = (Self.whereItComesFrom[0], Array(Self.whereItComesFrom.dropFirst()))
        let text = try String(contentsOfFile: Shipped.folder + "/\(name).yaml", encoding: .utf8)
        let folder = try ScratchFolder(["other.yaml": text + "# A remark.\n"])
        for workers in ["1", "3"] {
            let run = try TwinProcess(
                ["run", "other.yaml", "--json", "--workers", workers] + changes, in: folder.url)
            #expect(run.output.contains("\"id\": \"\(Self.everywhere[0].identity)\""), "\(run.errors)")
        }
    }

    private static let whereItComesFrom = [
        "where-it-comes-from", "--set", "market.correlations=[{between: [EQ.ACME, EQ.EURO], is: 0.5}]",
    ]

    /// What `twin check` says of a shipped scenario with changes.
    private static func identity(_ run: [String]) throws -> String {
        let check = try TwinProcess(["check", "Scenarios/\(run[0]).yaml"] + run.dropFirst())
        try #require(check.code == 0, "\(run): \(check.errors)")
        let words = try #require(check.output.split(separator: "\n").last).split(separator: " ")
        try #require(words.count == 2 && words[0] == "run")
        return String(words[1])
    }
}
