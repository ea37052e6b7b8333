import ArgumentParser
import MarketTwin

/// Where the result of a command goes, for commands that make a document.
struct OutputArguments: ParsableArguments {
    @Flag(help: "Print the result as JSON and nothing else; writes no files unless --out is given.")
    var json = false

    @Option(
        help: ArgumentHelp("Write the report here (reports/SCENARIO-COMMAND where left out).", valueName: "dir"),
        completion: .directory)
    var out: String?

    @Option(help: "Blocks of paths worked on at a time; the result does not depend on it.")
    var workers: Int?

    private static let names = ["report.txt", "report.json", "report.csv", "report.html"]

    func validate() throws {
        if let workers, workers < 1 || workers > 4_096 {
            throw ValidationError("--workers must be from 1 to 4096, not \(workers)")
        }
    }

    /// The folder for the files; nil where none are wanted.
    func folder(for scenario: String, command: String) throws -> ReportFolder? {
        let path = out ?? (json ? nil : ReportFolder.standard(for: scenario) + "-" + command)
        return try path.map { try ReportFolder($0, for: Self.names) }
    }

    /// Writes the files, and the result to standard output.
    func deliver(_ document: Document, to folder: ReportFolder?, json render: () throws -> String) throws {
        let text = try render()
        let files =
            try folder?.write([
                .init(name: Self.names[0]) { DocumentText().render(document) },
                .init(name: Self.names[1]) { text },
                .init(name: Self.names[2]) { try DocumentCSV().render(document) },
                .init(name: Self.names[3]) { try DocumentPage().render(document) },
            ]) ?? []
        try Door.say(json ? text : DocumentText(usesColor: Door.usesColor).render(document))
        if !json, let page = files.last { try Door.say("\nReport: \(page)\n") }
    }
}
