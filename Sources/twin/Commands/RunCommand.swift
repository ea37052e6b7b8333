import ArgumentParser
import FoundationEssentials
import MarketTwin

/// `twin run FILE`: the main job.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Simulate a scenario, measure its risk and write the report.")

    @OptionGroup var scenario: ScenarioArguments

    @Flag(help: "Print the result as JSON and nothing else; writes no files unless --out is given.")
    var json = false

    @Option(
        help: ArgumentHelp("Write the report here (reports/SCENARIO where left out).", valueName: "dir"),
        completion: .directory)
    var out: String?

    @Option(help: "Blocks of paths worked on at a time; the result does not depend on it.")
    var workers: Int?

    @Flag(help: "Exit with 3, after all is written, when a limit of the scenario is breached.")
    var failOnBreach = false

    @Flag(help: "The same, and also when the paths are too few to rule a breach out.")
    var failOnUndecided = false

    func validate() throws {
        if let workers, workers < 1 || workers > 4_096 {
            throw ValidationError("--workers must be from 1 to 4096, not \(workers)")
        }
    }

    func run() throws {
        try Door.guarding {
            var options = RiskRun.Options()
            options.secondsToStart = Door.secondsOfProcess
            options.overrides = try scenario.overrides()
            if let workers { options.workers = workers }
            let folder = try (out ?? (json ? nil : ReportFolder.standard(for: scenario.file))).map(
                ReportFolder.init(forReport:))
            let bar = ProgressBar()
            defer {
                bar.clear()
                folder?.abandon()
            }
            let report = try RiskRun().report(scenario.file, options: options) { bar.show($0) }
            let measured = ContinuousClock.now
            bar.clear()
            let files = try folder?.write(report) ?? []
            try Door.say(try onStandardOutput(report, measured: measured))
            if !json, let page = files.first(where: { $0.hasSuffix(".html") }) { try Door.say("\nReport: \(page)\n") }
            try holdAgainstLimits(report)
        }
    }
}

extension RunCommand {
    /// Names the limits that make a batch stop, and stops it, where the flags ask for that.
    private func holdAgainstLimits(_ report: RiskReport) throws {
        guard failOnBreach || failOnUndecided else { return }
        let breached = report.limits.filter { $0.status == .breach }
        let open = failOnUndecided ? report.limits.filter(\.mayBeBreached) : []
        guard !breached.isEmpty || !open.isEmpty else { return }
        for reading in breached { Door.complain("limit breached: \(reading.words)\n") }
        for reading in open { Door.complain("limit undecided: \(reading.words)\n") }
        throw Door.Code.limit
    }

    private func onStandardOutput(_ report: RiskReport, measured: ContinuousClock.Instant) throws -> String {
        if json {
            return try JSONReport(secondsOfReporting: { measured.duration(to: .now) / .seconds(1) }).render(report)
        }
        return try TextReport(usesColor: Door.usesColor).render(report)
    }
}

/// What every command that reads a scenario takes.
struct ScenarioArguments: ParsableArguments {
    @Argument(help: "The scenario file.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @OptionGroup var changes: ScenarioChanges

    func overrides() throws -> [Override] { try changes.overrides() }
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
