import Reports

/// A question that a person asks of a run, and all that is its own: the work, the finding, its document and its JSON.
///
/// The section of a scenario file that a study reads is a `ScenarioSection` beside it. A study is a target of its own, so that none
/// can use another's insides; a new one is a folder, a line in the catalog and one in the manifest, and a command.
public protocol Study: Sendable {
    /// What is asked: files, changes, choices.
    associatedtype Request: Sendable
    /// What was found, with all that a report tells of it.
    associatedtype Finding: Sendable

    /// As of its command, and of the folder of its reports: “stress”.
    static var name: String { get }

    init()

    /// - Throws: `Issues` where what was asked for, a scenario or its data are wrong; `RunOverflow` where a figure is no number
    ///   and nothing that a reader could mend is behind it; `CancellationError` where the workshop was told to stop.
    func run(_ request: Request, in workshop: Workshop) throws -> Finding

    /// The finding as a reader meets it.
    func document(of finding: Finding) -> Document

    /// The finding as it is stored and sent.
    func json(of finding: Finding) throws -> String
}

/// A scenario file, and what the command line changes about it.
public struct ScenarioRequest: Sendable {
    public var file: String
    public var overrides: [Override]

    public init(file: String, overrides: [Override] = []) {
        self.file = file
        self.overrides = overrides
    }
}
