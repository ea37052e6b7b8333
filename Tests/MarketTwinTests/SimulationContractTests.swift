import Foundation
import MarketTwin
import Settings
import Simulation
import TestSupport
import Testing

/// What every registered kind of simulation passes because it is registered.
@Suite("Simulations keep their contract")
struct SimulationContractTests {
    private static let kinds = Catalog.standard.kinds.simulations.members.map { type in type.kind }

    private static let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Scenarios/data/us-equities-2008-2022.csv").path

    /// A share, and a put on the index that expires within the horizon of five days.
    private static func write(_ kind: String, _ folder: ScratchFolder) throws -> String {
        let hasPaths = Catalog.standard.kinds.simulations.members.contains { type in
            type.kind == kind && type.settings.contains { $0.name == "paths" }
        }
        let yaml = """
            version: 1
            title: A share and a put
            asOf: 2022-12-28
            market:
              history: [{kind: csv, path: \(data)}]
            calibration: {window: 300d}
            portfolio:
              positions:
                - {id: share, book: Shares, quantity: 100, instrument: {kind: equity, factor: EQ.AAPL}}
                - {id: put, book: Options, quantity: 5, instrument: {kind: european-option, factor: EQ.SP500, right: put,
                   strike: 3800, expiry: 2022-12-31, volatility: 20%, rate: 4%}}
            simulation: {kind: \(kind), horizon: 5d\(hasPaths ? ", paths: 3_000" : "")}
            measures: [{kind: value-at-risk, confidence: 95%}, {kind: expected-shortfall, confidence: 90%}]
            """
        return try folder.write("\(kind).yaml", yaml)
    }

    private static func inFolder<Result>(_ body: (ScratchFolder) throws -> Result) throws -> Result {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        return try body(folder)
    }

    @Test("it gives the same figures for any number of workers, in every format", arguments: kinds)
    func figures(kind: String) throws {
        try Self.inFolder { folder in
            let file = try Self.write(kind, folder)
            let one = try RiskStudy().run(file, in: .standard(workers: 1))
            let three = try RiskStudy().run(file, in: .standard(workers: 3))
            #expect(one.figures.map(\.estimate) == three.figures.map(\.estimate))
            #expect(one.run.id == three.run.id)
            #expect((one.run.scenarios?.kind ?? "monte-carlo") == kind)
            let valueAtRisk = try #require(one.figure("value-at-risk"))
            // A hundred shares at 126 and some options: a loss between a quarter of a per cent and a third.
            #expect(valueAtRisk.estimate.value > 30 && valueAtRisk.estimate.value < 4_000)
            for format in Catalog.documentFormats { #expect(!(try format.files(of: Document(one))).isEmpty) }
            let again = try JSONReport.decode(
                try JSONReport().render(one), measures: Catalog.standard.kinds.measures.members)
            #expect(again.figures.map(\.estimate) == one.figures.map(\.estimate))
            #expect(again.run.scenarios == one.run.scenarios)
        }
    }

    @Test("a run that was stored and read back simulates the same", arguments: kinds)
    func stored(kind: String) throws {
        try Self.inFolder { folder in
            let run = try Workshop.standard().check(ScenarioRequest(try Self.write(kind, folder))).run
            let again = try JSONDecoder().decode(Run.self, from: JSONEncoder().encode(run.run))
            let (a, b) = (run, try BoundRun(again, kinds: Catalog.standard.kinds))
            #expect(a.valuesToday == b.valuesToday)
            let (first, second) = (try a.lossModel(workers: 2), try b.lossModel(workers: 2))
            let measures = run.measures.filter(Self.isOfTail)
            #expect(first.figures(measures) == second.figures(measures))
            #expect(first.place(of: -1) == second.place(of: -1) && first.pathCount == second.pathCount)
            #expect(first.pathCount == run.sampling.paths && (first.pathCount > 0) == run.states.hasPaths)
            let gains = [first, second].map { $0.profitAndLoss?.withNode(0) { Array($0) } }
            #expect(gains[0] == gains[1])
        }
    }

    private static func isOfTail(_ measure: any RiskMeasure) -> Bool { measure.tailFigure != nil }

    /// What a study needs not ask for, because every model of losses has it.
    @Test("its losses have parts that add up, and a place for every loss", arguments: kinds)
    func lossModel(kind: String) throws {
        try Self.inFolder { folder in
            let run = try Workshop.standard().check(ScenarioRequest(try Self.write(kind, folder))).run
            let losses = try run.lossModel(workers: 2)
            let measures = run.measures.filter(Self.isOfTail)
            let parts = try losses.parts(
                of: run, measures: measures, wanted: .init(positions: true, factors: true, holdings: .all), workers: 2)
            #expect(parts.figures.map(\.key) == measures.map { FigureKey($0) } && !measures.isEmpty)
            for (figure, estimate) in zip(parts.figures, losses.figures(measures)) {
                for sum in [figure.positions, figure.factors + [figure.time], figure.classes + [figure.time]] {
                    #expect(abs(sum.reduce(0) { $0 + $1.value } / estimate.value - 1) < 1e-6, "\(figure.key.words)")
                }
                #expect(abs(figure.nodes[0].value / estimate.value - 1) < 1e-6)
                #expect(figure.holdings.count == run.positions.count)
                #expect(figure.changes.count == run.market.factors.count)
            }
            let places = [1e12, -1e12, 0].map { losses.place(of: $0) }
            // A sample with weights tells as much as fewer paths: the rank of an outcome beyond all of them is less extreme.
            #expect(places[0] > 0.95 && places[1] < 0.05 && abs(places[0] + places[1] - 1) < 1e-9)
            #expect(places[2] > places[1] && places[2] < places[0])
            let worst = losses.worstPaths(3)
            #expect(worst.count == min(3, losses.pathCount))
            for measure in run.measures {
                let key = FigureKey(measure)
                let isThere = losses.measurement(run, workers: 2).figures.contains { $0.key == key }
                #expect(isThere == run.states.has(key.measure), "\(key.words)")
            }
        }
    }

    @Test("a horizon of one day is one day of every kind", arguments: kinds)
    func horizon(kind: String) throws {
        try Self.inFolder { folder in
            let file = try Self.write(kind, folder)
            let change = Override(path: "simulation.horizon", value: "1d")
            let resolved = try Workshop.standard().check(ScenarioRequest(file, overrides: [change]))
            #expect(resolved.run.sampling.horizonDays == 1)
            let day = try #require(
                try RiskStudy().run(file, overrides: [change], in: .standard()).figure("standard-deviation"))
            let week = try #require(try RiskStudy().run(file, in: .standard()).figure("standard-deviation"))
            // A week scatters √5 as much, give or take what volatility does; and the put, a hedge, is gone by then.
            let ratio = week.estimate.value / day.estimate.value
            #expect(ratio > 1.6 && ratio < 4.5, "\(ratio)")
        }
    }
}
