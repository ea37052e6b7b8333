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

    @OptionGroup var output: OutputArguments

    private static let modelName = "model.yaml"

    func validate() throws { try output.check(.calibrate) }

    func run() throws {
        try Door.guarding {
            let overrides = try scenario.overrides()
            let names = [Self.modelName, ModelFile.correlationName]
            try output.deliver(to: ReportFolder.standard(for: scenario.file) + "-model", further: names) { _ in
                let result = try CalibrationRun().calibrate(scenario.file, overrides: overrides)
                let (report, model) = (result.report, result.model)
                return OutputArguments.Result(
                    document: Document(report), json: { try FindingJSON().render(report) },
                    further: [
                        .init(name: Self.modelName, text: model.scenario, title: "Model"),
                        .init(name: ModelFile.correlationName, text: model.correlations),
                    ])
            }
        }
    }
}
