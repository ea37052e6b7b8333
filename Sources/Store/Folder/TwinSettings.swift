import Scenarios
import Settings

/// What `twin.yaml` says: which scenarios a twin runs, and how its nights go.
package struct TwinSettings: Sendable {
    package struct Entry: Sendable {
        package var name: String
        /// Relative to the folder.
        package var file: String
        /// As `key=value`.
        package var changes: [String]
    }

    /// When the data of a day must be there.
    package struct Ready: Sendable {
        /// Hour and minute of the local day.
        package var hour: Int
        package var minute: Int
        /// Seconds between two looks.
        package var poll: Double
        /// Whether every file must reach the day, or one of them: markets do not close on the same days.
        package var needsAll: Bool
    }

    package var name: String
    package var scenarios: [Entry]
    package var stress: Bool
    package var backtest: Bool
    package var ready: Ready?
    /// Of reports, by name; nil for those that are usual.
    package var formats: [String]?

    private static let shape = Shape.object([
        Setting("version", .count(1...1), .required, "The version of this form."),
        Setting("name", .text, .optional, "What the twin is called."),
        Setting(
            "scenarios",
            .list(
                .either(
                    .text,
                    or: .object([
                        Setting("file", .text, .required, "The scenario, relative to this folder."),
                        Setting("name", .text, .optional, "What its runs are called."),
                        Setting("set", .oneOrMore(.text), .optional, "Changes, as in simulation.paths=10_000."),
                    ])), atLeast: 1), .required, "What a night runs, in this order."),
        Setting(
            "formats", .list(.text, atLeast: 1), .optional, "Formats of reports, as in [text, csv, html, pdf, xlsx]."),
        Setting("stress", .flag, .optional, "Whether nights revalue stress scenarios; true where left out."),
        Setting(
            "backtest", .flag, .optional, "Whether nights run the backtests that scenarios have; true where left out."),
        Setting(
            "ready",
            .object([
                Setting(
                    "by", .text, .required,
                    "A time of the local day, as in \"02:30\": until then a night waits for files."),
                Setting("poll", .text, .optional, "How long between two looks, as in 30s."),
                Setting(
                    "files", .choice(["all", "any"]), .defaulted(.text("all")),
                    "Which files must reach the day: any where their markets do not close on the same days."),
            ]), .optional, "How long to wait for files that are late."),
    ])

    /// - Throws: every mistake that could be found.
    package init(_ folder: TwinFolder) throws {
        let text = String(decoding: try DurableFile.read(folder.settings), as: UTF8.self)
        let root = try SettingsFile.decode(yaml: text, file: folder.settings, as: Self.shape)
        var issues: [Issue] = []
        name = root["name"]?.text ?? folder.name
        stress = root["stress"]?.flag ?? true
        backtest = root["backtest"]?.flag ?? true
        formats = root["formats"].map { $0.items.compactMap(\.text) }
        let items: [Value] = root["scenarios"]?.items ?? []
        scenarios = items.map { item in
            let file = item["file"]?.text ?? item.text ?? ""
            return Entry(
                name: item["name"]?.text ?? Self.name(of: file), file: file,
                changes: (item["set"]?.items ?? []).compactMap(\.text))
        }
        for (index, entry) in scenarios.enumerated() {
            let location = items[index].location
            if scenarios[..<index].contains(where: { $0.name == entry.name }) {
                issues.append(
                    Issue(
                        "two scenarios are called “\(entry.name)”", hint: "give one of them a name: {file: …, name: …}",
                        at: location, path: "scenarios[\(index)]"))
            }
            if entry.name.isEmpty || entry.name.count > 100 || entry.name.printable != entry.name
                || entry.name.contains("/") || entry.name.contains(":") || entry.name.hasPrefix(".")
            {
                issues.append(
                    Issue(
                        "“\(entry.name)” is no name of a scenario", hint: "use letters, digits and hyphens",
                        at: location,
                        path: "scenarios[\(index)]"))
            }
            for change in entry.changes where Override(change) == nil {
                issues.append(
                    Issue(
                        "“\(change)” is no change", hint: "write KEY=VALUE, as in simulation.paths=10_000",
                        at: location,
                        path: "scenarios[\(index)].set"))
            }
        }
        if let written = root["ready"] {
            let clock = (written["by"]?.text ?? "").split(separator: ":").map { Int($0) }
            let poll = written["poll"]?.text ?? "30s"
            let seconds = poll.hasSuffix("s") ? Double(poll.dropLast()) : nil
            if clock.count == 2, let hour = clock[0], let minute = clock[1], (0...23).contains(hour),
                (0...59).contains(minute), let seconds, seconds > 0
            {
                ready = Ready(
                    hour: hour, minute: minute, poll: seconds, needsAll: written["files"]?.text != "any")
            } else {
                issues.append(
                    Issue(
                        "“ready” needs a time and seconds", hint: "write ready: {by: \"02:30\", poll: 30s}",
                        at: written.location, path: "ready"))
            }
        }
        guard issues.isEmpty else { throw Issues(issues) }
    }

    /// Of a scenario's file: without folders and ending.
    package static func name(of file: String) -> String {
        let last = file.split(separator: "/").last.map(String.init) ?? file
        let ending = [".yaml", ".yml", ".json"].first { last.hasSuffix($0) && last.count > $0.count } ?? ""
        return String(last.dropLast(ending.count))
    }
}
