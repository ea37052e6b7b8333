import ArgumentParser
import FoundationEssentials
import Journal
import MarketTwin
import Store

/// `twin init FOLDER`: the folder of a twin, and a first run in it.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a twin's folder: settings, scenarios, a signed journal, a first run.",
        discussion: """
            The folder keeps every run with all that went into it, so that it can be found, compared and computed again: \
            “twin runs”, “twin nightly”, “twin verify”.

            Example: twin init desk --from Scenarios/quickstart.yaml
            """)

    @OptionGroup var twin: TwinFolderArgument

    @Option(
        help: ArgumentHelp("A scenario to begin with, copied with the files it names.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var from: String?

    @OptionGroup var work: WorkArguments

    func run() throws {
        try Door.guarding {
            let workers = try Start.workers(work.workers ?? Machine.processorCount)
            let folder = twin.place
            let workshop = Workshop.standard(workers: workers, secondsToStart: Door.secondsOfProcess)
            let making: TwinMaking
            if let from {
                // What is wrong with it is said before anything is made.
                making = try TwinMaking(copying: workshop.check(ScenarioRequest(from)).files)
            } else {
                making = TwinMaking(first: String(Timestamp.now.description.prefix(10)))
            }
            try making.make(folder)
            let began = Timestamp.now
            let file = folder.path + "/" + making.scenario
            let evidence = try RiskStudy().evidence(ScenarioRequest(file), in: workshop)
            let files = try RiskStudy().files(of: evidence.report, in: Catalog.documentFormats)
            let (id, _) = try RunKeeping(
                folder: folder, scenario: TwinSettings.name(of: making.scenario), changes: []
            ).keep(
                evidence, files: files.map { .init(name: $0.name, bytes: $0.bytes) }, exitCode: 0, began: began,
                workers: workers)
            let text = DocumentText(usesColor: Door.usesColor, reading: .brief)
            try Door.say(styled: text.render(RiskStudy().document(of: evidence.report)))
            try Door.say(
                """

                Made \(folder.path): settings in twin.yaml, the scenario \(making.scenario), the run \(id.description.prefix(12)).
                Its public key, to keep elsewhere: \(try Store.verifierKey(folder.publicKey).written)
                Next: twin nightly \(folder.path) · twin runs \(folder.path) · twin verify \(folder.path)

                """)
        }
    }
}
