import ArgumentParser
import MarketTwin

/// What every command takes that makes a document: where it goes, and in which form.
struct OutputArguments: ParsableArguments {
    /// A document, and the same as JSON.
    struct Result {
        var document: Document
        var json: () throws -> String
    }

    @Flag(help: "Print the result as JSON and nothing else; writes no files unless --out is given.")
    var json = false

    @Option(
        help: ArgumentHelp("Write the report here (a folder under reports/ where left out).", valueName: "dir"),
        completion: .directory)
    var out: String?

    private static let names = ["report.txt", "report.json", "report.csv", "report.html"]

    /// Makes sure that the folder can be written to, does the work, writes every file or none, and says the result.
    ///
    /// - Parameters:
    ///   - folder: where `--out` is not given.
    ///   - work: gets what shows its progress.
    func deliver(
        to folder: String, _ work: (@escaping @Sendable (RiskRun.Phase) -> Void) throws -> Result
    ) throws {
        let folder = try (out ?? (json ? nil : folder)).map { try ReportFolder($0, for: Self.names) }
        let bar = ProgressBar()
        defer {
            bar.clear()
            folder?.abandon()
        }
        let result = try work { bar.show($0) }
        bar.clear()
        let document = result.document
        let files =
            try folder?.write([
                .init(name: Self.names[0]) { DocumentText().render(document) },
                .init(name: Self.names[1]) { try result.json() },
                .init(name: Self.names[2]) { try DocumentCSV().render(document) },
                .init(name: Self.names[3]) { try DocumentPage().render(document) },
            ]) ?? []
        try Door.say(json ? result.json() : DocumentText(usesColor: Door.usesColor).render(document))
        if !json, let page = files.last { try Door.say("\nReport: \(page)\n") }
    }
}

/// How the work of a command is done.
struct WorkArguments: ParsableArguments {
    @Option(help: "Blocks of paths worked on at a time; the result does not depend on it.")
    var workers: Int?

    func validate() throws {
        if let workers, workers < 1 || workers > 4_096 {
            throw ValidationError("--workers must be from 1 to 4096, not \(workers)")
        }
    }

    func options(_ scenario: ScenarioArguments) throws -> RiskRun.Options {
        var options = RiskRun.Options()
        options.overrides = try scenario.overrides()
        if let workers { options.workers = workers }
        return options
    }
}
