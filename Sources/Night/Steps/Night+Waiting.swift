import FoundationEssentials
import Market
import Scenarios
import Settings
import Store

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension Night {
    /// Waits until the files of a scenario are there and reach the date, as long as the settings say.
    ///
    /// - Throws: what is missing or late, when that time is over.
    func wait(for name: String) throws {
        guard let scenario = scenarios[name] else { return }
        while let problem = try late(scenario) {
            guard let ready = settings.ready, isBefore(ready) else { throw problem }
            scenario.forget()
            let end = ContinuousClock.now + .seconds(ready.poll)
            while ContinuousClock.now < end {
                try workshop.checkCancellation()
                usleep(50_000)
            }
        }
    }

    /// What is missing or late; nil where nothing is.
    private func late(_ scenario: ScenarioNight) throws -> StepFailure? {
        do {
            let prepared = try scenario.prepare()
            // What else is wrong, “quality” finds.
            if let failures = prepared.failures {
                guard failures.all.allSatisfy({ $0.nature == .missingInput }) else { return nil }
                return StepFailure(failures)
            }
            guard let date = request.date else { return nil }
            if let last = prepared.lastDate, last < date {
                return StepFailure(
                    "the history of \(scenario.entry.file) ends on \(last), before \(date): its file is late",
                    exitCode: 66)
            }
            let late = settings.ready?.needsAll ?? true ? prepared.files(before: date) : []
            guard !late.isEmpty else { return nil }
            let words = late.map { "\($0.file) ends on \($0.last)" }.joined(separator: ", ")
            return StepFailure(
                "\(words), before \(date): \(late.count == 1 ? "the file is late" : "the files are late") (where markets"
                    + " do not close on the same days, write ready: {files: any} in twin.yaml)", exitCode: 66)
        } catch let issues as Issues where issues.all.allSatisfy({ $0.nature == .missingInput }) {
            return StepFailure(issues)
        }
    }

    /// Whether the hour of the day until which a night waits is still to come: the first one after its beginning, where that is
    /// within twelve hours.
    private func isBefore(_ ready: TwinSettings.Ready) -> Bool {
        var start = time_t(status.started.seconds)
        var local = tm()
        localtime_r(&start, &local)
        let minute = Int(local.tm_hour) * 60 + Int(local.tm_min)
        let wait = ((ready.hour * 60 + ready.minute - minute) % 1_440 + 1_440) % 1_440
        guard wait <= 720 else { return false }
        let end = status.started.seconds - Int(local.tm_sec) + wait * 60
        return store.now.seconds < end
    }
}
