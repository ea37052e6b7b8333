import Reports
import Scenarios

/// A question that a person asks of a run, and all that is its own: the work, what it finds, and how that is read and stored.
///
/// A study is a target of its own, so that none can use another's insides. The section of a scenario file that it reads is a
/// `ScenarioSection` beside it. A new one is a folder, a line in the catalog, a line in the manifest, and a command.
public protocol Study: Sendable {
    /// What is asked: files, changes, choices.
    associatedtype Request: Sendable
    /// What was found: figures with their errors, and what a report tells of how they came about. As JSON it is written and
    /// read by one description.
    associatedtype Finding: Sendable, Codable

    /// As of its command: “stress”. What it found is identified by it.
    static var name: String { get }

    /// The sections that its reports may have.
    static var outline: DocumentOutline { get }

    /// Does the work.
    ///
    /// - Throws: `Issues` where what was asked for, a scenario or its data are wrong; `RiskRunError` where a figure is no number
    ///   and nothing that a reader could mend is behind it; `CancellationError` where the workshop was told to stop.
    func run(_ request: Request, in workshop: Workshop) throws -> Finding

    /// The finding as a reader meets it.
    func document(of finding: Finding) -> Document

    /// The finding as it is stored and sent: one JSON object.
    ///
    /// - Parameter secondsOfReporting: how long reporting has taken so far, for findings that hold timings.
    /// - Throws: `ReportError.notFinite` where a figure is infinite or not a number, which JSON cannot hold.
    func json(of finding: Finding, secondsOfReporting: @escaping @Sendable () -> Double) throws -> String
}

extension Study {
    public func json(
        of finding: Finding, secondsOfReporting: @escaping @Sendable () -> Double = { 0 }
    ) throws -> String {
        try FindingJSON().render(finding)
    }
}

extension Study where Request == ScenarioRequest {
    /// The same for a file as it is, or with some changes.
    public func run(_ file: String, overrides: [Override] = [], in workshop: Workshop) throws -> Finding {
        try run(ScenarioRequest(file, overrides: overrides), in: workshop)
    }
}

/// A scenario file, and what the command line changes about it.
public struct ScenarioRequest: Sendable {
    public var file: String
    public var overrides: [Override]

    public init(_ file: String, overrides: [Override] = []) {
        self.file = file
        self.overrides = overrides
    }
}
