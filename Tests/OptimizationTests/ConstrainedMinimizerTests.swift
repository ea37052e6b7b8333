import Optimization
import Testing

@Suite("Minimisation under constraints, with gradients")
struct ConstrainedMinimizerTests {
    /// W. Hock, K. Schittkowski, “Test Examples for Nonlinear Programming Codes”, Springer 1981, problem 22:
    /// (x − 2)² + (y − 1)² under x + y ≤ 2 and x² ≤ y has its minimum of 1 at (1, 1).
    @Test("Hock and Schittkowski 22: two constraints that bind", arguments: [[2.0, 2], [-3, 5]])
    func hockSchittkowski(start: [Double]) throws {
        let minimum = try ConstrainedMinimizer().minimize(
            { x in
                let (a, b) = (x[0] - 2, x[1] - 1)
                return (a * a + b * b, [2 * a, 2 * b])
            }, from: start,
            constraints: [
                { x in (x[0] + x[1] - 2, [1, 1]) },
                { x in (x[0] * x[0] - x[1], [2 * x[0], -1]) },
            ])
        #expect(abs(minimum.point[0] - 1) < 1e-7 && abs(minimum.point[1] - 1) < 1e-7)
        #expect(abs(minimum.value - 1) < 1e-7)
    }

    @Test("an undefined start, and too few evaluations")
    func errors() {
        #expect(throws: MinimizationError.undefinedStart) {
            try ConstrainedMinimizer().minimize({ _ in (.nan, [0]) }, from: [0], constraints: [])
        }
        #expect(throws: MinimizationError.notConverged(evaluations: 3)) {
            try ConstrainedMinimizer(evaluationLimit: 3).minimize(
                { x in
                    let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
                    return (a * a + 100 * b * b, [-2 * a - 400 * x[0] * b, 200 * b])
                }, from: [-1.2, 1], constraints: [])
        }
    }
}
