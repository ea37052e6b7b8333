import ArgumentParser
import FoundationEssentials
import Journal
import MarketTwin
import Store

/// `twin run FILE`: the main job.
struct RunCommand: StudyCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Simulate a scenario, measure its risk and write the report.")

    @OptionGroup var scenario: ScenarioArguments

    @OptionGroup var work: WorkArguments
    @OptionGroup var output: OutputArguments

    @Flag(help: "Exit with 3, after all is written, when a limit of the scenario is breached.")
    var failOnBreach = false

    @Flag(help: "The same, and also when the paths are too few to rule a breach out.")
    var failOnUndecided = false

    @Option(
        help: ArgumentHelp("Keep the run, with all that went into it, in this twin's folder.", valueName: "folder"),
        completion: .directory)
    var store: String?

    private let kept = KeptEvidence()

    private enum CodingKeys: CodingKey { case scenario, work, output, failOnBreach, failOnUndecided, store }

    static let study = RiskStudy()
    var workers: Int? { work.workers }
    var folder: ReportPlace { ReportPlace.standard(for: scenario.file) }
    var furtherNames: [String] { ["components.csv"] + (store == nil ? [] : [Provenance.fileName]) }

    func request() throws -> ScenarioRequest { try scenario.request() }

    func find(_ request: ScenarioRequest, in workshop: Workshop) throws -> RiskReport {
        guard store != nil else { return try Self.study.run(request, in: workshop) }
        kept.began = .now
        let evidence = try Self.study.evidence(request, in: workshop)
        kept.evidence = evidence
        return evidence.report
    }

    var keep: ((RiskReport, [ReportFolder.File]) throws -> [ReportFolder.File])? {
        guard let store else { return nil }
        return { report, files in
            guard let evidence = kept.evidence else { return [] }
            let keeping = RunKeeping(
                folder: TwinFolder(store), scenario: TwinSettings.name(of: scenario.file),
                changes: try scenario.changes.overrides().map { "\($0.path)=\($0.value)" })
            let isBreach =
                (failOnBreach && report.limits.contains { $0.status == .breach })
                || (failOnUndecided && report.limits.contains { $0.status == .breach || $0.mayBeBreached })
            let (id, provenance) = try keeping.keep(
                evidence, files: files, exitCode: isBreach ? Int(Door.Code.limit.rawValue) : 0, began: kept.began,
                workers: evidence.report.engine.workers)
            Door.complain("kept as run \(id.description.prefix(12)) in \(store)\n")
            return [provenance]
        }
    }

    /// Names the limits that make a batch stop, and stops it, where the flags ask for that.
    func conclude(_ report: RiskReport) throws {
        guard failOnBreach || failOnUndecided else { return }
        let limits = report.limits
        let breached = limits.filter { $0.status == .breach }
        let open = failOnUndecided ? limits.filter(\.mayBeBreached) : []
        guard !breached.isEmpty || !open.isEmpty else { return }
        for reading in breached { Door.complain("limit breached: \(reading.words)\n") }
        for reading in open { Door.complain("limit undecided: \(reading.words)\n") }
        throw Door.Code.limit
    }
}

/// What a run found, with all that it was found from, between its work and its keeping.
private final class KeptEvidence {
    var evidence: RiskEvidence?
    var began = Timestamp.now
}

/// What every command that reads a scenario takes.
struct ScenarioArguments: ParsableArguments {
    @Argument(help: "The scenario file.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @OptionGroup var changes: ScenarioChanges

    /// - Parameter settings: values that options of the command give to settings, where they are given.
    func request(setting settings: [(key: String, value: String?)] = []) throws -> ScenarioRequest {
        let further = settings.compactMap { setting in
            setting.value.map { Override(path: setting.key, value: $0) }
        }
        return ScenarioRequest(file, overrides: try changes.overrides() + further)
    }
}

/// What the command line may change about a scenario.
struct ScenarioChanges: ParsableArguments {
    @Option(help: "Paths; overrides simulation.paths.")
    var paths: String?

    @Option(help: "Seed; overrides simulation.seed.")
    var seed: String?

    @Option(help: "Precision of the drivers, double or single; overrides simulation.precision.")
    var precision: String?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Change a value of the scenario, as in market.levels.EQ.ACME=105; may be repeated.", valueName: "key=value")
    )
    var changes: [String] = []

    func overrides() throws -> [Override] {
        var overrides = try Self.overrides(changes, option: "--set")
        for (path, value) in [("paths", paths), ("seed", seed), ("precision", precision)] {
            if let value { overrides.append(Override(path: "simulation.\(path)", value: value)) }
        }
        return overrides
    }

    static func overrides(_ changes: [String], option: String) throws -> [Override] {
        try changes.map { text in
            guard let override = Override(text) else {
                throw ValidationError("\(option) takes KEY=VALUE, as in simulation.paths=10_000, not “\(text)”")
            }
            return override
        }
    }
}
