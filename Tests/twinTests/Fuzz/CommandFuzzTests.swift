import Foundation
import TestSupport
import Testing

/// Scenarios, tables and options changed at random: whatever they hold, a command ends in time and in words.
///
/// `make fuzz` gives it an hour; without being told it takes a few seconds. `FUZZ_SEED` repeats what was found.
@Suite("Fuzz")
struct CommandFuzzTests {
    /// What a script may be told: done, a limit, usage, data, no input, a service, output, again, settings.
    private static let expected: Set<Int32> = [0, 3, 64, 65, 66, 69, 73, 74, 75, 78]

    private static func setting(_ name: String) -> Int? { ProcessInfo.processInfo.environment[name].flatMap(Int.init) }

    @Test("no crash, no hang, no mistake of ours")
    func commands() throws {
        let seconds = Self.setting("FUZZ_SECONDS") ?? 4
        let first = Self.setting("FUZZ_SEED") ?? 1
        let end = ContinuousClock.now + .seconds(seconds)
        let scenarios = TwinProcess.root.appendingPathComponent("Scenarios")
        let names = try FileManager.default.contentsOfDirectory(atPath: scenarios.path).filter { $0.hasSuffix(".yaml") }
            .sorted()
        var seed = first
        repeat {
            var mutations = Mutations(seed: UInt64(seed))
            let folder = try ScratchFolder()
            let name = mutations.one(of: names)
            try Self.copy(scenarios, name, to: folder, &mutations)
            let arguments = Self.arguments(&mutations)
            let (code, output) = try Self.run(arguments, in: folder.url)
            #expect(
                Self.expected.contains(code), "FUZZ_SEED=\(seed) \(name) \(arguments): \(code)\n\(output.prefix(600))")
            seed += 1
        } while ContinuousClock.now < end
    }

    /// A scenario with its data, one of them changed.
    private static func copy(
        _ scenarios: URL, _ name: String, to folder: ScratchFolder, _ mutations: inout Mutations
    ) throws {
        for part in ["data", "portfolios"] {
            try FileManager.default.createSymbolicLink(
                at: folder.url.appendingPathComponent(part), withDestinationURL: scenarios.appendingPathComponent(part))
        }
        let text = try String(contentsOf: scenarios.appendingPathComponent(name), encoding: .utf8)
        guard mutations.below(4) == 0 else { return _ = try folder.write("s.yaml", mutations.changed(text)) }
        // A table of its own in place of one that the scenario names.
        let part = mutations.one(of: ["data", "portfolios"])
        let tables = try FileManager.default.contentsOfDirectory(atPath: scenarios.path + "/" + part)
            .filter { $0.hasSuffix(".csv") }.sorted()
        let table = mutations.one(of: tables)
        let rows = try String(contentsOf: scenarios.appendingPathComponent(part + "/" + table), encoding: .utf8)
            .split(separator: "\n").prefix(700).joined(separator: "\n")
        try folder.write("changed.csv", mutations.changed(rows))
        try folder.write("s.yaml", text.replacing("\(part)/\(table)", with: "changed.csv"))
    }

    private static func arguments(_ mutations: inout Mutations) -> [String] {
        let command = mutations.one(of: [
            "check", "check", "run", "run", "run", "stress", "reverse", "replay", "calibrate",
        ])
        var arguments = [command, "s.yaml"]
        guard command != "check" else { return arguments }
        if command == "replay" { arguments += ["--path", "\(mutations.below(60))"] }
        if command == "calibrate" { return arguments + ["--out", "out"] }
        arguments += ["--paths", "50"]
        let value = mutations.one(of: Mutations.values)
        switch mutations.below(6) {
        case 0: arguments += ["--set", "simulation.horizon=\(value)"]
        case 1: arguments += ["--set", "measures=[{kind: value-at-risk, confidence: \(value)}]"]
        case 2: arguments += ["--seed", value]
        case 3: arguments += ["--set", "dependence={kind: student-t, degreesOfFreedom: \(value)}"]
        case 4: arguments += ["--precision", mutations.one(of: ["single", "double", value])]
        default: break
        }
        return arguments + (mutations.below(2) == 0 ? ["--json"] : ["--out", "out"])
    }

    /// - Returns: the exit code, or 128 and the signal where one ended it; −1 where it did not end.
    private static func run(_ arguments: [String], in folder: URL) throws -> (Int32, String) {
        let process = Process()
        process.executableURL = TwinProcess.binary
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let log = folder.appendingPathComponent("log")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        let handle = try FileHandle(forWritingTo: log)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = handle
        process.standardInput = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        let isInTime = ended.wait(timeout: .now() + 120) == .success
        if !isInTime { process.terminate() }
        let words = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
        guard isInTime else { return (-1, words) }
        return (
            process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus,
            words
        )
    }
}
