import ArgumentParser
import FoundationEssentials
import Journal
import MarketTwin
import Night
import Store

/// `twin nightly FOLDER`: everything that a night is there for.
struct NightlyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nightly",
        abstract: "Do what a twin's nights are for: check, calibrate, run, compare, report, sign.",
        discussion: """
            Steps, for each scenario that twin.yaml names: close · quality · calibrate · run · stress · backtest (yesterday's forecast) · \
            compare (with yesterday) · limits; then reports and sign. What is done and unchanged is not done again; a step that fails \
            stops only those that need it. FOLDER/status.json tells how far the night has come.

            Exit codes: 0 all done · 3 a limit is breached · 65 bad input · 66 missing or late input · 74 disk · 75 another night lives, \
            or too little memory; of several the gravest, each named on standard error.

            Example: twin nightly desk --date 2026-12-01 || mail -s "night failed" risk@example.com < desk/status.json
            """)

    @OptionGroup var twin: TwinFolderArgument

    @Option(help: "As of this date: a history that ends before it is late.")
    var date: String?

    @Flag(help: "Go on with simulations that an earlier night did not finish.")
    var resume = false

    @Flag(help: "Say why each step would run, and do nothing.")
    var explain = false

    @Option(
        help: ArgumentHelp(
            "Only this step, as in run:equities or compare, with what it needs; may be repeated.", valueName: "step"))
    var only: [String] = []

    @Option(
        help: ArgumentHelp(
            "Run this when the night has ended, with status.json on its standard input.", valueName: "command"))
    var notify: String?

    @Option(help: ArgumentHelp("Add a JSON line for each step to this file.", valueName: "file"), completion: .file())
    var log: String?

    @Option(
        help: ArgumentHelp("Write metrics for Prometheus' node exporter to this file.", valueName: "file"),
        completion: .file(extensions: ["prom"]))
    var metrics: String?

    @Option(
        help: ArgumentHelp("Add an OpenLineage event for each step to this file.", valueName: "file"),
        completion: .file())
    var lineage: String?

    @Flag(help: "Print the status as JSON and nothing else.")
    var json = false

    @OptionGroup var work: WorkArguments

    func validate() throws {
        if let date, CalendarDate(iso: date) == nil {
            throw ValidationError("--date takes a date as in 2026-12-01, not “\(date)”")
        }
    }

    func run() throws {
        try Door.guarding {
            let workers = try Start.workers(work.workers ?? Machine.processorCount)
            try twin.place.check()
            if explain { return try tell(workers: workers) }
            let lock = try FolderLock(
                twin.place.lock, note: "pid \(ProcessInfo.processInfo.processIdentifier)\n")
            defer { withExtendedLifetime(lock) {} }
            let bar = ProgressBar()
            let status = twin.place.status
            let interruption = Interruption(
                words: "stopped: status.json says how far; --resume goes on", patience: 1.6
            ) {
                bar.clear()
                NightStatus.stop(status, pid: Int(ProcessInfo.processInfo.processIdentifier), at: .now)
            }
            defer {
                bar.clear()
                interruption.finish()
            }
            var workshop = Workshop.standard(
                workers: workers, secondsToStart: Door.secondsOfProcess, cancellation: interruption.cancellation
            ) { bar.show($0) }
            workshop.keepsLosses = try formats.needsLosses
            let ended: NightStatus
            do {
                ended = try Store.withStore(twin.place) { store in
                    let outputs = NightOutputs(log: log, lineage: lineage, twin: twin.place.name)
                    let night = try Night(
                        request, in: store, workshop: workshop, formats: try formats.documents
                    ) { status, step in
                        bar.clear()
                        if !json, let line = outputs.line(step) { try? Door.say(line) }
                        outputs.tell(step, of: status)
                    }
                    return try night.run()
                }
            } catch is CancellationError {
                return  // The signal that told the work to stop ends the process, when `interruption` finishes.
            }
            try conclude(ended)
        }
    }

    /// As twin.yaml has them.
    private var formats: FormatChoice {
        get throws {
            guard let names = try TwinSettings(twin.place).formats else { return .standard }
            let choice = try FormatChoice(names)
            try choice.checkTools()
            return choice
        }
    }

    private var request: Night.Request {
        var request = Night.Request()
        request.date = date.flatMap { CalendarDate(iso: $0) }
        request.isResumed = resume
        request.only = only
        return request
    }

    private func tell(workers: Int) throws {
        try Store.withStore(twin.place, isReadOnly: true) { store in
            let night = try Night(
                request, in: store, workshop: .standard(workers: workers), formats: try formats.documents)
            struct Line: Encodable {
                var step: String
                var willRun: Bool
                var because: String
            }
            let lines = night.explanation().map { Line(step: $0.step, willRun: $0.willRun, because: $0.because) }
            if json { return try Door.say(FindingJSON().render(["steps": lines])) }
            let width = lines.map(\.step.count).max() ?? 0
            for line in lines {
                let name = line.step + String(repeating: " ", count: width - line.step.count)
                try Door.say("\(name)  \(line.willRun ? "runs" : "kept")  \(line.because)\n")
            }
        }
    }

    private func conclude(_ status: NightStatus) throws {
        if let metrics { try DurableFile.write(Array(status.metrics.utf8), to: metrics) }
        let arrival = Result { if json { try Door.say(String(decoding: status.written, as: UTF8.self)) } }
        for step in status.steps where step.state == .failed {
            Door.complain("\(step.name) failed: \(step.words ?? "")\n")
        }
        let skipped = status.steps.count { $0.state == .skipped }
        if skipped > 0 {
            Door.complain(
                "\(NumberText.counted(skipped, "step")) \(skipped == 1 ? "was" : "were") skipped, because what they need failed\n"
            )
        }
        for breach in status.breaches { Door.complain("limit breached: \(breach)\n") }
        if let notify { NightOutputs.notify(notify, status) }
        try arrival.get()
        if let code = status.exitCode, code != 0 { throw ExitCode(Int32(code)) }
    }
}
