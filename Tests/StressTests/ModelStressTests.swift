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
        for figure in try figures("correlations: {towards: one, by: 100%}") where figure.kind == "value-at-risk" {
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

    @Test("history knows no volatilities, and a process with parameters of its own keeps them")
    func refused() throws {
        let heston =
            linearBook + """
                factors: {EQ.A: {process: {kind: heston, initialVariance: 0.04, longVariance: 0.04, meanReversion: 2,
                  volatilityOfVariance: 0.3, correlation: -0.5}}}

                """
        let complaints = try StressFolder(heston + "stress: [{name: m, volatilities: {\"*\": 2}}]").complaints()
        #expect(complaints.first?.message.contains("in the parameters of its process") == true, "\(complaints)")
    }
}
