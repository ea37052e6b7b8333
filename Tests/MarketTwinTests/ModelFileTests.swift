import Foundation
import MarketTwin
import TestSupport
import Testing

@Suite("A calibrated model as a file")
struct ModelFileTests {
    /// Writes the model of a scenario into a folder of its own.
    private func write(_ scenario: String) throws -> (folder: ScratchFolder, run: ResolvedRun) {
        let resolved = try Workshop.standard().check(ScenarioRequest(scenario))
        let model = try ModelFile(resolved, origin: scenario)
        let folder = try ScratchFolder([
            "model.yaml": model.scenario, ModelFile.correlationName: model.correlations,
        ])
        return (folder, resolved)
    }

    @Test("it runs in place of the history, and is the same run", arguments: Shipped.scenarios)
    func sameRun(scenario: String) throws {
        let (folder, known) = try write(scenario)
        defer { folder.remove() }
        let alone = try Workshop.standard().check(ScenarioRequest(folder.path("model.yaml")))
        // Scenarios taken from a history are not in a model; it is simulated instead.
        let usesModel = known.scenarios?.usesModel ?? true
        #expect((alone.identity == known.identity) == usesModel)
    }

    @Test("with the correlations of another model it is refused, until the digest is taken out")
    func mixture() throws {
        let (folder, _) = try write(Shipped.folder + "/quickstart.yaml")
        defer { folder.remove() }
        let correlations = try String(contentsOfFile: folder.path(ModelFile.correlationName), encoding: .utf8)
        let line = try #require(correlations.split(separator: "\n").last)
        // A correlation that moves by its last digit is another one.
        try folder.write(
            ModelFile.correlationName, correlations.replacing(line, with: line.replacing(",1.0", with: ",1")))
        let scenario = folder.path("model.yaml")
        let found = #expect(throws: Issues.self) { try Workshop.standard().check(ScenarioRequest(scenario)) }
        let issue = try #require(found?.all.first)
        #expect(found?.all.count == 1 && issue.path == "market.correlationDigest")
        #expect(issue.message.contains("correlations.csv does not belong to") && issue.location?.file == scenario)
        let text = try String(contentsOfFile: scenario, encoding: .utf8)
        try folder.write(
            "model.yaml",
            text.split(separator: "\n").filter { !$0.contains("correlationDigest") }
                .joined(separator: "\n"))
        _ = try Workshop.standard().check(ScenarioRequest(scenario))
    }

    @Test("what a proxy came to is in the model, so that the scenario runs on that as it did on its history")
    func proxies() throws {
        let history = (0...80).map { day -> String in
            let date = CalendarDate(iso: "2022-01-03")!.adding(days: day / 5 * 7 + day % 5)
            return "\(date),\(100 + Double((day * 7919) % 13))"
        }
        func yaml(_ market: String) -> String {
            """
            version: 1
            title: Proxy
            market:
              \(market)
              levels: {EQ.NEW: 20}
              proxies: {EQ.NEW: {follows: EQ.A, beta: 1.3, residual: 25%}}
            calibration: {window: 60d}
            portfolio:
              positions:
                - {id: a, quantity: 10, instrument: {kind: equity, factor: EQ.A}}
                - {id: n, quantity: 50, instrument: {kind: equity, factor: EQ.NEW}}
            simulation: {paths: 2_000, horizon: 10d}
            """
        }
        let folder = try ScratchFolder([
            "h.csv": "date,EQ.A\n" + history.joined(separator: "\n") + "\n",
            "s.yaml": yaml("history: [{kind: csv, path: h.csv}]"), "m.yaml": yaml("model: model.yaml"),
        ])
        defer { folder.remove() }
        let known = try Workshop.standard().check(ScenarioRequest(folder.path("s.yaml")))
        let model = try ModelFile(known, origin: folder.path("s.yaml"))
        try folder.write("model.yaml", model.scenario)
        try folder.write(ModelFile.correlationName, model.correlations)
        let run = try Workshop.standard().check(ScenarioRequest(folder.path("m.yaml")))
        #expect(run.identity == known.identity)
    }

    @Test("a scenario takes its market from it, and what the scenario states wins")
    func asMarket() throws {
        let (folder, known) = try write(Shipped.folder + "/quickstart.yaml")
        defer { folder.remove() }
        func resolve(_ market: String, factors: String = "{}") throws -> ResolvedRun {
            let text = """
                version: 1
                title: on a model
                market: \(market)
                factors: \(factors)
                portfolio: {positions: [{id: a, quantity: 1, instrument: {kind: equity, factor: EQ.AAPL}}]}
                """
            return try Workshop.standard().check(ScenarioRequest(try folder.write("s.yaml", text)))
        }
        let id = try #require(FactorID("EQ.AAPL"))
        let model = try #require(known.run.market.factors.first { $0.id == id })
        let plain = try #require(try resolve("{model: model.yaml}").run.market.factors.first)
        #expect(plain.id == id && plain.level == model.level && plain.volatility == model.volatility)
        #expect(try resolve("{model: model.yaml}").run.asOf == known.run.asOf)

        let changed = try resolve(
            "{model: model.yaml, levels: {EQ.AAPL: 7}}",
            factors: "{EQ.AAPL: {process: {kind: geometric-brownian-motion, drift: 3%}}}")
        let factor = try #require(changed.run.market.factors.first)
        #expect(factor.level == 7 && factor.drift == 0.03 && factor.volatility == model.volatility)
    }

    @Test(
        "a scenario whose history gives way to the model is the same run: what it leaves open is the model's",
        arguments: ["copula", "fitted-t", "grouped-t", "jumps", "clustered-volatility"])
    func inPlaceOfTheHistory(name: String) throws {
        let (folder, known) = try write(Shipped.folder + "/\(name).yaml")
        defer { folder.remove() }
        try FileManager.default.copyItem(
            atPath: Shipped.folder + "/portfolios", toPath: folder.path("portfolios"))
        var text = try String(contentsOfFile: Shipped.folder + "/\(name).yaml", encoding: .utf8)
        let history = try #require(text.firstRange(of: #/\ \ history:\n(\ {4}.*\n)+/#))
        text.replaceSubrange(history, with: "  model: model.yaml\n")
        let file = try folder.write("s.yaml", text)
        #expect(try Workshop.standard().check(ScenarioRequest(file)).identity == known.identity)
        guard name == "copula" else { return }
        // A tail fitted beyond 10 % is no tail beyond 5 %.
        let other = text.replacing("threshold: 10%", with: "threshold: 5%")
        try folder.write("s.yaml", other)
        let found = #expect(throws: Issues.self) { try Workshop.standard().check(ScenarioRequest(file)) }
        #expect(found?.all.allSatisfy { $0.message.contains("lowerShape is left out") } == true)
    }

    @Test("a scenario with a history is no model, and a missing one is told")
    func wrongModels() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        func complaint(_ model: String) throws -> [String] {
            let file = try folder.write(
                "s.yaml",
                """
                version: 1
                title: on a model
                market: {model: \(model)}
                portfolio: {positions: [{id: a, quantity: 1, instrument: {kind: equity, factor: EQ.AAPL}}]}
                """)
            do {
                _ = try Workshop.standard().check(ScenarioRequest(file))
                return []
            } catch {
                return error.all.map(\.message)
            }
        }
        let scenario = URL(fileURLWithPath: Shipped.folder).appendingPathComponent("quickstart.yaml").path
        #expect(try complaint(scenario).contains { $0.contains("is no calibrated model: it has a history of its own") })
        #expect(try complaint("nowhere.yaml").contains { $0.contains("nowhere.yaml") })
    }
}
