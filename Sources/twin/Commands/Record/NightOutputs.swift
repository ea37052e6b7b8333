import Foundation
import MarketTwin
import Night
import Store

/// What a night tells while it goes, and when it has ended.
struct NightOutputs {
    var log: String?
    var lineage: String?
    /// Of OpenLineage.
    var twin: String
    private let run = UUID().uuidString.lowercased()

    init(log: String?, lineage: String?, twin: String) {
        (self.log, self.lineage, self.twin) = (log, lineage, twin)
    }

    /// For a terminal; nil while a step runs.
    func line(_ step: NightStatus.Step) -> String? {
        guard step.state != .running else { return nil }
        let seconds = step.seconds.map { NumberText.seconds($0) + " s" } ?? ""
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - text.count))
        }
        return "\(padded(step.name, 24)) \(padded(step.state.rawValue, 8)) \(padded(seconds, 8)) \(step.words ?? "")\n"
    }

    /// To the files that were asked for; one that cannot be written is said once, and the night goes on.
    func tell(_ step: NightStatus.Step, of status: NightStatus) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if let log, let line = try? encoder.encode(LogLine(step, of: status)) { append(line, to: log) }
        if let lineage, let event = LineageEvent(step, of: status, run: run, twin: twin),
            let line = try? encoder.encode(event)
        {
            append(line, to: lineage)
        }
    }

    private func append(_ line: Data, to path: String) {
        do { try DurableFile.append(Array(line) + [UInt8(ascii: "\n")], to: path) } catch {
            Door.complain("note: cannot write \(path)\n")
        }
    }

    private struct LogLine: Encodable {
        var time, twin, night, step, state: String
        var words, because, run: String?
        var seconds: Double?
        var exitCode: Int?

        init(_ step: NightStatus.Step, of status: NightStatus) {
            (time, twin, night) = (status.updated.description, status.twin, status.night)
            (self.step, state) = (step.name, step.state.rawValue)
            (words, because, run) = (step.words, step.because, step.run)
            (seconds, exitCode) = (step.seconds, step.exitCode)
        }
    }

    /// Runs a command with the status on its standard input. What becomes of it changes nothing of the night.
    static func notify(_ command: String, _ status: NightStatus) {
        guard let bytes = try? status.written else { return }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        let pipe = Pipe()
        process.standardInput = pipe
        do {
            try process.run()
            try? pipe.fileHandleForWriting.write(contentsOf: Data(bytes))
            try? pipe.fileHandleForWriting.close()
            process.waitUntilExit()
            if process.terminationStatus != 0 {
                Door.complain("note: --notify ended with \(process.terminationStatus)\n")
            }
        } catch { Door.complain("note: --notify could not be run: \(error.localizedDescription)\n") }
    }
}

/// A step as OpenLineage tells it: a run event, https://openlineage.io/spec/2-0-2/OpenLineage.json.
struct LineageEvent: Encodable {
    struct Run: Encodable { var runId: String }
    struct Job: Encodable { var namespace, name: String }

    var eventType: String
    var eventTime: String
    var run: Run
    var job: Job
    var inputs: [String] = []
    var outputs: [String] = []
    var producer = "https://github.com/market-twin/market-twin"
    var schemaURL = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"

    /// - Returns: nil for a step that was not begun.
    init?(_ step: NightStatus.Step, of status: NightStatus, run: String, twin: String) {
        switch step.state {
        case .running: eventType = "START"
        case .done, .kept: eventType = "COMPLETE"
        case .failed: eventType = "FAIL"
        case .skipped: eventType = "ABORT"
        case .waiting: return nil
        }
        eventTime = status.updated.description
        self.run = Run(runId: run)
        job = Job(namespace: "market-twin/\(twin)", name: step.name)
    }
}

extension NightStatus {
    /// In the text format of Prometheus, for the textfile collector of its node exporter.
    var metrics: String {
        let labels = "{twin=\"\(twin.filter { $0 != "\"" && $0 != "\\" && $0 != "\n" })\"}"
        func metric(_ name: String, _ help: String, _ value: Double) -> String {
            "# HELP market_twin_night_\(name) \(help)\n# TYPE market_twin_night_\(name) gauge\n"
                + "market_twin_night_\(name)\(labels) \(value)\n"
        }
        let end = finished ?? updated
        return metric("exit_code", "Exit code of the last night.", Double(exitCode ?? 70))
            + metric("finished_seconds", "When the last night ended, Unix time.", Double(end.seconds))
            + metric("duration_seconds", "How long the last night took.", Double(end.seconds - started.seconds))
            + metric("steps_failed", "Steps that failed.", Double(steps.count { $0.state == .failed }))
            + metric("steps_skipped", "Steps that were skipped.", Double(steps.count { $0.state == .skipped }))
            + metric("breaches", "Limits that are breached.", Double(breaches.count))
    }
}
