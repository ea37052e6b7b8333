import MarketTwin
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite("Episodes of the history")
struct EpisodeTests {
    private static let prices = """
        date,EQ.A,IR.USD.1Y
        2020-01-02,50,0.010
        2020-01-03,40,0.012
        2020-01-06,44,0.009
        2020-01-07,33,0.011
        2020-01-08,60,0.010
        2020-01-09,66,0.015

        """

    private func folder(_ stress: String, gold: Bool = false) throws -> StressFolder {
        let gold =
            gold
            ? "    - {id: g, quantity: 1, instrument: {kind: commodity, factor: CM.G}}\n" : ""
        return try StressFolder(
            """
            version: 1
            title: Episodes
            market:
              history: [{kind: csv, path: p.csv}]
              levels: {CM.G: 20}
              volatilities: {CM.G: 20%}
            calibration: {window: 4d}
            portfolio:
              positions:
                - {id: a, quantity: 2, instrument: {kind: equity, factor: EQ.A}}
                - {id: z, quantity: 1, instrument: {kind: zero-coupon-bond, rate: IR.USD.1Y, maturity: 1y}}
            \(gold)simulation: {paths: 2_000, horizon: 1d, seed: 5}
            stress: [\(stress)]
            """, ["p.csv": Self.prices])
    }

    @Test("a replay applies logarithmic changes of prices and absolute ones of rates, from close to close")
    func replay() throws {
        // The 5th is a Sunday: the close of the 3rd holds.
        let report = try folder("{name: r, replay: {from: 2020-01-05, to: 2020-01-07}}").report()
        let found = try #require(report.outcomes[0].revaluation)
        let levels = found.moves.map(\.to)
        #expect(abs(levels[0] - 66 * 33 / 40) < 1e-12 && abs(levels[1] - (0.015 - 0.001)) < 1e-15)
        let shares = 2 * (66.0 * 33 / 40 - 66)
        // A bond of face 100.
        let bond = 100 * (exp(-0.014) - exp(-0.015))
        #expect(abs(found.profitAndLoss - shares - bond) < 1e-9)
        #expect(report.outcomes[0].words.contains("2020-01-03 to 2020-01-07"))
    }

    @Test("the worst window is the one that loses this portfolio most, with its dates")
    func worst() throws {
        let report = try folder("{name: w, worst: {window: 2d}}").report()
        let outcome = report.outcomes[0]
        let share = try #require(outcome.revaluation?.moves.first)
        // 50 → 44, 40 → 33, 44 → 60, 33 → 66: the second.
        #expect(abs(share.to - 66 * 33 / 40) < 1e-12)
        #expect(outcome.words.contains("2020-01-03 to 2020-01-07") && outcome.words.contains("4 windows"))
    }

    @Test("dates outside the history, and factors without one, are told")
    func refused() throws {
        let outside = try folder("{name: r, replay: {from: 2019-05-05, to: 2020-01-07}}").complaints()
        #expect(outside.first?.message.contains("2019-05-05 is outside the history") == true)
        #expect(outside.first?.hint.contains("2020-01-02 to 2020-01-09") == true)
        let episode = "{name: r, replay: {from: 2020-01-03, to: 2020-01-07}}"
        let missing = try folder(episode, gold: true).complaints()
        #expect(missing.first?.message.contains("CM.G has no level on 2020-01-03 or 2020-01-07") == true)
        #expect(missing.first?.hint.contains("missing: zero") == true)
        let turned = try folder("{name: r, replay: {from: 2020-01-07, to: 2020-01-03}}").complaints()
        #expect(turned.count == 1)
        #expect(turned.first?.message.contains("before it begins") == true)
        let still = try folder(episode.replacing("}}", with: ", missing: zero}}"), gold: true).report()
        #expect(still.outcomes[0].notes.contains { $0.contains("CM.G has no level then") })
        #expect(still.outcomes[0].revaluation?.moves.map(\.id.name) == ["EQ.A", "IR.USD.1Y"])
    }
}
