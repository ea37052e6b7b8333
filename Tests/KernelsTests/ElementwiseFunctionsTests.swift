import Kernels
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("Functions on rows")
struct ElementwiseFunctionsTests {
    static let kernelSets = KernelSet.available

    @Test("exp is within two units of the C library, from underflow to overflow", arguments: kernelSets)
    func exponential(kernels: KernelSet) {
        let x = grid(-745, 709.7, 20_001) + grid(-1, 1, 5_001)
        let fast = mapped(x) { Elementwise.exponential($0, into: $1, kernels: kernels) }
        let plain = mapped(x) { Elementwise.exponentialReference($0, into: $1) }
        #expect(unitsInTheLastPlace(fast, plain) <= 2)
    }

    @Test("exp overflows, underflows and keeps NaN", arguments: kernelSets)
    func exponentialLimits(kernels: KernelSet) {
        let x: [Double] = [-.infinity, -1e300, -746, 0, -0.0, 710, 1e300, .infinity, .nan]
        let y = mapped(x) { Elementwise.exponential($0, into: $1, kernels: kernels) }
        #expect(Array(y.dropLast()) == [0, 0, 0, 1, 1, .infinity, .infinity, .infinity])
        #expect(y[8].isNaN)
    }

    @Test("scaled exp is scale · exp(x + shift)", arguments: kernelSets)
    func scaledExponential(kernels: KernelSet) {
        let x = grid(-3, 3, 1_003)
        let fast = mapped(x) { Elementwise.scaledExponential(scale: 80, shift: 0.25, $0, into: $1, kernels: kernels) }
        let plain = mapped(x) { Elementwise.scaledExponentialReference(scale: 80, shift: 0.25, $0, into: $1) }
        #expect(unitsInTheLastPlace(fast, plain) <= 3)
    }

    @Test("the density of a number under many normal laws", arguments: kernelSets)
    func normalDensity(kernels: KernelSet) {
        let means = grid(-0.2, 0.3, 1_003)
        let precisions = grid(1, 90, 1_003)
        let fast = means.withUnsafeBufferPointer { means in
            mapped(precisions) {
                Elementwise.normalDensity(
                    of: 0.05, means: means, precisions: $0, logScales: $0, into: $1, kernels: kernels)
            }
        }
        for ((mean, precision), density) in zip(zip(means, precisions), fast) {
            let score = (0.05 - mean) * precision
            let known = exp(precision - 0.5 * score * score)
            #expect(abs(density - known) <= 1e-12 * known)
        }
    }

    @Test("log is within two units of the C library, subnormals included", arguments: kernelSets)
    func logarithm(kernels: KernelSet) {
        let x =
            grid(1e-3, 3, 20_001) + grid(0.999, 1.001, 2_001) + grid(-320, 308, 3_001).map { exponent10($0) }
            + [.leastNonzeroMagnitude, .greatestFiniteMagnitude]
        let fast = mapped(x) { Elementwise.logarithm($0, into: $1, kernels: kernels) }
        let plain = mapped(x) { Elementwise.logarithmReference($0, into: $1) }
        #expect(unitsInTheLastPlace(fast, plain) <= 2)
    }

    @Test("log of zero, of a negative number, of infinity and NaN", arguments: kernelSets)
    func logarithmLimits(kernels: KernelSet) {
        let y = mapped([0, -0.0, 1, .infinity, -1, -.infinity, .nan]) {
            Elementwise.logarithm($0, into: $1, kernels: kernels)
        }
        #expect(Array(y.prefix(4)) == [-.infinity, -.infinity, 0, .infinity])
        #expect(y.suffix(3).allSatisfy { $0.isNaN })
    }

    @Test("sine and cosine of turns are within three units of their twin", arguments: kernelSets)
    func sineAndCosine(kernels: KernelSet) {
        let turns = grid(0, 1, 20_003) + grid(-3, 3, 601)
        var cosine = [Double](repeating: 0, count: turns.count)
        let sine = cosine.withUnsafeMutableBufferPointer { cosine in
            mapped(turns) { Elementwise.sineAndCosine(ofTurns: $0, sine: $1, cosine: cosine, kernels: kernels) }
        }
        var plainCosine = cosine
        let plainSine = plainCosine.withUnsafeMutableBufferPointer { cosine in
            mapped(turns) { Elementwise.sineAndCosineReference(ofTurns: $0, sine: $1, cosine: cosine) }
        }
        #expect(unitsInTheLastPlace(sine, plainSine) <= 3)
        #expect(unitsInTheLastPlace(cosine, plainCosine) <= 3)
    }

    @Test("the normal distribution keeps its relative accuracy down to the last tail", arguments: kernelSets)
    func normalDistribution(kernels: KernelSet) {
        // mpmath, 40 digits.
        let known: [(Double, Double)] = [
            (-38.4, 13 * .leastNonzeroMagnitude), (-37.5, 4.605353009581955e-308), (-37, 5.725571222524577e-300),
            (-30, 4.906713927148187e-198), (-20, 2.7536241186062337e-89), (-10, 7.619853024160525e-24),
            (-8, 6.220960574271784e-16), (-5, 2.866515718791939e-07), (-2.5, 0.006209665325776135),
            (-1, 0.15865525393145705), (-0.5, 0.3085375387259869), (-0.001, 0.49960105778608893),
            (0.25, 0.5987063256829237), (1, 0.8413447460685429), (3, 0.9986501019683699),
            (6, 0.9999999990134123),
        ]
        let y = mapped(known.map(\.0)) { Elementwise.normalDistribution($0, into: $1, kernels: kernels) }
        for (value, (x, expected)) in zip(y, known) {
            #expect(abs(value - expected) <= 2e-15 * expected + .leastNonzeroMagnitude, "Φ(\(x))")
        }
        let x = grid(-37.5, 9, 20_001)
        let fast = mapped(x) { Elementwise.normalDistribution($0, into: $1, kernels: kernels) }
        let plain = mapped(x) { Elementwise.normalDistributionReference($0, into: $1) }
        for (x, (fast, plain)) in zip(x, zip(fast, plain)) {
            #expect(abs(fast - plain) <= 4e-16 * (4 + x * x) * plain)
        }
    }

    @Test("the normal distribution at infinity, zero and NaN", arguments: kernelSets)
    func normalDistributionLimits(kernels: KernelSet) {
        let y = mapped([-.infinity, -40, 0, 40, .infinity, .nan]) {
            Elementwise.normalDistribution($0, into: $1, kernels: kernels)
        }
        #expect(Array(y.dropLast()) == [0, 0, 0.5, 1, 1])
        #expect(y[5].isNaN)
    }

    @Test("the normal quantile at published probabilities, deep tails included", arguments: kernelSets)
    func normalQuantile(kernels: KernelSet) {
        // mpmath, 50 digits. The number nearest 0.9999999 lies 5e-17 off; its own quantile is the one asked for, while
        // that of the decimal is reached from the lower tail.
        let known: [(Double, Double)] = [
            (1e-300, -37.0470962993612), (1e-100, -21.273453560965326), (1e-16, -8.222082216130435),
            (1e-10, -6.361340902404057), (1e-4, -3.7190164854556804), (0.001, -3.0902323061678136),
            (0.01, -2.326347874040841), (0.025, -1.9599639845400543), (0.05, -1.6448536269514726),
            (0.3, -0.5244005127080408), (0.5, 0), (0.84, 0.9944578832097531), (0.975, 1.9599639845400543),
            (0.99, 2.326347874040841), (0.999, 3.0902323061678136), (0.9999999, 5.1993375822906611),
            (1e-7, -5.1993375821928165),
        ]
        let y = mapped(known.map(\.0)) { Elementwise.normalQuantile($0, into: $1, kernels: kernels) }
        for (value, (p, expected)) in zip(y, known) {
            #expect(abs(value - expected) <= 1e-13 * abs(expected), "p = \(p)")
        }
    }

    @Test("the normal quantile is within 1e-14 of bisection", arguments: kernelSets)
    func normalQuantileBisection(kernels: KernelSet) {
        let p = grid(1e-6, 1 - 1e-6, 1_501) + grid(-300, -1, 301).map { exponent10($0) }
        let fast = mapped(p) { Elementwise.normalQuantile($0, into: $1, kernels: kernels) }
        let plain = mapped(p) { Elementwise.normalQuantileReference($0, into: $1) }
        for (fast, plain) in zip(fast, plain) { #expect(abs(fast - plain) <= 1e-14 * max(1, abs(plain))) }
    }

    @Test("the normal quantile at and beyond its ends", arguments: kernelSets)
    func normalQuantileLimits(kernels: KernelSet) {
        let y = mapped([0, 1, -0.1, 1.1, .nan]) { Elementwise.normalQuantile($0, into: $1, kernels: kernels) }
        #expect(y[0] == -.infinity && y[1] == .infinity)
        #expect(y.suffix(3).allSatisfy { $0.isNaN })
    }

    private func exponent10(_ x: Double) -> Double {
        mapped([x * 2.302585092994046]) { Elementwise.exponentialReference($0, into: $1) }[0]
    }
}
