import LinearAlgebra
import MarketTwin
import Settings
import Simulation
import Testing

/// Correlations of less than full rank: the Cholesky factor takes its variables in an order of its own.
@Suite("Markets whose factors depend wholly on one another")
struct SemidefiniteMarketTests {
    /// Four shares that move arithmetically with deviations 1, 2, 3, 4, each in a book of its own.
    private func profits(
        _ correlations: [[Double]], dependence: Specification = Specification(kind: "gaussian"),
        precision: Sampling.Precision = .double, paths: Int = 400
    ) throws -> [[Double]] {
        let names = ["A", "B", "C", "D"].prefix(correlations.count)
        var market = TestMarket(
            factors: names.enumerated().map {
                .init(
                    id: "EQ.\($1)", level: 100, volatility: Double($0 + 1), process: "arithmetic-brownian-motion")
            }, correlations: correlations, dependence: dependence)
        for name in names { market.hold(1, "equity", ["factor": .factor("EQ.\(name)")], book: name) }
        let result = try market.simulator(paths: paths, days: 252, steps: 2, precision: precision)
            .profitAndLoss(workers: 2)
        return names.indices.map { index in result.withNode(index + 1) { Array($0) } }
    }

    static let cases: [(dependence: Specification, precision: Sampling.Precision, tolerance: Double)] = [
        (Specification(kind: "gaussian"), .double, 1e-7), (TestMarket.studentT(4), .double, 1e-7),
        (Specification(kind: "gaussian"), .single, 1e-3), (TestMarket.studentT(4), .single, 1e-3),
    ]

    @Test("a factor twice, and its mirror, move as one", arguments: cases)
    func copies(dependence: Specification, precision: Sampling.Precision, tolerance: Double) throws {
        let moves = try profits(
            [[1, -1, 0.3, 1], [-1, 1, -0.3, -1], [0.3, -0.3, 1, 0.3], [1, -1, 0.3, 1]], dependence: dependence,
            precision: precision)
        for path in moves[0].indices {
            let scale = tolerance * max(1, abs(moves[0][path]))
            #expect(abs(moves[1][path] + 2 * moves[0][path]) < 2 * scale)
            #expect(abs(moves[3][path] - 4 * moves[0][path]) < 4 * scale)
        }
    }

    /// C = (A + B)/√2 of two independent ones: rank 2, and no two columns alike.
    @Test("a factor that is the sum of two others is their sum on every path", arguments: cases)
    func sums(dependence: Specification, precision: Sampling.Precision, tolerance: Double) throws {
        let half = 0.5.squareRoot()
        let moves = try profits(
            [[1, 0, half], [0, 1, half], [half, half, 1]], dependence: dependence, precision: precision)
        for path in moves[0].indices {
            let known = 3 * half * (moves[0][path] + moves[1][path] / 2)
            #expect(abs(moves[2][path] - known) < 3 * tolerance * max(1, abs(known)))
        }
    }

    /// The correlations themselves, with rows that pivoting puts into another order.
    @Test("every pair has the correlation asked for")
    func correlations() throws {
        let matrix = [[1, 1, 0.2, -0.4], [1, 1, 0.2, -0.4], [0.2, 0.2, 1, 0.5], [-0.4, -0.4, 0.5, 1]]
        #expect(try CholeskyFactor(Matrix(matrix)).order != [0, 1, 2, 3])
        let moves = try profits(matrix, paths: 60_000)
        for i in 0..<4 {
            for j in 0..<4 {
                let scale = Double((i + 1) * (j + 1))
                let products = zip(moves[i], moves[j]).map { $0 * $1 / scale }
                #expect(isWithin(4, MeanLoss().estimate(LossDistribution(losses: products)), of: matrix[i][j]))
            }
        }
    }
}
