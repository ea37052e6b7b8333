import Optimization
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Minimisation within bounds")
struct MinimizerTests {
    /// H. H. Rosenbrock, “An automatic method for finding the greatest or least value of a function”, Computer Journal 3,
    /// 1960: the minimum of 0 is at (1, 1), at the end of a curved valley.
    private func valley(_ x: [Double]) -> Double {
        100 * (x[1] - x[0] * x[0]) * (x[1] - x[0] * x[0]) + (1 - x[0]) * (1 - x[0])
    }

    @Test("Rosenbrock's valley", arguments: [Minimizer.Method.subplex, .boundedQuadratic])
    func rosenbrock(method: Minimizer.Method) throws {
        let minimum = try Minimizer(method).minimize(
            valley, from: [-1.2, 1], bounds: [-5...5, -5...5])
        #expect(abs(minimum.point[0] - 1) < 1e-3 && abs(minimum.point[1] - 1) < 1e-3)
        #expect(minimum.value < 1e-6)
    }

    @Test("a bound that binds")
    func bound() throws {
        let minimum = try Minimizer().minimize({ ($0[0] - 3) * ($0[0] - 3) }, from: [0], bounds: [-1...2])
        #expect(minimum.point == [2])
    }

    @Test("errors: an undefined start, and too few evaluations")
    func errors() {
        #expect(throws: MinimizationError.undefinedStart) {
            try Minimizer().minimize({ _ in .nan }, from: [0])
        }
        #expect(throws: MinimizationError.notConverged(evaluations: 10)) {
            try Minimizer(evaluationLimit: 10).minimize(valley, from: [-1.2, 1])
        }
    }
}

@Suite("Maximum likelihood")
struct MaximumLikelihoodTests {
    /// A normal sample: the mean and the deviation with divisor n, with errors σ/√n and σ/√(2n).
    @Test("a normal sample has its known estimates and errors")
    func normal() throws {
        let sample = (0..<200).map { sin(Double($0) * 1.7) * 2 + cos(Double($0) * 0.37) + 0.5 }
        let count = Double(sample.count)
        let mean = sample.reduce(0, +) / count
        let deviation = (sample.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / count).squareRoot()
        let fit = try MaximumLikelihood(
            [.init("mean", -10...10, scale: 1), .init("deviation", 1e-6...10, scale: 1)], from: [[0, 1], [2, 3]]
        ) { p in
            sample.reduce(0) { $0 - 0.5 * (($1 - p[0]) / p[1]) * (($1 - p[0]) / p[1]) - log(p[1]) }
        }
        #expect(abs(fit.estimate("mean") - mean) < 1e-6)
        #expect(abs(fit.estimate("deviation") - deviation) < 1e-6)
        let errors = fit.standardErrors.compactMap { $0 }
        #expect(errors.count == 2)
        #expect(abs(errors[0] / (deviation / count.squareRoot()) - 1) < 1e-4)
        #expect(abs(errors[1] / (deviation / (2 * count).squareRoot()) - 1) < 1e-4)
    }

    @Test("a parameter at its bound has no standard error")
    func atBound() throws {
        let fit = try MaximumLikelihood([.init("x", 0...1, scale: 0.1)], from: [[0.5]]) { -($0[0] + 1) * ($0[0] + 1) }
        #expect(fit.estimates == [0])
        #expect(fit.standardErrors == [nil])
    }
}
