import ArgumentParser
import MarketTwin

/// `twin schema scenario`: the JSON Schema of a scenario file.
struct SchemaCommand: ParsableCommand {
    enum Subject: String, ExpressibleByArgument, CaseIterable {
        case scenario
    }

    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print a JSON Schema (draft-07), for editors and validators.")

    @Argument(help: "What the schema describes: scenario.")
    var subject: Subject

    func run() throws {
        switch subject {
        case .scenario: try Door.say(Catalog.standard.scenarioSchema)
        }
    }
}
