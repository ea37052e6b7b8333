import ArgumentParser
import MarketTwin

/// A command that asks a study, and delivers what it found.
protocol StudyCommand: ParsableCommand {
    associatedtype Asked: Study

    static var study: Asked { get }

    var output: OutputArguments { get }
    /// Blocks of paths worked on at a time; nil for as many as there are processors.
    var workers: Int? { get }
    /// The folder of reports where none is named.
    var folder: ReportPlace { get }

    func request() throws -> Asked.Request
    /// The names of what the command writes besides the report, and of records that its report has.
    var furtherNames: [String] { get }
    /// What the command writes besides the report.
    func files(of finding: Asked.Finding) -> [ReportFolder.File]
    /// The work itself.
    func find(_ request: Asked.Request, in workshop: Workshop) throws -> Asked.Finding
    /// Keeps the finding and its files in a record; nil where nothing is kept.
    var keep: ((Asked.Finding, [ReportFolder.File]) throws -> [ReportFolder.File])? { get }
    /// What is left when all is written.
    func conclude(_ finding: Asked.Finding) throws
}

extension StudyCommand {
    var workers: Int? { nil }
    var furtherNames: [String] { [] }

    func files(of finding: Asked.Finding) -> [ReportFolder.File] { [] }
    func conclude(_ finding: Asked.Finding) throws {}
    func find(_ request: Asked.Request, in workshop: Workshop) throws -> Asked.Finding {
        try Self.study.run(request, in: workshop)
    }
    var keep: ((Asked.Finding, [ReportFolder.File]) throws -> [ReportFolder.File])? { nil }

    func validate() throws { try output.check(Asked.outline) }

    func run() throws {
        try Door.guarding {
            let started = Door.secondsOfProcess
            let workers = try Start.workers(workers ?? Machine.processorCount)
            let request = try request()
            let written = (request as? ScenarioRequest).flatMap { OutputSettings.written(in: $0) }
            try output.deliver(
                Self.study, to: folder, written: written, further: (furtherNames, files), keep: keep,
                conclude: conclude
            ) { cancellation, progress in
                var workshop = Workshop.standard(
                    workers: workers, secondsToStart: started, cancellation: cancellation, progress: progress)
                workshop.keepsLosses = try output.choice(written: written).needsLosses
                return try find(request, in: workshop)
            }
        }
    }
}
