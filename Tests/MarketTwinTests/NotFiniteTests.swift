import Foundation
import MarketTwin
import TestSupport
import Testing

private typealias Complaint = MarketTwin.Issue

@Suite("Numbers too large for figures")
struct NotFiniteTests {
    private static let scenario = """
        version: 1
        title: Overflow
        asOf: 2022-12-28
        market:
          levels: {EQ.A: 100, EQ.B: 100, IR.USD.1Y: 4%}
          volatilities: {EQ.A: 20%, EQ.B: 20%, IR.USD.1Y: 1%}
        portfolio:
          positions:
            - {id: a, quantity: 1, instrument: {kind: equity, factor: EQ.A}}
            - {id: b, quantity: 1, instrument: {kind: equity, factor: EQ.B}}
            - {id: bond, quantity: 1, instrument: {kind: zero-coupon-bond, maturity: 5y, rate: IR.USD.1Y}}
        simulation: {paths: 2_000, horizon: 10d, steps: 2}
        """

    /// The first complaint of a study of the scenario with some changes.
    private func complaint(
        _ changes: [String], _ study: (String, [Override]) throws -> Void
    ) throws -> Complaint? {
        let folder = try ScratchFolder(["s.yaml": Self.scenario])
        defer { folder.remove() }
        do {
            try study(folder.url.appendingPathComponent("s.yaml").path, changes.compactMap { Override($0) })
            return nil
        } catch let issues as Issues { return issues.all.first }
    }

    @Test(
        "are told where they are written",
        arguments: [
            ("portfolio.positions.0.quantity=1e300", "portfolio.positions[0].quantity", "“1e300” is too large"),
            ("market.levels.EQ.A=1e150", "market.levels.EQ.A", "“1e150” is too large"),
            ("market.levels.EQ.A=1e-320", "market.levels.EQ.A", "“1e-320” is too small"),
            ("market.levels.IR.USD.1Y=1e18", "market.levels.IR.USD.1Y", "the level of IR.USD.1Y is 1e+18, too large"),
            ("market.volatilities.EQ.A=1e18", "market.volatilities.EQ.A", "the volatility of EQ.A is 1e+18 a year"),
            ("limits=[{measure: {kind: worst-loss}, breach: 1e-320}]", "limits[0].breach", "“1e-320” is too small"),
            ("reverse={loss: 1e300}", "reverse.loss", "“1e300” is too large"),
            ("stress=[{name: x, shocks: {EQ.A: 1e300%}}]", "stress[0].shocks.EQ.A", "“1e300%” is too large"),
            ("portfolio.positions.2.instrument.maturity=1e18y", "instrument.maturity", "“1e18y” is too long a time"),
            (
                "stress=[{name: x, volatilities: {EQ.A: 1e18}}]", "stress[0].volatilities.EQ.A",
                "1e+18 times the volatility of EQ.A is too large"
            ),
        ])
    func written(change: String, path: String, message: String) throws {
        let issue = try #require(
            try complaint([change]) { _ = try StressStudy().run($0, overrides: $1, in: .standard()) })
        #expect(issue.path.hasSuffix(path) && issue.message.hasPrefix(message), "\(issue)")
        #expect(issue.location != nil && issue.hint != nil)
    }

    @Test("are not told of what is large and possible", arguments: ["1e18", "-1e18", "1e-60", "0"])
    func possible(quantity: String) throws {
        #expect(
            try complaint(["portfolio.positions.0.quantity=\(quantity)"]) {
                _ = try RiskStudy().run($0, overrides: $1, in: .standard())
            }
                == nil)
    }

    @Test("a factor that leaves all numbers behind is named at its place, whatever is asked of it")
    func factor() throws {
        let changes = [
            "simulation.horizon=2000d",
            "factors={EQ.A: {process: {kind: geometric-brownian-motion, drift: 9000%}}}",
        ]
        let studies: [(String, [Override]) throws -> Void] = [
            { _ = try RiskStudy().run($0, overrides: $1, in: .standard()) },
            { _ = try ReverseStressStudy().run($0, overrides: $1, in: .standard()) },
            {
                _ = try ReplayStudy().run(
                    .init(ScenarioRequest($0, overrides: $1), paths: [.path(0), .path(1), .path(2), .path(3)]),
                    in: .standard())
            },
            {
                _ = try ComparisonStudy().run(.init($0, $0, ofSecond: $1), in: .standard())
            },
        ]
        for study in studies {
            let issue = try complaint(changes, study)
            #expect(issue?.message.hasPrefix("the level of EQ.A leaves all numbers behind within 2000d") == true)
            #expect(issue?.path == "factors.EQ.A" && issue?.location != nil, "\(String(describing: issue))")
        }
    }

    @Test("a position worth no number is named at its place")
    func position() throws {
        let issue = try complaint(["market.levels.IR.USD.1Y=-9000", "dataQuality.implausible.action=report"]) {
            _ = try RiskStudy().run($0, overrides: $1, in: .standard())
        }
        #expect(issue?.message == "the position “bond” is worth no number today: its value is too large")
        #expect(issue?.path == "portfolio.positions[2]" && issue?.location?.line == 11)
    }

    @Test(
        "a rate that moves as none can is named, in whatever way its losses come about",
        arguments: [
            "{kind: monte-carlo, paths: 2_000, horizon: 1d}", "{kind: parametric, horizon: 1d}",
        ])
    func movesOfRates(simulation: String) throws {
        let issue = try complaint([
            "market.volatilities.IR.USD.1Y=9e3", "market.volatilities.IR.USD.1Y=2e4", "simulation=\(simulation)",
        ]) { _ = try RiskStudy().run($0, overrides: $1, in: .standard()) }
        #expect(
            issue?.message.hasPrefix("the volatility of IR.USD.1Y is 20000.0 a year, too large") == true,
            "\(String(describing: issue))")
        #expect(issue?.path == "market.volatilities.IR.USD.1Y" && issue?.location != nil)
    }

    @Test("a stress scenario that leads beyond all numbers is named at its place")
    func stress() throws {
        let change = "stress=[{name: far, shocks: {IR.USD.1Y: {absolute: -1e6}}}]"
        let issue = try complaint([change]) { _ = try StressStudy().run($0, overrides: $1, in: .standard()) }
        #expect(issue?.message == "the stress scenario “far” leads to values too large for figures")
        #expect(issue?.path == "stress[0]")
    }
}
