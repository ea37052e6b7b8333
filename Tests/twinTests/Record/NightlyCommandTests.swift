import Foundation
import TestSupport
import Testing

@Suite("twin nightly")
struct NightlyCommandTests {
    @Test("every step is done, once, and why it would be done again is said")
    func steps() throws {
        let twin = try TwinFolderFixture()
        let first = try twin.nightly()
        #expect(first.code == 0, "\(first.errors)")
        #expect(try Set(twin.states().values) == ["done"])
        let second = try twin.nightly()
        #expect(second.code == 0)
        #expect(try twin.states().filter { $0.value != "kept" } == ["sign": "done"])
        #expect(try twin.figures().count == 2)  // That of “twin init”, and that of the first night.
        try twin.scratch.write("desk/scenarios/prices.csv", TwinFolderFixture.prices(days: 91))
        let explained = try twin.nightly("--explain")
        #expect(
            explained.output.contains("run:s        runs  calibrate:s will run")
                || explained.output.contains("runs  close:s will run"), "\(explained.output)")
        #expect(explained.output.contains("file prices.csv changed"), "\(explained.output)")
        #expect(try twin.nightly().code == 0)
        #expect(try twin.figures().count == 3)
        #expect(try twin.scratch.twin("verify", "desk").code == 0)
    }

    @Test("a second date is compared with the first, and the first one's forecast is held against what came")
    func days() throws {
        let twin = try TwinFolderFixture()
        let dates = twin.dates
        #expect(try twin.nightly("--date", dates[80]).code == 0)
        let night = try twin.nightly("--date", dates[81])
        #expect(night.code == 0, "\(night.errors)")
        #expect(night.output.contains("the portfolio of \(dates[80]) gained"), "\(night.output)")
        #expect(night.output.contains("since \(dates[80]): VaR 99% "), "\(night.output)")
        // What came, from the prices themselves: ten of A and twenty of B.
        let rows = TwinFolderFixture.prices(days: 90).split(separator: "\n").dropFirst().map {
            $0.split(separator: ",").dropFirst().compactMap { Double($0) }
        }
        let gain = 10 * (rows[81][0] - rows[80][0]) + 20 * (rows[81][1] - rows[80][1])
        let history =
            try JSONSerialization.jsonObject(
                with: Data(twin.scratch.twin("runs", "desk", "history", "--json").output.utf8)) as? [String: Any]
        let scenario = try #require((history?["scenarios"] as? [[String: Any]])?.first)
        let outcome = try #require((scenario["outcomes"] as? [[String: Any]])?.first)
        #expect(abs(try #require(outcome["profitAndLoss"] as? Double) - gain) < 1e-9)
        for name in [
            "s/report.html", "s-compare/report.html", "s-stress/report.html", "night/report.html", "s/provenance.json",
        ] {
            #expect(twin.scratch.contents.contains("desk/reports/\(dates[81])/\(name)"), "\(name)")
        }
        let key = twin.scratch.path("desk/keys/twin.pub")
        #expect(try twin.scratch.twin("verify", "desk/reports/\(dates[81])/s", "--key", key).code == 0)
    }

    @Test("a scenario that fails stops only what needs it, and the gravest failure is the exit code")
    func failures() throws {
        let twin = try TwinFolderFixture(further: [
            "broken": TwinFolderFixture.scenario("horizon: 1d", "horizon: soon"),
            "missing": TwinFolderFixture.scenario("prices.csv", "nowhere.csv"),
        ])
        let night = try twin.nightly()
        #expect(night.code == 65)
        let states = try twin.states()
        #expect(states["run:s"] == "done" && states["reports"] == "done" && states["sign"] == "done")
        #expect(states["close:missing"] == "failed" && states["run:missing"] == "skipped")
        #expect(states["run:broken"] == "skipped")
        let lines = night.errors.split(separator: "\n")
        #expect(
            lines.contains { $0.hasPrefix("close:missing failed: ") && $0.contains("nowhere.csv") }, "\(night.errors)")
        #expect(
            lines.contains { $0.hasPrefix("quality:broken failed: ") && $0.contains("broken.yaml:9:") },
            "\(night.errors)")
        #expect(lines.contains("13 steps were skipped, because what they need failed"), "\(night.errors)")
        #expect(night.output.contains("skipped, because calibrate:missing was not done"), "\(night.output)")
    }

    @Test("a history that ends before the date is late: waited for while there is time, then missing")
    func late() throws {
        let twin = try TwinFolderFixture()
        let missing = try twin.nightly("--date", "2022-12-30")
        #expect(missing.code == 66)
        #expect(missing.errors.contains("its file is late"), "\(missing.errors)")
        let soon = Date.now.addingTimeInterval(3_600).formatted(
            .verbatim(
                "\(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits)",
                locale: Locale(identifier: "en_GB"), timeZone: .gmt, calendar: .init(identifier: .gregorian)))
        let waiting = try TwinFolderFixture(settings: "ready: {by: \"\(soon)\", poll: 0.2s}")
        let late = waiting.dates[89]
        try waiting.scratch.write("desk/scenarios/prices.csv", TwinFolderFixture.prices(days: 80))
        let writer = Thread {
            usleep(1_500_000)
            _ = try? waiting.scratch.write("desk/scenarios/prices.csv", TwinFolderFixture.prices(days: 90))
        }
        writer.start()
        let night = try waiting.nightly("--date", late, environment: ["TZ": "UTC"])
        #expect(night.code == 0, "\(night.errors)")
        #expect(try waiting.figures().contains { $0.contains(late) })
    }

    @Test("each file that is late is named, though another has the day")
    func lateFiles() throws {
        func night(_ ready: String) throws -> TwinProcess {
            let two = TwinFolderFixture.scenario(
                "[{kind: csv, path: prices.csv}]",
                "[{kind: csv, path: a.csv}, {kind: csv, path: b.csv}]")
            let twin = try TwinFolderFixture(further: ["two": two], settings: ready)
            let rows = TwinFolderFixture.prices(days: 90).split(separator: "\n").map { $0.split(separator: ",") }
            func file(_ column: Int, _ rows: ArraySlice<[Substring]>) -> String {
                rows.map { "\($0[0]),\($0[column])\n" }.joined()
            }
            try twin.scratch.write("desk/scenarios/a.csv", file(1, rows[0...90]))
            try twin.scratch.write("desk/scenarios/b.csv", file(2, rows[0...88]))
            return try twin.nightly("--date", twin.dates[89])
        }
        let late = try night("")
        #expect(late.code == 66)
        let lines = late.errors.split(separator: "\n").filter { $0.hasPrefix("close:two failed: ") }
        #expect(lines.count == 1 && lines[0].contains("b.csv ends on"), "\(late.errors)")
        #expect(!lines[0].contains("a.csv"), "\(late.errors)")
        let any = try night("ready: {by: \"00:00\", poll: 1s, files: any}")
        #expect(any.code == 0, "\(any.errors)")
        let wrong = try night("ready: {by: \"00:00\", files: some}")
        #expect(wrong.code == 65 && wrong.errors.contains("some"), "\(wrong.errors)")
    }

    @Test("a breach is the exit code of a night that is done, and each is named")
    func breaches() throws {
        let twin = try TwinFolderFixture(further: [
            "tight": TwinFolderFixture.scenario(
                "measures:", "limits: [{measure: {kind: value-at-risk, confidence: 99%}, breach: 1}]\nmeasures:")
        ])
        let night = try twin.nightly()
        #expect(night.code == 3)
        #expect(night.errors.contains("limit breached: tight: VaR 99% of the portfolio"), "\(night.errors)")
        // What is kept breaches it still.
        #expect(try twin.nightly().code == 3)
    }

    @Test("--only does a step and what it needs, and an unknown one is named with those there are")
    func only() throws {
        let twin = try TwinFolderFixture()
        #expect(try twin.nightly("--only", "run").code == 0)
        #expect(try twin.states() == ["close:s": "done", "quality:s": "done", "calibrate:s": "done", "run:s": "done"])
        let wrong = try twin.nightly("--only", "runn")
        #expect(wrong.code == 64)
        #expect(wrong.errors.contains("there is no step “runn”") && wrong.errors.contains("run:s"), "\(wrong.errors)")
    }

    @Test("a second night on the same folder is refused while the first lives, and takes over when it is dead")
    func twoNights() throws {
        let twin = try TwinFolderFixture(settings: "ready: {by: \"23:59\", poll: 1s}")
        let lock = open(twin.scratch.path("desk/lock"), O_RDWR | O_CREAT, 0o644)
        #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
        let second = try twin.nightly()
        #expect(second.code == 75)
        #expect(second.errors.contains("is held by another process"), "\(second.errors)")
        close(lock)
        #expect(try twin.nightly().code == 0)
    }

    @Test("logs, metrics and lineage are written as they are asked for, and a notice gets the status")
    func outputs() throws {
        let twin = try TwinFolderFixture()
        let night = try twin.nightly(
            "--log", "night.log", "--metrics", "night.prom", "--lineage", "night.ol", "--notify", "cat > notice.json")
        #expect(night.code == 0, "\(night.errors)")
        func lines(_ name: String) throws -> [[String: Any]] {
            try String(contentsOfFile: twin.scratch.path(name), encoding: .utf8).split(separator: "\n").map {
                try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }
        }
        #expect(try lines("night.log").count { $0["state"] as? String == "done" } == 10)
        let events = try lines("night.ol")
        #expect(events.count { $0["eventType"] as? String == "START" } == 10)
        #expect(events.count { $0["eventType"] as? String == "COMPLETE" } == 10)
        #expect(events.allSatisfy { ($0["job"] as? [String: Any])?["namespace"] as? String == "market-twin/desk" })
        let metrics = try String(contentsOfFile: twin.scratch.path("night.prom"), encoding: .utf8)
        #expect(metrics.contains("market_twin_night_exit_code{twin=\"desk\"} 0.0"), "\(metrics)")
        #expect(try twin.object("notice.json")["state"] as? String == "done")
    }
}
