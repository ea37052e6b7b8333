import FoundationEssentials
import Journal
import Store

/// How far a night has come: `status.json`, there before the first step and whole after each.
package struct NightStatus: Codable, Sendable {
    package static let schema = "market-twin.status/1"

    package enum State: String, Codable, Sendable {
        case running, done, failed
        /// A signal ended it; `--resume` goes on.
        case stopped
    }

    package struct Step: Codable, Sendable {
        package enum State: String, Codable, Sendable {
            case waiting, running, done
            /// Done earlier, and nothing that it depends on has changed.
            case kept
            case failed
            /// What it needs failed.
            case skipped
        }

        package var name: String
        package var state = State.waiting
        /// What it came to, in a line; why it failed or was skipped.
        package var words: String?
        /// Why it was done, or was not done again.
        package var because: String?
        package var started: Timestamp?
        package var seconds: Double?
        /// Of a run.
        package var run: String?
        /// Of what failed.
        package var exitCode: Int?
    }

    package var schema = NightStatus.schema
    /// Of the twin.
    package var twin: String
    /// The date of the night: as it was asked for, or when it began.
    package var night: String
    package var state = State.running
    package var pid: Int
    package var host: String
    package var started: Timestamp
    package var updated: Timestamp
    package var finished: Timestamp?
    /// As the process ends; nil while it runs.
    package var exitCode: Int?
    package var steps: [Step]
    /// Limits that are breached, in words.
    package var breaches: [String] = []

    package var written: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
        }
    }

    /// Says of a night that a process began, and will not end, that it was stopped: called by this process as its last deed.
    package static func stop(_ path: String, pid: Int, at time: Timestamp) {
        guard var status = try? NightStatus(reading: path), status.pid == pid, status.state == .running else { return }
        for place in status.steps.indices where status.steps[place].state == .running {
            status.steps[place].state = .waiting
            status.steps[place].words = "stopped"
        }
        (status.state, status.finished, status.updated) = (.stopped, time, max(time, status.updated))
        if let bytes = try? status.written { try? DurableFile.write(bytes, to: path) }
    }

    package init(reading path: String) throws {
        self = try JSONDecoder().decode(NightStatus.self, from: Data(DurableFile.read(path)))
    }

    package init(twin: String, night: String, pid: Int, host: String, started: Timestamp, steps: [StepName]) {
        self.twin = twin
        self.night = night
        self.pid = pid
        self.host = host
        self.started = started
        updated = started
        self.steps = steps.map { Step(name: $0.description) }
    }
}
