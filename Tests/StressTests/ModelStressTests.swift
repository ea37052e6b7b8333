import LinearAlgebra
import MarketTwin
import Stress
import Testing

@Suite("Another model")
struct ModelStressTests {
    private func figures(_ stress: String, _ book: String = linearBook) throws -> [StressedFigure] {
        try StressFolder(book + "stress: [{name: m, \(stress)}]").report().outcomes[0].risk.filter(\.book.isEmpty)
    }

    @Test("five nested shortfalls make the Basel cascade")
    func cascade() {
        // Reference case FRTB-01: MAR33.4–33.5, √(1000² + 700² + 2·450² + 2·300² + 6·120²).
        let cascade = LiquidityCascade(base: 10, horizons: [20, 40, 10, 60, 120, 20])
        #expect(cascade.horizons == [10, 20, 40, 60, 120])
        #expect(abs(cascade.shortfall([1_000, 700, 450, 300, 120]) - 1470.1700581905482) < 1e-9)
    }

    @Test("factors that all take four horizons to leave double the shortfall; those that nobody holds do nothing")
    func liquidity() throws {
        let all = try figures("liquidity: {EQ: 40d, CM: 40d}")
        #expect(!all.isEmpty)
        for figure in all { #expect(abs(figure.after.value / figure.before.value - 2) < 1e-12) }
        let none = try figures("liquidity: {EQ.I: 40d}", linearBook.replacing("EQ.I: 50,", with: "EQ.I: 50, EQ.J: 1,"))
        for figure in none { #expect(figure.after.value == figure.before.value) }
        // Only the commodity moves in the second of two nested shortfalls.
        let one = try figures("liquidity: {CM: 40d}")
        for figure in one {
            #expect(figure.after.value > figure.before.value && figure.after.value < 1.2 * figure.before.value)
        }
    }

    @Test("twice the volatility is twice the value-at-risk of a normal book, on the same draws")
    func volatilities() throws {
        let normal = linearBook + "factors: {\"*\": {process: {kind: arithmetic-brownian-motion}}}\n"
        let absolute = normal.replacing("EQ.A: 20%, EQ.I: 15%, CM.G: 30%", with: "EQ.A: 20, EQ.I: 7, CM.G: 6")
        for figure in try figures("volatilities: {\"*\": 2}", absolute) where figure.confidence != nil {
            #expect(abs(figure.after.value / figure.before.value - 2) < 1e-9)
            #expect((figure.changeError ?? 0) > 0)
        }
    }

    @Test("a blend lies between two matrices, pair by pair")
    func blend() {
        let start = Matrix([[1, 0.2, -0.4], [0.2, 1, 0], [-0.4, 0, 1]])
        let blend = CorrelationBlend.blend(start, weight: 0.25) { i, j in i == 0 && j == 2 ? nil : 1 }
        #expect(abs(blend[0, 1] - 0.4) < 1e-15 && blend[2, 0] == -0.4 && abs(blend[2, 1] - 0.25) < 1e-15)
        #expect(blend[1, 2] == blend[2, 1])
    }

    @Test("correlations towards one raise the risk of a long book, and a block that contradicts the rest is repaired")
    func correlations() throws {
        let many = linearBook.replacing("paths: 4_000", with: "paths: 40_000")
        for figure in try figures("correlations: {towards: one, by: 100%}", many) where figure.kind == "value-at-risk" {
            #expect(figure.change > 4 * (figure.changeError ?? .infinity))
        }
        let report = try StressFolder(
            linearBook.replacing(
                "{id: g,",
                with: "{id: i, book: X, quantity: 1, instrument: {kind: equity, factor: EQ.I}}\n    - {id: g,")
                    + """
                    stress:
                      - name: m
                        correlations:
                          by: 100%
                          towards:
                            - {between: ["EQ.*", "EQ.*"], is: 0.95}
                            - {between: [EQ.A, CM.G], is: 0.9}
                            - {between: [EQ.I, "CM.*"], is: -0.9}
                    """
        ).report()
        #expect(report.outcomes[0].notes.contains { $0.contains("contradict each other") && $0.contains("nearest") })
        #expect(report.outcomes[0].risk.allSatisfy { $0.after.value.isFinite })
    }

    @Test("volatilities within the parameters of a process are multiplied too, and what then has no mean is refused")
    func ownVolatilities() throws {
        func book(_ process: String) -> String { linearBook + "factors: {EQ.A: {process: \(process)}}\n" }
        let processes = [
            "{kind: heston, initialVariance: 0.04, longVariance: 0.04, meanReversion: 2, volatilityOfVariance: 0.3, correlation: -0.5}",
            "{kind: garch, omega: 2e-6, alpha: 0.08, beta: 0.9}",
            "{kind: regime-switching, calmVolatility: 12%, stressedVolatility: 40%, staysCalm: 98%, staysStressed: 95%}",
            "{kind: merton-jump-diffusion, volatility: 15%, jumpIntensity: 4, jumpMean: -4%, jumpVolatility: 5%}",
        ]
        for process in processes {
            let figures = try figures("volatilities: {\"*\": 2}", book(process))
            let deviation = try #require(figures.first { $0.kind == "standard-deviation" })
            #expect(abs(deviation.after.value / deviation.before.value - 2) < 0.05, "\(process)")
        }
        let jumps = "{kind: variance-gamma, volatility: 20%, skew: 5%, varianceRate: 10}"
        let complaints = try StressFolder(book(jumps) + "stress: [{name: m, volatilities: {EQ.A: 3}}]").complaints()
        #expect(complaints.first?.message.contains("no finite mean") == true, "\(complaints)")
    }

    @Test("what a stress of the model does not touch is said")
    func idle() throws {
        let still = linearBook.replacing("CM.G: 30%", with: "CM.G: 0%")
        let stress =
            "stress: [{name: m, volatilities: {CM.G: 2, EQ.I: 2}, correlations: {by: 50%, towards: "
            + "[{between: [EQ.A, EQ.A], is: 0.5}]}}]"
        let notes = try StressFolder(still + stress).report().outcomes[0].notes
        #expect(notes.contains { $0 == "CM.G has no volatility that could be multiplied." }, "\(notes)")
        #expect(notes.contains { $0 == "“EQ.I” means nothing that this portfolio holds." }, "\(notes)")
        #expect(notes.contains { $0.contains("means no pair of factors") }, "\(notes)")
    }

    @Test("a simulation of history knows no volatilities")
    func refused() throws {
        let dates = (1...9).map { "2022-12-0\($0),\(100 + $0)" }.joined(separator: "\n")
        let book = """
            version: 1
            title: History
            market: {history: [{kind: csv, path: h.csv}]}
            portfolio: {positions: [{id: a, book: X, quantity: 1, instrument: {kind: equity, factor: EQ.A}}]}
            calibration: {window: 8d}
            simulation: {kind: historical, horizon: 1d, window: 8d}
            measures: [{kind: value-at-risk, confidence: 80%}]
            stress: [{name: m, volatilities: {"*": 2}}]
            """
        let complaints = try StressFolder(book, ["h.csv": "date,EQ.A\n" + dates + "\n"]).complaints()
        #expect(
            complaints.map(\.message) == [
                "the simulation takes its moves from the history, not from volatilities and correlations"
            ])
    }
}
