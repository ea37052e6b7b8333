import Foundation
import TestSupport

/// A twin's folder with a small history, for nights.
struct TwinFolderFixture {
    let scratch: ScratchFolder

    private static let scenario = """
        version: 1
        title: Small
        market: {history: [{kind: csv, path: prices.csv}]}
        calibration: {window: 60d}
        portfolio:
          positions:
            - {id: a, book: Shares, quantity: 10, instrument: {kind: equity, factor: EQ.A}}
            - {id: b, book: Shares, quantity: 20, instrument: {kind: equity, factor: EQ.B}}
        simulation: {paths: 4_000, horizon: 1d}
        measures: [{kind: value-at-risk, confidence: 99%}, {kind: expected-shortfall, confidence: 97.5%}]

        """

    /// - Parameters:
    ///   - further: scenarios beside `s`, their texts by name.
    ///   - settings: lines of `twin.yaml` besides.
    init(further: [String: String] = [:], settings: String = "") throws {
        scratch = try ScratchFolder()
        let folders = ["desk/scenarios", "desk/objects", "desk/snapshots"]
        try scratch.write("s.yaml", Self.scenario)
        try scratch.write("prices.csv", Self.prices(days: 90))
        let made = try scratch.twin("init", "desk", "--from", "s.yaml")
        guard made.code == 0 else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSLocalizedDescriptionKey: made.errors])
        }
        for folder in folders {
            try FileManager.default.createDirectory(atPath: scratch.path(folder), withIntermediateDirectories: true)
        }
        for (name, text) in further { try scratch.write("desk/scenarios/\(name).yaml", text) }
        let names = (["s"] + further.keys.sorted()).map { "  - scenarios/\($0).yaml" }.joined(separator: "\n")
        try scratch.write("desk/twin.yaml", "version: 1\nscenarios:\n\(names)\n\(settings)\n")
    }

    /// The scenario with another setting, as in `simulation: …`.
    static func scenario(_ old: String, _ new: String) -> String { scenario.replacing(old, with: new) }

    /// Closes of weekdays from 2022-01-03 on, by a congruential generator: the same for ever.
    static func prices(days: Int) -> String {
        var state: UInt64 = 42
        func move() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (Double(state >> 11) / 9_007_199_254_740_992 - 0.5) * 0.04
        }
        var (a, b) = (100.0, 50.0)
        var lines = ["date,EQ.A,EQ.B"]
        var date =
            DateComponents(calendar: Calendar(identifier: .gregorian), timeZone: .gmt, year: 2022, month: 1, day: 3)
            .date ?? .now
        while lines.count <= days {
            let weekday = Calendar(identifier: .gregorian).component(.weekday, from: date)
            if weekday != 1 && weekday != 7 {
                (a, b) = (a * (1 + move()), b * (1 + move()))
                lines.append("\(date.formatted(.iso8601.year().month().day())),\(a),\(b)")
            }
            date += 86_400
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The dates of the history, the first first.
    var dates: [String] {
        Self.prices(days: 90).split(separator: "\n").dropFirst().map { String($0.prefix(10)) }
    }

    func nightly(_ arguments: String..., environment: [String: String] = [:]) throws -> TwinProcess {
        try TwinProcess(["nightly", "desk"] + arguments, in: scratch.url, environment: environment)
    }

    /// `state` of each step, by its name.
    func states() throws -> [String: String] {
        let steps = try object("desk/status.json")["steps"] as? [[String: Any]] ?? []
        return Dictionary(
            uniqueKeysWithValues: steps.map { ($0["name"] as? String ?? "", $0["state"] as? String ?? "") })
    }

    func object(_ name: String) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: scratch.path(name)))) as? [String: Any]
            ?? [:]
    }

    /// The figures of every stored run: scenario, date, and the measures as they are written.
    func figures() throws -> [String] {
        let text = try scratch.twin("runs", "desk", "--json").output
        let runs =
            (try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])?["runs"] as? [[String: Any]]
            ?? []
        return runs.map { run in
            let measures = (run["measures"] as? [[String: Any]] ?? []).map { "\($0["value"] ?? "")" }.joined(
                separator: " ")
            return "\(run["scenario"] ?? "") \(run["asOf"] ?? "") \(measures)"
        }.sorted()
    }
}
