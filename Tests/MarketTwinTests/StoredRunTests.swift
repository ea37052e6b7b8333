import Foundation
import MarketTwin
import Measures
import Simulation
import Testing

/// Runs that an older version stored open, and say what they said.
///
/// The files are runs as version 1 wrote them, one for every case of its form, with the value-at-risk at 90 % that the program
/// of then printed for each. Standard errors are of today: fewer than 250 losses in the tail were given too large ones.
@Suite("Stored runs")
struct StoredRunTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("StoredRuns")

    private static let known: [(name: String, valueAtRisk: Double, standardError: Double)] = [
        ("monte-carlo", 39.87691747986878, 1.9555905065078933),
        ("components", 56.58453326560334, 4.47361434217713),
        ("marginals", 54.88439687018831, 2.889200560782013),
        ("historical", 33.82144150602926, 8.702720614478167),
        ("historical-weighted", 22.396506345787657, 5.349181373219827),
        ("historical-volatility-scaled", 20.593317489018773, 4.263582537508983),
        ("filtered-historical", 38.11638950861402, 2.306585810310229),
        ("parametric", 58.279465460632736, 0),
    ]

    private static func read(_ name: String) throws -> Run {
        let data = try Data(contentsOf: folder.appendingPathComponent("\(name).json"))
        return try JSONDecoder().decode(Run.self, from: data)
    }

    @Test("of version 1", arguments: known.map(\.name))
    func opens(name: String) throws {
        let known = try #require(Self.known.first { $0.name == name })
        let run = try BoundRun(try Self.read(name), kinds: Catalog.standard.kinds)
        #expect(abs(run.valuesToday[0] / 917.1851200612957 - 1) < 1e-12)
        let estimate = try Self.estimate(run)
        #expect(abs(estimate.value / known.valueAtRisk - 1) < 1e-9)
        #expect(
            abs(estimate.standardError - known.standardError) <= 1e-9 * known.standardError, "\(estimate.standardError)"
        )
    }

    /// The first measure of the whole portfolio.
    private static func estimate(_ run: BoundRun) throws -> Estimate {
        try #require(try run.lossModel(workers: 2).figures([run.measures[0]]).first)
    }

    @Test("a run is stored with its version, and a later one is refused")
    func version() throws {
        let text = String(decoding: try JSONEncoder().encode(try Self.read("historical")), as: UTF8.self)
        #expect(text.contains(#""version":2"#))
        let later = text.replacingOccurrences(of: #""version":2"#, with: #""version":3"#)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Run.self, from: Data(later.utf8)) }
        let again = try JSONDecoder().decode(Run.self, from: Data(text.utf8))
        #expect(again.states == (try Self.read("historical")).states)
    }

    @Test("what is wrong with a stored run is said when it is bound")
    func problems() throws {
        func problem(_ change: (inout Run) -> Void) throws -> String {
            var run = try Self.read("historical")
            change(&run)
            let problem = #expect(throws: RunProblem.self) { try BoundRun(run, kinds: Catalog.standard.kinds) }
            return try #require(problem).description
        }
        #expect(try problem { $0.simulation = "historcal" }.hasPrefix("unknown simulation “historcal”"))
        #expect(try problem { $0.market.factors[0].process.kind = "hestn" }.hasPrefix("unknown process “hestn”"))
        #expect(try problem { $0.market.dependence.kind = "x" }.hasPrefix("unknown dependence “x”"))
        #expect(try problem { $0.positions[0].instrument.kind = "x" }.hasPrefix("unknown instrument “x”"))
        #expect(try problem { $0.measures[0].kind = "x" }.hasPrefix("unknown measure “x”"))
        #expect(try problem { $0.states.tables = [:] } == "its market states lack “changes”")
        #expect(try problem { $0.states.numbers = ["weights": [1]] } == "its historical scenarios do not go together")
        #expect(try problem { $0.asOf = $0.asOf.adding(days: 400) }.hasPrefix("position b: "))
        #expect(try problem { $0.market.factors[0].level = 0 }.hasPrefix("the level of EQ.A must be greater than 0"))
        #expect(
            try problem { $0.positions[0].currency = Currency("EUR") ?? .usDollar }
                == "no exchange rate of that market leads from EUR to USD")
    }

    @Test("what changes a bound run is what a run made so from the start would be")
    func changes() throws {
        let kinds = Catalog.standard.kinds
        let run = try BoundRun(try Self.read("monte-carlo"), kinds: kinds)
        let levels = [101.0, 0.02]
        var plain = run.run
        for index in levels.indices { plain.market.factors[index].level = levels[index] }
        func bits(_ run: BoundRun) -> [Double] { run.profitAndLoss(workers: 1).withNode(0) { Array($0) } }
        let (moved, again) = (run.with(levels: levels), try BoundRun(plain, kinds: kinds))
        #expect(bits(moved) == bits(again) && moved.valuesToday == again.valuesToday)
        #expect(bits(moved) != bits(run))
        let fewer = run.with(positions: [run.positions[1]])
        plain = run.run
        plain.positions = [plain.positions[1]]
        #expect(bits(fewer) == bits(try BoundRun(plain, kinds: kinds)))
        let measured = run.with(measures: [])
        #expect(measured.measures.isEmpty && measured.run.measures.isEmpty && bits(measured) == bits(run))
    }
}
