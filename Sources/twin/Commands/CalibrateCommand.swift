import ArgumentParser
import FoundationEssentials
import MarketTwin

/// `twin calibrate FILE`: the market model alone, with its errors and its diagnosis.
struct CalibrateCommand: StudyCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate", abstract: "Fit the market model to its history, and show how well it fits.",
        discussion: """
            Writes model.yaml and correlations.csv, which “twin run” accepts in place of a history (market: {model: FILE}, \
            or by themselves), and the diagnosis as text, JSON and HTML.
            """)

    @OptionGroup var scenario: ScenarioArguments

    @OptionGroup var output: OutputArguments

    private static let modelName = "model.yaml"

    static let study = CalibrationStudy()
    var folder: ReportPlace { ReportPlace.standard(for: scenario.file) + "-model" }

    func request() throws -> ScenarioRequest { try scenario.request() }

    var furtherNames: [String] { [Self.modelName, ModelFile.correlationName] }

    func files(of finding: CalibrationStudy.Finding) -> [ReportFolder.File] {
        guard let model = finding.model else { return [] }
        return [
            .init(name: Self.modelName, text: model.scenario, title: "Model"),
            .init(name: ModelFile.correlationName, text: model.correlations),
        ]
    }
}
