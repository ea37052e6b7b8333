import Kernels
import Randomness
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("The normals are normal")
struct NormalityTests {
    static let slow = getenv("MARKET_TWIN_SLOW_TESTS").map { String(cString: $0) } == "1"

    private func check(count: Int, single: Bool) -> DistributionCheck {
        let draws = PhiloxDraws(seed: 2024)
        let paths = 1 << 14
        let block = RowStorage(rowCount: 4, pathCount: paths)
        let singles = SingleRowStorage(rowCount: 4, pathCount: paths)
        let scratch = RowStorage(rowCount: 1, pathCount: paths)
        var check = DistributionCheck()
        var start = 0
        while check.count < count {
            if single {
                draws.normals(step: 3, paths: start..<start + paths, into: singles.rows)
                for row in 0..<4 { Elementwise.widen(singles.rows.readOnly[row], into: block.rows[row]) }
            } else {
                draws.normals(step: 3, paths: start..<start + paths, into: block.rows)
            }
            for row in 0..<4 { check.add(block.rows.readOnly[row], scratch: scratch.rows[0]) }
            start += paths
        }
        return check
    }

    private func expectNormal(_ check: DistributionCheck) {
        #expect(abs(check.chiSquareScore) < 4.5)
        // P(√n D > 2.3) = 5e-5.
        #expect(check.kolmogorovSmirnov < 2.3)
        for score in check.momentScores { #expect(abs(score) < 4.5) }
        for (beyond, probability) in zip(check.beyond, DistributionCheck.probabilities) {
            let expected = probability * Double(check.count)
            #expect(abs(Double(beyond) - expected) < 4.5 * expected.squareRoot() + 3)
        }
    }

    @Test("a million normals", arguments: [false, true])
    func million(single: Bool) {
        expectNormal(check(count: 1_000_000, single: single))
    }

    @Test(
        "a hundred million normals, tails included; MARKET_TWIN_SLOW_TESTS=1", .enabled(if: slow),
        arguments: [false, true])
    func hundredMillion(single: Bool) {
        expectNormal(check(count: 100_000_000, single: single))
    }

    @Test("no correlation between drivers, neighbouring paths, steps, seeds and streams")
    func independence() {
        let count = 200_000
        let block = RowStorage(rowCount: 9, pathCount: count + 1)
        let draws = PhiloxDraws(seed: 5)
        let paths = 0..<count + 1
        draws.normals(step: 0, paths: paths, into: block.rows[rows: 0..<4])
        draws.normals(step: 1, paths: paths, into: block.rows[rows: 4..<6])
        PhiloxDraws(seed: 6).normals(step: 0, paths: paths, into: block.rows[rows: 6..<8])
        draws.uniforms(step: 0, paths: paths, driver: 0, into: block.rows[8])
        for path in paths { block.rows[8, path] = (block.rows[8, path] - 0.5) * 12.0.squareRoot() }
        func score(_ a: Int, _ b: Int, lag: Int, power: Int) -> Double {
            var sum = 0.0
            for path in 0..<count {
                let (x, y) = (block.rows[a, path], block.rows[b, path + lag])
                sum += power == 1 ? x * y : (x * x - 1) * (y * y - 1) / 2
            }
            return sum / Double(count).squareRoot()
        }
        for a in 0..<9 {
            for b in a..<9 {
                for lag in a == b ? 1...1 : 0...1 {
                    // The square of a uniform varies less, so its score is only smaller.
                    for power in 1...2 { #expect(abs(score(a, b, lag: lag, power: power)) < 4) }
                }
            }
        }
    }

    @Test("uniforms fill their interval evenly")
    func uniforms() {
        let count = 1_000_000
        let block = RowStorage(rowCount: 1, pathCount: count)
        PhiloxDraws(seed: 8).uniforms(step: 0, paths: 0..<count, driver: 1, into: block.rows[0])
        var histogram = [Int](repeating: 0, count: 1_000)
        for x in block.rows[0] { histogram[Int(x * 1_000)] += 1 }
        let expected = Double(count) / 1_000
        let statistic = histogram.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
        #expect(abs(statistic - 999) < 4.5 * (2 * 999.0).squareRoot())
    }
}
