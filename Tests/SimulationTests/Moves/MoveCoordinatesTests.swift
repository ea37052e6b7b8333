import LinearAlgebra
import MarketTwin
import Simulation
import Testing

@Suite("The law of moves")
struct MoveCoordinatesTests {
    private func coordinates(_ correlations: [[Double]], drift: Double = 0) throws -> MoveCoordinates {
        var market = TestMarket(
            factors: [
                .init(id: "EQ.A", level: 100, volatility: 0.3, drift: drift),
                .init(id: "EQ.B", level: 50, volatility: 0.2),
                .init(id: "IR.USD.5Y", level: 0.03, volatility: 0.01, process: "arithmetic-brownian-motion"),
            ], correlations: correlations)
        market.hold(1, "equity", ["factor": .factor("EQ.A")])
        return try MoveCoordinates(
            try market.simulator(paths: 256, days: 63).moveLaw)
    }

    @Test("means and deviations are those of the processes over the horizon")
    func law() throws {
        let law = try coordinates([[1, 0, 0], [0, 1, 0], [0, 0, 1]], drift: 0.08).law
        let half = 0.5  // √(63/252)
        #expect(zip(law.deviations, [0.3 * half, 0.2 * half, 0.01 * half]).allSatisfy { abs($0 - $1) < 1e-15 })
        #expect(abs(law.means[0] - (0.08 / 4 - 0.045 / 4)) < 1e-15)
        #expect(law.means[2] == 0)
        let changes = law.changes(to: [90, 55, 0.04])
        #expect(zip(law.levels(after: changes), [90, 55, 0.04]).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(abs(law.shown(changes[0], of: 0) + 0.1) < 1e-15)
    }

    /// Of two variables with correlation ρ: d² = (a² − 2ρab + b²)/(1 − ρ²).
    @Test("the distance of two correlated moves")
    func distance() throws {
        let metric = try coordinates([[1, 0.6, 0], [0.6, 1, 0], [0, 0, 1]])
        let law = metric.law
        let (a, b, c) = (1.5, -2.0, 0.5)
        let changes = zip(law.means, zip(law.deviations, [a, b, c])).map { $0 + $1.0 * $1.1 }
        let known = ((a * a - 2 * 0.6 * a * b + b * b) / (1 - 0.36) + c * c).squareRoot()
        #expect(abs(metric.distance(changes) - known) < 1e-12)
        let point = try #require(metric.point(of: changes))
        #expect(zip(metric.changes(at: point), changes).allSatisfy { abs($0 - $1) < 1e-14 })
    }

    @Test("moves that the law cannot make are infinitely far")
    func impossible() throws {
        let metric = try coordinates([[1, 1, 0], [1, 1, 0], [0, 0, 1]])
        #expect(metric.count == 2)
        let law = metric.law
        func moved(_ scores: [Double]) -> [Double] {
            zip(law.means, zip(law.deviations, scores)).map { $0 + $1.0 * $1.1 }
        }
        #expect(abs(metric.distance(moved([2, 2, 0])) - 2) < 1e-9)
        #expect(metric.distance(moved([2, 1, 0])) == .infinity)
    }
}
