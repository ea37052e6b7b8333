import LinearAlgebra
import MarketTwin
import ReverseStress
import Simulation
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite("Reverse stress")
struct ReverseStressTests {
    // MARK: - Linear books

    /// x* = −L·Σw/(wᵀΣw), at the distance L/√(wᵀΣw): Lagrange's conditions. Here with a mean, which shifts L and x*, and with
    /// two factors that are one.
    @Test("a linear book with a mean and correlations of less than full rank")
    func linear() throws {
        var book = SampleBook(
            factors: [
                .init(id: "EQ.A", level: 1, deviation: 0.02, drift: 0.001),
                .init(id: "EQ.B", level: 1, deviation: 0.03, drift: -0.002),
                .init(id: "EQ.C", level: 1, deviation: 0.01),
            ], correlations: [[1, 1, 0.3], [1, 1, 0.3], [0.3, 0.3, 1]])
        let (weights, means) = ([500.0, -100, 800], [0.001, -0.002, 0])
        for (weight, factor) in zip(weights, ["EQ.A", "EQ.B", "EQ.C"]) { book.holdShare(weight, factor) }
        let deviations = [0.02, 0.03, 0.01]
        let correlations = try #require(book.correlations)
        let covariances = (0..<3).map { i in
            (0..<3).reduce(0) { $0 + deviations[i] * deviations[$1] * correlations[i][$1] * weights[$1] }
        }
        let variance = zip(weights, covariances).reduce(0) { $0 + $1.0 * $1.1 }
        let beyond = 60 + zip(weights, means).reduce(0) { $0 + $1.0 * $1.1 }
        let (result, levels) = try book.solve(loss: 60)
        #expect(result.isLinear && result.solutions.count == 1)
        #expect(isClose(result.solutions.first?.distance, beyond / variance.squareRoot(), 1e-9))
        #expect(isClose(result.solutions.first?.loss, 60, 1e-12))
        #expect(result.solutions.first?.isConverged == true)
        for (index, factor) in book.factors.enumerated() {
            let level = 1 + means[index] - beyond * covariances[index] / variance
            #expect(isClose(levels.first?[factor.id], level, 1e-10))
        }
    }

    // MARK: - A product of two factors

    /// A share in euros with both prices moving absolutely from 1 with deviation σ: x·y = c is the boundary. For c > 1/4 its
    /// nearest point to (1, 1) is x = y = √c; for c < 1/4 there are two, with x + y = 1: (x − 1)² + (y − 1)² is
    /// s² − 2s + 2 − 2c in s = x + y ≥ 2√c.
    private func product(loss: Double) throws -> (ReverseStressTest.Result, [[String: Double]]) {
        var book = SampleBook(factors: [
            .init(id: "EQ.S", level: 1, deviation: 0.1), .init(id: "FX.EURUSD", level: 1, deviation: 0.1),
        ])
        book.holdShare(1_000, "EQ.S", currency: "EUR")
        return try book.solve(loss: loss)
    }

    @Test("a quadratic book with one nearest point")
    func oneNearest() throws {
        let (result, levels) = try product(loss: 360)  // c = 0.64
        #expect(!result.isLinear && result.solutions.count == 1 && result.unconverged == 0)
        #expect(isClose(result.solutions.first?.distance, 2 * 2.0.squareRoot(), 1e-8))
        #expect(isClose(levels.first?["EQ.S"], 0.8, 1e-6) && isClose(levels.first?["FX.EURUSD"], 0.8, 1e-6))
    }

    @Test("a quadratic book with two nearest points: both are found")
    func twoNearest() throws {
        let (result, levels) = try product(loss: 840)  // c = 0.16
        try #require(result.solutions.count == 2)
        for solution in result.solutions {
            #expect(isClose(solution.distance, 0.68.squareRoot() / 0.1, 1e-8))
            #expect(isClose(solution.loss, 840, 1e-9) && solution.residual < 1e-5)
        }
        let shares = levels.compactMap { $0["EQ.S"] }.sorted()
        #expect(isClose(shares[0], 0.2, 1e-5) && isClose(shares[1], 0.8, 1e-5))
    }

    // MARK: - Options

    @Test("a short straddle loses both ways; each is where a plain search along the factor finds it")
    func straddle() throws {
        var book = SampleBook(factors: [.init(id: "EQ.S", level: 100, deviation: 0.1, isAbsolute: false)])
        book.holdOption(-10, "EQ.S", "call", strike: 100)
        book.holdOption(-10, "EQ.S", "put", strike: 100)
        let (result, levels) = try book.solve(loss: 100)
        try #require(result.solutions.count == 2)
        let simulator = try book.simulator()
        func excess(_ level: Double) -> Double {
            -simulator.profitAndLoss(levels: Matrix([[level]])).withNode(0) { $0[0] } - 100
        }
        let ends = levels.compactMap { $0["EQ.S"] }.sorted()
        for (end, side) in zip(ends, [-1.0, 1]) {
            var (near, far) = (100.0, 100 + side * 90)
            for _ in 0..<200 {
                let middle = (near + far) / 2
                if excess(middle) < 0 { near = middle } else { far = middle }
            }
            #expect(isClose(end, near, 1e-9))
        }
    }

    @Test("a long option loses its value at most: the answer says so")
    func unreachable() throws {
        var book = SampleBook(factors: [.init(id: "EQ.S", level: 100, deviation: 0.2, isAbsolute: false)])
        book.holdOption(1, "EQ.S", "call", strike: 100)
        let value = try book.simulator().valuesToday[0]
        let (result, _) = try book.solve(loss: value + 1)
        #expect(result.solutions.isEmpty)
        #expect(isClose(result.largest?.loss, value, 1e-6))
        let (reached, _) = try book.solve(loss: 0.9 * value)
        #expect(reached.solutions.count == 1 && reached.largest == nil)
    }

    @Test("what the expected move loses already needs no stress")
    func expected() throws {
        var book = SampleBook(factors: [.init(id: "EQ.S", level: 100, deviation: 5, drift: -20)])
        book.holdShare(1, "EQ.S")
        let (result, levels) = try book.solve(loss: 15)
        #expect(result.solutions.first?.distance == 0)
        #expect(isClose(levels.first?["EQ.S"], 80, 1e-12))
    }

    // MARK: - Many factors

    /// Equal shares that move independently: each falls alike, as Σ exp(σ·y) is convex. loss = n·(1 − exp(σ·y − σ²/2)).
    @Test("thirty geometric shares, searched in the span of gradients")
    func many() throws {
        let (count, σ) = (30, 0.2)
        var book = SampleBook(
            factors: (0..<count).map { .init(id: "EQ.F\($0)", level: 1, deviation: σ, isAbsolute: false) })
        for index in 0..<count { book.holdShare(1, "EQ.F\(index)") }
        let loss = 0.3 * Double(count)
        let (result, levels) = try book.solve(loss: loss)
        #expect(result.isReduced && result.unconverged == 0 && result.solutions.count == 1)
        let y = (log(0.7) + σ * σ / 2) / σ
        #expect(isClose(result.solutions.first?.distance, abs(y) * Double(count).squareRoot(), 1e-8))
        for (_, level) in levels.first ?? [:] { #expect(isClose(level, 0.7, 1e-5)) }
    }

    // MARK: - What must not matter

    private func options(order: [Int]) -> SampleBook {
        let factors: [SampleBook.Factor] = [
            .init(id: "EQ.A", level: 100, deviation: 0.2, isAbsolute: false),
            .init(id: "EQ.B", level: 50, deviation: 0.3, isAbsolute: false),
            .init(id: "EQ.C", level: 80, deviation: 0.25, isAbsolute: false),
        ]
        let correlations = [[1, 0.5, -0.2], [0.5, 1, 0.1], [-0.2, 0.1, 1]]
        var book = SampleBook(
            factors: order.map { factors[$0] }, correlations: order.map { i in order.map { correlations[i][$0] } })
        book.holdShare(30, "EQ.A")
        book.holdOption(-40, "EQ.B", "call", strike: 55)
        book.holdOption(-40, "EQ.C", "put", strike: 75)
        return book
    }

    @Test("neither the number of workers nor the order of the factors matters")
    func invariance() throws {
        let (one, levels) = try options(order: [0, 1, 2]).solve(loss: 1_500, workers: 1)
        let (three, _) = try options(order: [0, 1, 2]).solve(loss: 1_500, workers: 3)
        #expect(one.solutions.map(\.point) == three.solutions.map(\.point))
        let (other, moved) = try options(order: [2, 0, 1]).solve(loss: 1_500)
        try #require(!one.solutions.isEmpty && other.solutions.count == one.solutions.count)
        for index in one.solutions.indices {
            #expect(isClose(other.solutions[index].distance, one.solutions[index].distance, 1e-7))
            for (factor, level) in levels[index] { #expect(isClose(moved[index][factor], level, 1e-4)) }
        }
    }

    @Test("the shares of the classes sum to the loss, and a product's are split evenly")
    func classShares() throws {
        var book = SampleBook(factors: [
            .init(id: "EQ.S", level: 1, deviation: 0.1), .init(id: "FX.EURUSD", level: 1, deviation: 0.1),
        ])
        book.holdShare(1_000, "EQ.S", currency: "EUR")
        let simulator = try book.simulator()
        let law = simulator.moveLaw
        let shares = ClassShares(law, moved: [0.8, 0.5], StateValuation(simulator))
        // Alone: 200 and 500; together 600, so each gives up half of the 100 that they share.
        #expect(shares.time == 0 && isClose(shares.shares[0].loss, 150, 1e-12))
        #expect(isClose(shares.shares[1].loss, 450, 1e-12))
    }
}
