import Compare
import FoundationEssentials
import Journal
import Market
import Measures
import Risk
import Scenarios
import Settings
import Simulation
import Store
import Stress
import StudyKit

/// What a night knows of one scenario so far. Made again where a night goes on that was cut short.
final class ScenarioNight {
    let entry: TwinSettings.Entry
    let file: String
    let changes: [String]
    private let workshop: Workshop
    /// When reading its files began.
    private(set) var began = Timestamp.now
    private var prepared: PreparedScenario?
    private var resolved: ResolvedRun?
    private var hashes: [String: String]?

    /// - Parameter date: as of which everything is to be; nil for the dates that the scenario says.
    init(_ entry: TwinSettings.Entry, in folder: TwinFolder, asOf date: CalendarDate?, workshop: Workshop) {
        self.entry = entry
        self.workshop = workshop
        file = entry.file.hasPrefix("/") ? entry.file : folder.path + "/" + entry.file
        changes = entry.changes + (date.map { ["asOf=\($0)"] } ?? [])
    }

    var request: ScenarioRequest { ScenarioRequest(file, overrides: changes.compactMap { Override($0) }) }

    /// Reads the scenario and its files.
    func prepare() throws -> PreparedScenario {
        if let prepared { return prepared }
        began = .now
        let made = try workshop.prepare(request)
        prepared = made
        return made
    }

    /// Forgets what was read: the files may have changed.
    func forget() { (prepared, resolved, hashes) = (nil, nil, nil) }

    func resolve() throws -> ResolvedRun {
        if let resolved { return resolved }
        let made = try prepare().resolve(.writtenAnd(RiskStudy.sections))
        resolved = made
        return made
    }

    /// The SHA-256 of each file that goes in, by its name.
    func inputs() throws -> [String: String] {
        if let hashes { return hashes }
        let files = try prepare().files
        var made: [String: String] = [:]
        for (name, path) in zip(CommonFolder(of: files).names, files) {
            made["file " + name] = ContentHash(of: try DurableFile.read(path)).description
        }
        hashes = made
        return made
    }
}
