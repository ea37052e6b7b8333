import Foundation
import TestSupport
import Testing

/// Commands that write, killed or refused at the n-th call of a kind: the folder is that of before or that of after, whole, and the
/// next run takes away what was left. `make faults` takes 500 of them.
@Suite("commands that are cut short while they write")
struct FaultSoakTests {
    private static let count = ProcessInfo.processInfo.environment["FAULTS"].flatMap { Int($0) } ?? 28

    /// A command, and what its files say of the seed or level that it was run with: the same in each where they are of one run.
    private struct Command: Sendable, CustomTestStringConvertible {
        var name: String
        /// With a number in place of `#`.
        var arguments: [String]
        /// Below the scratch folder.
        var folder: String

        var testDescription: String { name }

        func arguments(_ number: Int) -> [String] { arguments.map { $0.replacing("#", with: "\(number)") } }
    }

    private static let commands = [
        Command(name: "run", arguments: ["run", "s.yaml", "--set", "market.levels.EQ.A=10#"], folder: "reports/s"),
        Command(
            name: "run --out", arguments: ["run", "s.yaml", "--out", "o", "--set", "market.levels.EQ.A=10#"],
            folder: "o"),
        Command(
            name: "stress", arguments: ["stress", "s.yaml", "--out", "o", "--set", "market.levels.EQ.A=10#"],
            folder: "o"),
        Command(
            name: "compare",
            arguments: ["compare", "s.yaml", "s.yaml", "--out", "o", "--set-second", "market.levels.EQ.A=10#"],
            folder: "o"),
        Command(
            name: "calibrate", arguments: ["calibrate", "h.yaml", "--out", "o", "--set", "calibration.window=5#d"],
            folder: "o"),
        Command(name: "import", arguments: ["import", "p#.csv", "--to", "o", "--replace"], folder: "o"),
    ]

    private static func scratch() throws -> ScratchFolder {
        let history = """
            version: 1
            title: History
            market: {history: [{kind: csv, path: prices.csv}]}
            calibration: {window: 60d}
            portfolio: {positions: [{id: a, book: B, quantity: 1, instrument: {kind: equity, factor: EQ.A}}]}
            simulation: {paths: 1_000}

            """
        let prices = TwinFolderFixture.prices(days: 90)
        return try ScratchFolder([
            "s.yaml": smallScenario, "h.yaml": history, "prices.csv": prices, "p1.csv": prices,
            "p2.csv": prices.replacing("EQ.A", with: "EQ.Z"),
        ])
    }

    /// What lies in the folder, without times and what depends on them.
    private static func contents(_ scratch: ScratchFolder, _ folder: String) throws -> [String: String] {
        let names = scratch.contents.filter { $0.hasPrefix(folder + "/") }
        return Dictionary(
            uniqueKeysWithValues: try names.map { name in
                var text = try String(contentsOfFile: scratch.path(name), encoding: .utf8)
                if name.hasSuffix(".json") {
                    var object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
                    for key in ["timings", "seconds"] { object[key] = nil }
                    let plain = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
                    text = String(decoding: plain, as: UTF8.self)
                } else if name.hasSuffix(".html") || name.hasSuffix(".txt") {
                    text = ""  // It says how long the work took.
                }
                return (name, text)
            })
    }

    @Test("each time the old folder or the new one, never a mixture, and nothing left behind", arguments: commands)
    private func faults(_ command: Command) throws {
        let scratch = try Self.scratch()
        func run(_ number: Int, _ fault: String? = nil) throws -> TwinProcess {
            try TwinProcess(
                command.arguments(number), in: scratch.url, environment: fault.map { ["MARKET_TWIN_FAULT": $0] } ?? [:])
        }
        let first = try run(1)
        #expect(first.code == 0, "\(first.errors)")
        let old = try Self.contents(scratch, command.folder)
        #expect(try run(2).code == 0)
        let new = try Self.contents(scratch, command.folder)
        #expect(old != new && !old.isEmpty)
        let everything = scratch.contents.count
        #expect(try run(1).code == 0)
        var hits = 0
        let calls = ["rename", "write", "synchronize", "link", "folder", "open", "remove"]
        for number in 0..<max(1, Self.count / Self.commands.count) {
            let how = number.isMultiple(of: 3) ? "refused" : "killed"
            let fault = "\(calls[number % calls.count]):\(1 + number / calls.count):\(how)"
            let broken = try run(2, fault)
            let left = try Self.contents(scratch, command.folder)
            let what = "\(command.name), \(fault): exit \(broken.code) \(broken.errors)"
            if broken.code != 0 { hits += 1 }
            #expect([0, 74, 75, 9].contains(broken.code), "\(what)")
            let visible = left.filter { !$0.key.contains("/.") }
            #expect(visible == old || visible == new, "\(what): a mixture")
            if broken.code == 0 { #expect(visible == new, "\(what)") }
            #expect(try run(1).code == 0, "\(what)")
            #expect(try Self.contents(scratch, command.folder) == old, "\(what): the next run")
            #expect(scratch.contents.count == everything, "\(what): \(scratch.contents)")
        }
        #expect(hits > 0, "no fault hit \(command.name)")
    }
}
