import Kernels
import Testing

@Suite("The promise of identity")
struct KernelSetTests {
    typealias Kernel =
        @Sendable (UnsafeBufferPointer<Double>, UnsafeMutableBufferPointer<Double>, KernelSet) -> Void

    /// Each kernel with its range of arguments and the size that its absolute error scales with, zero for none.
    static let kernels: [(name: String, low: Double, high: Double, size: Double, run: Kernel)] = [
        ("exponential", -750, 720, 0, { Elementwise.exponential($0, into: $1, kernels: $2) }),
        (
            "scaled exponential", -5, 5, 0,
            { Elementwise.scaledExponential(scale: 3, shift: 1, $0, into: $1, kernels: $2) }
        ),
        ("logarithm", -0.1, 9, 0, { Elementwise.logarithm($0, into: $1, kernels: $2) }),
        ("sine", 0, 1, 0, { sine($0, $1, $2) }),
        ("normal distribution", -39, 9, 0, { Elementwise.normalDistribution($0, into: $1, kernels: $2) }),
        ("normal quantile", 0, 1, 0, { Elementwise.normalQuantile($0, into: $1, kernels: $2) }),
        (
            "normal density", -3, 3, 0,
            { Elementwise.normalDensity(of: 0.3, means: $0, precisions: $0, logScales: $0, into: $1, kernels: $2) }
        ),
        ("affine", -9, 9, 0, { Elementwise.affine(0.1, 0.3, $0, into: $1, kernels: $2) }),
        ("accumulate", -9, 9, 0, { Elementwise.accumulate(0.7, $0, into: $1, kernels: $2) }),
        ("increment", -9, 9, 0, { Elementwise.increment(0.1, 0.7, $0, into: $1, kernels: $2) }),
        ("accumulate product", -9, 9, 0, { Elementwise.accumulateProduct(0.7, $0, $0, into: $1, kernels: $2) }),
        ("option", 1, 300, 400, { option($0, nil, $1, $2) }),
        ("option, volatility row", 1, 300, 400, { option($0, .row($0), $1, $2) }),
    ]

    static func sine(
        _ turns: UnsafeBufferPointer<Double>, _ out: UnsafeMutableBufferPointer<Double>, _ kernels: KernelSet
    ) {
        let cosine = RowStorage(rowCount: 1, pathCount: out.count)
        Elementwise.sineAndCosine(ofTurns: turns, sine: out, cosine: cosine.rows[0], kernels: kernels)
    }

    static func option(
        _ spot: UnsafeBufferPointer<Double>, _ volatility: EuropeanOptionInput?,
        _ out: UnsafeMutableBufferPointer<Double>, _ kernels: KernelSet
    ) {
        Elementwise.accumulateEuropeanOption(
            EuropeanOptionTerms(isCall: true, strike: 100, time: 0.5), weight: 2, spot: spot, rate: .constant(0.03),
            dividendYield: .constant(0.01), volatility: volatility ?? .constant(0.2), into: out, kernels: kernels)
    }

    @Test("the best set is the last and is named by Elementwise")
    func best() {
        #expect(KernelSet.available.last?.name == Elementwise.instructionSet)
        #expect(["x86-64-v4", "x86-64-v3", "baseline", "arm64"].contains(Elementwise.instructionSet))
    }

    @Test("an element's bits do not depend on its position or on the row's length", arguments: kernels.indices)
    func position(index: Int) {
        let (_, low, high, _, run) = Self.kernels[index]
        let x = grid(low, high, 701)
        for set in KernelSet.available {
            let whole = mapped(x) { run($0, $1, set) }
            for (start, length) in [(0, 1), (1, 33), (3, 300), (5, 64), (300, 401), (700, 1)] {
                let part = mapped(Array(x[start..<start + length])) { run($0, $1, set) }
                #expect(part.bits == Array(whole[start..<start + length]).bits, "\(set.name) at \(start)")
            }
        }
    }

    @Test("sets with a fused multiply-add give the same bits, the baseline nearly so", arguments: kernels.indices)
    func sets(index: Int) {
        let (_, low, high, size, run) = Self.kernels[index]
        let x = grid(low, high, 4_001)
        let best = mapped(x) { run($0, $1, .best) }
        for set in KernelSet.available {
            let other = mapped(x) { run($0, $1, set) }
            if set.name == "baseline" {
                for (a, b) in zip(best, other) where !(a.isNaN && b.isNaN) && a != b {
                    #expect(abs(a - b) <= 1e-13 * max(abs(a), size, 1e-300))
                }
            } else {
                #expect(best.bits == other.bits)
            }
        }
    }

    @Test("a row may be its own output", arguments: KernelSet.available)
    func inPlace(kernels: KernelSet) {
        let x = grid(-2, 2, 333)
        var row = x
        row.withUnsafeMutableBufferPointer {
            Elementwise.exponential(UnsafeBufferPointer($0), into: $0, kernels: kernels)
        }
        #expect(row == mapped(x) { Elementwise.exponential($0, into: $1, kernels: kernels) })
    }

    @Test("empty rows are allowed")
    func empty() {
        #expect(mapped([]) { Elementwise.exponential($0, into: $1) }.isEmpty)
    }
}
