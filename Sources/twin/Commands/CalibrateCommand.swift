import ArgumentParser
import FoundationEssentials
import MarketTwin

/// `twin calibrate FILE`: the market model alone, with its errors and its diagnosis.
struct CalibrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate", abstract: "Fit the market model to its history, and show how well it fits.",
        discussion: """
            Writes model.yaml and correlations.csv, which “twin run” accepts in place of a history (market: {model: FILE}, \
            or by themselves), and the diagnosis as text, JSON and HTML.
            """)

    @OptionGroup var scenario: ScenarioArguments

    @Flag(help: "Print the diagnosis as JSON and nothing else; writes no files unless --out is given.")
    var json = false

    @Option(
        help: ArgumentHelp("Write the files here (reports/SCENARIO-model where left out).", valueName: "dir"),
        completion: .directory)
    var out: String?

    func run() throws {
        try Door.guarding {
            let overrides = try scenario.overrides()
            let path = out ?? (json ? nil : ReportFolder.standard(for: scenario.file) + "-model")
            let names = ["model.yaml", ModelFile.correlationName, "report.txt", "report.json", "report.html"]
            let folder = try path.map { try ReportFolder($0, for: names) }
            defer { folder?.abandon() }
            let result = try CalibrationRun().calibrate(scenario.file, overrides: overrides)
            let (report, model) = (result.report, result.model)
            let files =
                try folder?.write([
                    .init(name: names[0]) { model.scenario }, .init(name: names[1]) { model.correlations },
                    .init(name: names[2]) { CalibrationText().render(report) },
                    .init(name: names[3]) { try CalibrationJSON().render(report) },
                    .init(name: names[4]) { try CalibrationPage().render(report) },
                ]) ?? []
            try Door.say(
                json
                    ? CalibrationJSON().render(report) : CalibrationText(usesColor: Door.usesColor).render(report))
            if !json, let page = files.last, let model = files.first {
                try Door.say("\nModel: \(model)\nReport: \(page)\n")
            }
        }
    }
}
