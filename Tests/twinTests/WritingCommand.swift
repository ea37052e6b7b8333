import Foundation
import TestSupport
import Testing

/// A command, and what its files say of the seed or level that it was run with: the same in each where they are of one run.
struct WritingCommand: Sendable, CustomTestStringConvertible {
    var name: String
    /// With a number in place of `#`.
    var arguments: [String]
    /// Below the scratch folder.
    var folder: String

    var testDescription: String { name }

    func arguments(_ number: Int) -> [String] { arguments.map { $0.replacing("#", with: "\(number)") } }

    static let all = [
        WritingCommand(
            name: "run", arguments: ["run", "s.yaml", "--set", "market.levels.EQ.A=10#"], folder: "reports/s"),
        WritingCommand(
            name: "run --out", arguments: ["run", "s.yaml", "--out", "o", "--set", "market.levels.EQ.A=10#"],
            folder: "o"),
        WritingCommand(
            name: "stress", arguments: ["stress", "s.yaml", "--out", "o", "--set", "market.levels.EQ.A=10#"],
            folder: "o"),
        WritingCommand(
            name: "compare",
            arguments: ["compare", "s.yaml", "s.yaml", "--out", "o", "--set-second", "market.levels.EQ.A=10#"],
            folder: "o"),
        WritingCommand(
            name: "calibrate", arguments: ["calibrate", "h.yaml", "--out", "o", "--set", "calibration.window=5#d"],
            folder: "o"),
        WritingCommand(name: "import", arguments: ["import", "p#.csv", "--to", "o", "--replace"], folder: "o"),
    ]

    static func scratch() throws -> ScratchFolder {
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
    static func contents(_ scratch: ScratchFolder, _ folder: String) throws -> [String: String] {
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
}
