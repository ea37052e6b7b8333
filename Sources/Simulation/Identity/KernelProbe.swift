import Kernels
import LinearAlgebra

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What the kernels of this process do to a few numbers: the bits of everything that a run is made of.
///
/// Names of kernel sets say too little (a library may change under its name, and two names may do the same), so two results are told
/// apart by what their kernels did. Shapes are small, odd and beyond the blocks of OpenBLAS, for each takes a way of its own
/// through it; all of it takes about five milliseconds.
public enum KernelProbe {
    /// Always the same in one process; two processes with the same bits give the same figures.
    public static let bits: [UInt64] = linearAlgebra + elementwise + mathematics

    /// Numbers in [−½, ½), each of them exact.
    private static func numbers(_ count: Int, _ stride: Int = 7919) -> [Double] {
        (0..<count).map { Double(($0 * stride + 17) % 8192) / 8192 - 0.5 }
    }

    private static func words(_ numbers: some Sequence<Double>) -> [UInt64] { numbers.map(\.bitPattern) }

    // MARK: Linear algebra

    /// Factors × paths; those of one path and of none that fills a block among them.
    private static let shapes = [(2, 64), (3, 1), (7, 33), (24, 512), (61, 100), (130, 40), (300, 24)]

    private static var linearAlgebra: [UInt64] {
        var bits: [UInt64] = []
        for (count, paths) in shapes {
            // 0.9^|i−j|, the correlations of an autoregression: positive definite.
            var powers = [1.0]
            for _ in 0..<count { powers.append(powers[powers.count - 1] * 0.9) }
            var correlation = Matrix.identity(count)
            for row in 0..<count {
                for column in 0..<count { correlation[row, column] = powers[abs(row - column)] }
            }
            let draws = Matrix(rowCount: paths, columnCount: count, elements: numbers(paths * count))
            bits += words(draws.gram.elements)
            if count <= 61 {
                bits += words(draws.multiplied(by: correlation).elements)
                bits += words(draws.transposedMultiplied(by: draws).elements)
                bits += words(correlation.multiplied(byTransposed: draws).elements)
                if let eigen = try? SymmetricEigen(correlation) { bits += words(eigen.values + eigen.vectors.elements) }
            }
            if let factor = try? CholeskyFactor(correlation) {
                bits += words(factor.lower.elements)
                bits += correlated(factor, paths)
                if count <= 61 { bits += words(factor.whitened(draws).elements) }
            }
            // Of a rank below its size: another way to factorise, and to correlate.
            guard count > 2, count <= 61 else { continue }
            let few = Matrix(rowCount: count, columnCount: count / 2, elements: numbers(count * (count / 2), 4099))
            if let factor = try? CholeskyFactor(few.multiplied(byTransposed: few)) {
                bits += words(factor.lower.elements)
                bits += correlated(factor, paths)
            }
        }
        return bits
    }

    /// Drivers made from independent ones, in either precision.
    private static func correlated(_ factor: CholeskyFactor, _ paths: Int) -> [UInt64] {
        let count = factor.count
        let stride = (paths + 7) / 8 * 8
        var double = numbers(count * stride, 5003)
        var single = double.map(Float.init)
        double.withUnsafeMutableBufferPointer { buffer in
            if let base = buffer.baseAddress { factor.correlate(base, stride: stride, pathCount: paths) }
        }
        single.withUnsafeMutableBufferPointer { buffer in
            if let base = buffer.baseAddress {
                SingleCholeskyFactor(factor).correlate(base, stride: stride, pathCount: paths)
            }
        }
        return words(double) + single.map { UInt64($0.bitPattern) }
    }

    // MARK: Our own kernels

    private static let width = 203

    private static var elementwise: [UInt64] {
        var bits: [UInt64] = []
        let block = RowStorage(rowCount: 6, pathCount: width)
        let rows = block.rows
        func take(_ row: Int) { bits += words(rows[row]) }
        for (path, number) in numbers(width).enumerated() {
            rows[0, path] = 20 * number
            rows[1, path] = number + 0.51
            rows[2, path] = 100 * (number + 1)
        }
        let view = rows.readOnly
        Elementwise.exponential(view[0], into: rows[3])
        take(3)
        Elementwise.scaledExponential(scale: 1.25, shift: 0.01, view[0], into: rows[3])
        take(3)
        Elementwise.logarithm(view[2], into: rows[3])
        take(3)
        Elementwise.sineAndCosine(ofTurns: view[0], sine: rows[3], cosine: rows[4])
        take(3)
        take(4)
        Elementwise.normalDistribution(view[0], into: rows[3])
        take(3)
        Elementwise.normalQuantile(view[1], into: rows[3])
        take(3)
        Elementwise.divide(view[0], view[2], into: rows[3])
        Elementwise.accumulate(0.3, view[0], into: rows[3])
        take(3)
        rows[4].update(repeating: 0)
        Elementwise.accumulateEuropeanOption(
            EuropeanOptionTerms(isCall: false, strike: 95, time: 0.5), weight: 1.5, spot: view[2],
            rate: .constant(0.03), dividendYield: .constant(0.01), volatility: .row(view[1]), into: rows[4])
        take(4)
        PhiloxKernel.normals(seed: 42, step: 1, paths: .successive(from: 5), into: rows)
        for row in 0..<6 { take(row) }
        let step = HestonStep(
            meanReversion: 2, longVariance: 0.04, volatilityOfVariance: 0.5, correlation: -0.6, drift: 0.02,
            length: 0.004)
        rows[4].update(repeating: 0.04)
        Elementwise.advanceHeston(
            step, assetShock: view[0], ownShock: view[1], variance: rows[4], logLevel: rows[5])
        take(4)
        take(5)
        let summary = RowSummary(view[2], shift: 0.1)
        bits += words([summary.first, summary.second, summary.third, summary.fourth])
        let single = SingleRowStorage(rowCount: 2, pathCount: width)
        PhiloxKernel.normals(seed: 42, step: 1, paths: .successive(from: 5), into: single.rows)
        for row in 0..<2 { bits += single.rows[row].map { UInt64($0.bitPattern) } }
        withExtendedLifetime((block, single)) {}
        return bits
    }

    // MARK: The system's functions

    /// The C library chooses among kernels too.
    private static var mathematics: [UInt64] {
        numbers(97).flatMap { x in
            let positive = x + 0.6
            return words([
                exp(7 * x), log(positive), pow(positive, 3.3), sin(9 * x), cos(9 * x), tanh(x), erfc(3 * x),
                lgamma(positive), expm1(x), log1p(x), cbrt(x),
            ])
        }
    }
}
