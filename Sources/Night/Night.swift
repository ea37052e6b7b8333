import Files
import FoundationEssentials
import GRDB
import Journal
import Market
import Reports
import Scenarios
import Simulation
import Store
import StudyKit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A night of a twin: every step that is not done yet, in its order, one failure stopping only what needs it.
package final class Night {
    package struct Request: Sendable {
        /// As of which everything is to be; the dates that scenarios say where nil.
        package var date: CalendarDate?
        /// Whether finished stretches of a simulation that was cut short count.
        package var isResumed = false
        /// Of these steps alone, and what they need; all where empty.
        package var only: [String] = []

        package init() {}
    }

    /// What happens, for whoever watches: called after each change of a step.
    package typealias Watcher = (NightStatus, NightStatus.Step) -> Void

    let folder: TwinFolder
    let settings: TwinSettings
    let request: Request
    let store: Store
    let runs: StoredRuns
    let workshop: Workshop
    let formats: [any DocumentFormat]
    let ranges: RangeFiles
    let scenarios: [String: ScenarioNight]
    private let steps: [StepName]
    private let watch: Watcher
    private(set) var status: NightStatus
    /// Facts of steps that are done and not on the record yet.
    private var pending: [(Database) throws -> Void] = []
    /// What each step came to, of those that are done.
    var outcomes: [StepName: StepFact.Outcome] = [:]

    /// - Parameters:
    ///   - store: of the folder, open for writing.
    ///   - formats: of reports.
    ///   - watch: called after each change.
    /// - Throws: what is wrong with the settings, or with the steps that were asked for.
    package init(
        _ request: Request, in store: Store, workshop given: Workshop, formats: [any DocumentFormat],
        watch: @escaping Watcher = { _, _ in }
    ) throws {
        folder = store.folder
        settings = try TwinSettings(store.folder)
        self.request = request
        self.store = store
        self.formats = formats
        self.watch = watch
        let ranges = RangeFiles(store.folder.work)
        self.ranges = ranges
        var workshop = given
        workshop.keeper = { ranges.keeper(of: $0) }
        self.workshop = workshop
        runs = StoredRuns(store, catalog: workshop.catalog)
        let all = StepName.all(
            of: settings.scenarios.map(\.name), stress: settings.stress, backtest: settings.backtest)
        let wanted = try Self.wanted(request.only, of: all)
        steps = request.only.isEmpty ? all : StepName.closure(of: wanted, in: all)
        scenarios = Dictionary(
            uniqueKeysWithValues: settings.scenarios.map { entry in
                (entry.name, ScenarioNight(entry, in: store.folder, asOf: request.date, workshop: workshop))
            })
        let now = store.now
        status = NightStatus(
            twin: settings.name, night: request.date?.description ?? String(now.description.prefix(10)),
            pid: Int(getpid()), host: ProcessInfo.processInfo.hostName, started: now, steps: steps)
    }

    private static func wanted(_ names: [String], of all: [StepName]) throws -> Set<StepName> {
        var wanted: Set<StepName> = []
        for name in names {
            let own = all.filter { $0.description == name || $0.stage.rawValue == name }
            guard !own.isEmpty else {
                let known = all.map(\.description).joined(separator: ", ")
                throw StoreError("--only: there is no step “\(name)”; steps: \(known)", .usage)
            }
            wanted.formUnion(own)
        }
        return wanted
    }

    // MARK: - The night

    /// Does what is to be done.
    ///
    /// - Throws: `CancellationError` where it was told to stop; the status is written then too.
    package func run() throws -> NightStatus {
        if !request.isResumed { ranges.clear() }
        store.objects.removeLeftovers()
        (try? Folder(folder.path, on: DurableFile.disk))?.removeLeftovers()
        begin(0)
        try write()
        do {
            for (place, step) in steps.enumerated() { try take(step, at: place) }
        } catch is CancellationError {
            for place in status.steps.indices where status.steps[place].state == .running {
                status.steps[place].state = .waiting
                status.steps[place].words = "stopped"
            }
            (status.state, status.finished) = (.stopped, store.now)
            try write()
            throw CancellationError()
        }
        let failures = status.steps.compactMap { $0.state == .failed ? $0.exitCode : nil }
        let code = StepFailure.gravest(failures + (status.breaches.isEmpty ? [] : [3]))
        (status.exitCode, status.state, status.finished) = (code, failures.isEmpty ? .done : .failed, store.now)
        if failures.isEmpty { ranges.clear() }
        try write()
        return status
    }

    private func write() throws {
        status.updated = max(store.now, status.updated)
        try DurableFile.write(try status.written, to: folder.status)
    }

    private func begin(_ place: Int) {
        guard steps.indices.contains(place), steps[place].needs.allSatisfy({ outcomes[$0] != nil }) else { return }
        status.steps[place].state = .running
        status.steps[place].started = store.now
    }

    private func take(_ step: StepName, at place: Int) throws {
        try workshop.checkCancellation()
        /// The step has ended, and the next one begins: one file for both.
        func set(_ change: (inout NightStatus.Step) -> Void) throws {
            change(&status.steps[place])
            begin(place + 1)
            try write()
            watch(status, status.steps[place])
        }
        if let missing = step.needs.first(where: { need in outcomes[need] == nil }) {
            try set {
                $0.state = .skipped
                $0.words = "skipped, because \(missing) was not done"
            }
            return
        }
        let start = ContinuousClock.now
        watch(status, status.steps[place])
        do {
            // What a step depends on is known when what it needs is done, and for the first of them by trying.
            if step.stage == .close, let scenario = step.scenario { try wait(for: scenario) }
            let key = try key(of: step)
            let hash = try key.hash
            if let outcome = try kept(step, hash) {
                outcomes[step] = outcome
                if outcome.isBreach { status.breaches += outcome.lines }
                return try set {
                    $0.state = .kept
                    $0.because = "nothing that it depends on has changed"
                    $0.words = outcome.words
                    $0.run = outcome.run?.description
                    $0.seconds = start.duration(to: .now) / .seconds(1)
                }
            }
            let reason = try because(step, key)
            let work = try perform(step, key)
            let made = work.outcome
            let fact = StepFact(
                name: step.description, key: hash, night: status.night, parts: key.parts, outcome: made)
            pending.append { [store] db in
                try work.insert(db)
                let entry = try store.append(StepFact.kind, fact, in: db)
                try fact.insert(number: entry.number, in: db)
            }
            // What takes no time is kept with the next that does: a commit waits for the disk.
            if step.stage.isCostly { try flush(isSigned: work.isSigned) }
            FailPoint.stepEnded.reach()
            if step.stage == .sign, let head = try store.read({ try store.journal.heads(in: $0).last }) {
                try DurableFile.write(Array(head.utf8), to: folder.head)
            }
            outcomes[step] = made
            if made.isBreach { status.breaches += made.lines }
            try set {
                $0.state = .done
                $0.because = reason
                $0.words = made.words
                $0.run = made.run?.description
                $0.seconds = start.duration(to: .now) / .seconds(1)
            }
        } catch let error as CancellationError {
            throw error
        } catch {
            let failure = StepFailure(error)
            try set {
                $0.state = .failed
                $0.words = failure.words
                $0.exitCode = failure.exitCode
                $0.seconds = start.duration(to: .now) / .seconds(1)
            }
        }
    }

    /// Puts on the record what waits for it.
    private func flush(isSigned: Bool) throws {
        let facts = pending
        pending = []
        guard !facts.isEmpty else { return }
        try store.commit(isSigned: isSigned) { db in for fact in facts { try fact(db) } }
    }

    /// What a step came to under a key, where it is done, and what it made is still there.
    private func kept(_ step: StepName, _ key: ContentHash) throws -> StepFact.Outcome? {
        guard step.stage != .sign, let outcome = try store.read({ try StepFact.outcome(of: key, in: $0) }) else {
            return nil
        }
        let objects = outcome.files.map(\.object) + (outcome.run.map { [$0] } ?? [])
        guard objects.allSatisfy({ store.objects.contains($0) }) else { return nil }
        if step.stage == .reports, !isThere(outcome) { return nil }
        return outcome
    }

    // MARK: - Why

    /// Why each step would run, or would not, without doing any.
    package func explanation() -> [(step: String, willRun: Bool, because: String)] {
        var runs: Set<StepName> = []
        return steps.map { step in
            if let need = step.needs.first(where: { runs.contains($0) }) {
                runs.insert(step)
                return (step.description, true, "\(need) will run")
            }
            do {
                let key = try key(of: step)
                if let outcome = try kept(step, key.hash) {
                    outcomes[step] = outcome
                    return (step.description, false, "nothing that it depends on has changed")
                }
                runs.insert(step)
                return (step.description, true, try because(step, key))
            } catch {
                runs.insert(step)
                return (step.description, true, "what it depends on cannot be read: \(StepFailure(error).words)")
            }
        }
    }

    private func because(_ step: StepName, _ key: StepKey) throws -> String {
        if step.stage == .sign { return "every night is signed" }
        guard let last = try store.read({ try StepFact.last(step.description, in: $0, of: store.journal) }) else {
            return "it was never done"
        }
        let changes = key.changes(since: last.parts)
        return changes.isEmpty ? "what it made is gone" : changes.joined(separator: ", ")
    }
}
