import ArgumentParser
import MarketTwin

/// `twin compare A B`: what changed from one run to another, and why.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Explain the change of risk from one scenario or result to another.",
        discussion: """
            A and B are scenario files, or results of “twin run” (report.json). The change of every figure is taken apart \
            into steps: market levels, volatilities and correlations, time, positions, model settings, and Monte Carlo noise; \
            each is a full run on common random numbers, with its standard error. Of results whose scenarios have changed \
            since, the figures stand side by side.
            """)

    @Argument(help: "A scenario file, or a result as JSON.", completion: .file(extensions: ["yaml", "yml", "json"]))
    var first: String

    @Argument(help: "What to compare it with.", completion: .file(extensions: ["yaml", "yml", "json"]))
    var second: String

    @OptionGroup var changes: ScenarioChanges

    @Option(
        name: .customLong("set-second"),
        help: ArgumentHelp(
            "Change a value of the second scenario alone, as in market.levels.EQ.ACME=105; may be repeated.",
            valueName: "key=value"))
    var secondChanges: [String] = []

    @Flag(help: "Print the comparison as JSON and nothing else; writes no files unless --out is given.")
    var json = false

    @Option(
        help: ArgumentHelp("Write the report here (reports/SECOND-compare where left out).", valueName: "dir"),
        completion: .directory)
    var out: String?

    @Option(help: "Blocks of paths worked on at a time; the result does not depend on it.")
    var workers: Int?

    func validate() throws {
        if let workers, workers < 1 || workers > 4_096 {
            throw ValidationError("--workers must be from 1 to 4096, not \(workers)")
        }
    }

    func run() throws {
        try Door.guarding {
            var options = ComparisonRun.Options()
            options.overrides = try changes.overrides()
            options.secondOverrides = try ScenarioChanges.overrides(secondChanges, option: "--set-second")
            if let workers { options.workers = workers }
            let path = out ?? (json ? nil : ReportFolder.standard(for: second) + "-compare")
            let names = ["report.txt", "report.json", "report.csv", "report.html"]
            let folder = try path.map { try ReportFolder($0, for: names) }
            let bar = ProgressBar()
            defer {
                bar.clear()
                folder?.abandon()
            }
            let comparison = try ComparisonRun().compare(first, second, options: options) { bar.show($0) }
            bar.clear()
            let document = Document(comparison)
            let files =
                try folder?.write([
                    .init(name: names[0]) { DocumentText().render(document) },
                    .init(name: names[1]) { try ComparisonJSON().render(comparison) },
                    .init(name: names[2]) { try DocumentCSV().render(document) },
                    .init(name: names[3]) { try DocumentPage().render(document) },
                ]) ?? []
            try Door.say(
                json
                    ? ComparisonJSON().render(comparison)
                    : DocumentText(usesColor: Door.usesColor).render(document))
            if !json, let page = files.last { try Door.say("\nReport: \(page)\n") }
        }
    }
}
