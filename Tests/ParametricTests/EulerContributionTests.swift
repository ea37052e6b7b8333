import LinearAlgebra
import Measures
import Parametric
import Testing

/// Euler contributions to the figures of a quadratic loss, against what the figures do when a part grows.
@Suite("Contributions to parametric figures")
struct EulerContributionTests {
    /// Three factors, and parts whose curvatures have different axes.
    private static let root = Matrix([[0.10, 0, 0], [0.05, 0.08, 0], [-0.02, 0.03, 0.2]])
    private static let mean = [0.01, -0.02, 0.005]

    private struct Part {
        var gain: Double
        var delta: [Double]
        var gamma: Matrix
    }

    private static let mixed = [
        Part(gain: 1, delta: [40, -10, 0], gamma: Matrix([[-300, 50, 0], [50, 0, 0], [0, 0, 0]])),
        Part(gain: -2, delta: [0, 60, 5], gamma: Matrix([[0, 0, 0], [0, -500, 80], [0, 80, 100]])),
        Part(gain: 0.5, delta: [-5, 0, 30], gamma: Matrix([[20, 0, -30], [0, 0, 0], [-30, 0, -60]])),
    ]

    /// Long in curvature, so that the loss is bounded, and on one factor alone.
    private static let bounded = [
        Part(gain: 1, delta: [4, 1, 0], gamma: Matrix([[900, 0, 0], [0, 0, 0], [0, 0, 0]])),
        Part(gain: -2, delta: [0, 2, 1], gamma: Matrix([[0, 0, 0], [0, 700, 0], [0, 0, 400]])),
    ]
    private static let lone = [
        Part(gain: 1, delta: [40, 0, 0], gamma: Matrix([[-900, 0, 0], [0, 0, 0], [0, 0, 0]])),
        Part(gain: 0, delta: [-25, 0, 0], gamma: Matrix([[200, 0, 0], [0, 0, 0], [0, 0, 0]])),
    ]

    private static func axes(
        _ parts: [Part], _ sizes: [Double], _ method: ParametricMethod
    ) throws -> (axes: QuadraticAxes, delta: [Double], gamma: Matrix?) {
        var (gain, delta, gamma) = (0.0, [0.0, 0, 0], Matrix(rowCount: 3, columnCount: 3))
        for (part, size) in zip(parts, sizes) {
            gain += size * part.gain
            for a in 0..<3 {
                delta[a] += size * part.delta[a]
                for b in 0..<3 { gamma[a, b] += size * part.gamma[a, b] }
            }
        }
        let curvature = method.usesGamma ? gamma : nil
        return (
            try QuadraticAxes(gain: gain, delta: delta, gamma: curvature, mean: mean, root: root), delta, curvature
        )
    }

    private static func value(
        _ parts: [Part], _ sizes: [Double], _ method: ParametricMethod, _ figure: TailFigure
    ) throws -> Double {
        let law = method.law(of: try axes(parts, sizes, method).axes.loss)
        switch figure {
        case .quantile(let probability): return law.quantile(probability)
        case .tailMean(let probability): return law.tailMean(beyond: probability)
        }
    }

    private static let figures: [TailFigure] = [
        .quantile(0.9), .quantile(0.99), .quantile(0.3), .tailMean(0.9), .tailMean(0.975),
    ]

    @Test(
        "a contribution is the derivative of the figure by the size of the part, and they add up",
        arguments: ParametricMethod.allCases, [0, 1, 2])
    func derivative(method: ParametricMethod, book: Int) throws {
        let parts = [Self.mixed, Self.bounded, Self.lone][book]
        let sizes = parts.map { _ in 1.0 }
        let (axes, delta, gamma) = try Self.axes(parts, sizes, method)
        for figure in Self.figures {
            let whole = try Self.value(parts, sizes, method, figure)
            let moments = axes.factorMoments(method.axisMoments(of: axes.loss, for: figure))
            let own = parts.map {
                moments.contribution(gain: $0.gain, delta: $0.delta, gamma: method.usesGamma ? $0.gamma : nil)
            }
            let size = own.reduce(abs(whole)) { $0 + abs($1) }
            #expect(abs(own.reduce(0, +) - whole) < 1e-10 * size, "\(figure)")
            let factors = moments.factorContributions(delta: delta, gamma: gamma).reduce(0, +)
            let time = -parts.reduce(0) { $0 + $1.gain }
            #expect(abs(factors + time - whole) < 1e-10 * size, "\(figure)")
            for index in parts.indices {
                let step = 1e-4
                var (more, less) = (sizes, sizes)
                more[index] += step
                less[index] -= step
                let slope =
                    (try Self.value(parts, more, method, figure) - Self.value(parts, less, method, figure)) / (2 * step)
                // Next to the end of a bounded loss the law itself is known to fewer digits.
                #expect(
                    abs(own[index] - slope) < (book == 1 ? 3e-5 : 3e-6) * size,
                    "\(figure) \(index): \(own[index]), \(slope)")
            }
        }
    }

    @Test(
        "where curvatures vanish every method gives the contributions of a normal loss",
        arguments: ParametricMethod.allCases)
    func linear(method: ParametricMethod) throws {
        let parts = Self.mixed.map { Part(gain: $0.gain, delta: $0.delta, gamma: Matrix(rowCount: 3, columnCount: 3)) }
        for figure in Self.figures {
            func own(_ method: ParametricMethod) throws -> [Double] {
                let axes = try Self.axes(parts, [1, 1, 1], method).axes
                let moments = axes.factorMoments(method.axisMoments(of: axes.loss, for: figure))
                return parts.map {
                    moments.contribution(gain: $0.gain, delta: $0.delta, gamma: method.usesGamma ? $0.gamma : nil)
                }
            }
            for (a, b) in zip(try own(method), try own(.deltaNormal)) { #expect(abs(a - b) < 1e-7, "\(figure)") }
        }
    }

    @Test("a sure loss takes what its parts lose", arguments: ParametricMethod.allCases)
    func sure(method: ParametricMethod) {
        let loss = QuadraticLoss(constant: 2, linear: [0, 0], curvatures: [0, 0])
        let moments = method.axisMoments(of: loss, for: .quantile(0.99))
        #expect(moments.means == [0, 0] && moments.products == .identity(2))
    }
}
