import Kernels
import Randomness
import Testing

@Suite("Draws by address")
struct PhiloxDrawsTests {
    static let seeds: [UInt64] = [0, 42, 0xdead_beef_cafe_f00d]
    /// Beginnings of blocks: the first path, an odd one, and two whose block crosses 2³² and 2³³.
    static let starts = [0, 12_345, 1 << 32 - 70, 1 << 33 - 3]

    private func normals(_ source: some DrawSource, step: Int, paths: Range<Int>, drivers: Int) -> [[Double]] {
        let storage = RowStorage(rowCount: drivers, pathCount: paths.count)
        source.normals(step: step, paths: paths, into: storage.rows)
        return (0..<drivers).map { Array(storage.rows[$0]) }
    }

    private func singles(_ source: some DrawSource, step: Int, paths: Range<Int>, drivers: Int) -> [[Float]] {
        let storage = SingleRowStorage(rowCount: drivers, pathCount: paths.count)
        source.normals(step: step, paths: paths, into: storage.rows)
        return (0..<drivers).map { Array(storage.rows[$0]) }
    }

    private func uniforms(_ source: some DrawSource, step: Int, paths: Range<Int>, driver: Int) -> [Double] {
        let storage = RowStorage(rowCount: 1, pathCount: paths.count)
        source.uniforms(step: step, paths: paths, driver: driver, into: storage.rows[0])
        return Array(storage.rows[0])
    }

    @Test("uniforms are bit for bit those of the plain twin", arguments: seeds, starts)
    func uniforms(seed: UInt64, start: Int) {
        for (step, driver) in [(0, 0), (7, 3), (100_000, (1 << 28) - 1)] {
            let paths = start..<start + 203
            let fast = uniforms(PhiloxDraws(seed: seed), step: step, paths: paths, driver: driver)
            let plain = uniforms(PhiloxDrawsReference(seed: seed), step: step, paths: paths, driver: driver)
            #expect(fast == plain)
            #expect(fast.allSatisfy { $0 > 0 && $0 < 1 })
        }
    }

    @Test("normals agree with the plain twin to rounding", arguments: seeds, starts)
    func normals(seed: UInt64, start: Int) {
        let paths = start..<start + 203
        for drivers in [1, 2, 3, 8] {
            let fast = normals(PhiloxDraws(seed: seed), step: 5, paths: paths, drivers: drivers)
            let plain = normals(PhiloxDrawsReference(seed: seed), step: 5, paths: paths, drivers: drivers)
            for (x, y) in zip(fast.joined(), plain.joined()) { #expect(abs(x - y) <= 4e-15) }
        }
    }

    @Test("single-precision normals agree with the plain twin to rounding", arguments: seeds, starts)
    func singleNormals(seed: UInt64, start: Int) {
        let paths = start..<start + 203
        for drivers in [1, 2, 3, 4, 5, 6, 7, 12] {
            let fast = singles(PhiloxDraws(seed: seed), step: 5, paths: paths, drivers: drivers)
            let plain = singles(PhiloxDrawsReference(seed: seed), step: 5, paths: paths, drivers: drivers)
            for (x, y) in zip(fast.joined(), plain.joined()) { #expect(abs(x - y) <= 2e-6) }
        }
    }

    @Test("splitting a block changes nothing")
    func splitting() {
        let draws = PhiloxDraws(seed: 1)
        let whole = normals(draws, step: 2, paths: 0..<600, drivers: 5)
        let wholeSingle = singles(draws, step: 2, paths: 0..<600, drivers: 5)
        let wholeUniform = uniforms(draws, step: 2, paths: 0..<600, driver: 4)
        for paths in [0..<1, 1..<2, 599..<600, 17..<50, 100..<229, 3..<600] {
            #expect(normals(draws, step: 2, paths: paths, drivers: 5) == whole.map { Array($0[paths]) })
            #expect(singles(draws, step: 2, paths: paths, drivers: 5) == wholeSingle.map { Array($0[paths]) })
            #expect(uniforms(draws, step: 2, paths: paths, driver: 4) == Array(wholeUniform[paths]))
        }
    }

    @Test("more drivers leave the first ones as they were, and the memory beyond untouched")
    func drivers() {
        let draws = PhiloxDraws(seed: 9)
        let many = normals(draws, step: 0, paths: 0..<130, drivers: 9)
        let manySingle = singles(draws, step: 0, paths: 0..<130, drivers: 9)
        for count in 1..<9 {
            let storage = RowStorage(rowCount: 9, pathCount: 140)
            let single = SingleRowStorage(rowCount: 9, pathCount: 140)
            draws.normals(step: 0, paths: 0..<130, into: storage.rows[rows: 0..<count].prefix(paths: 130))
            draws.normals(step: 0, paths: 0..<130, into: single.rows[rows: 0..<count].prefix(paths: 130))
            for row in 0..<9 {
                let (expected, expectedSingle) =
                    row < count ? (many[row], manySingle[row]) : ([], [])
                let tail = 140 - expected.count
                #expect(Array(storage.rows[row]) == expected + [Double](repeating: 0, count: tail))
                #expect(Array(single.rows[row]) == expectedSingle + [Float](repeating: 0, count: tail))
            }
        }
    }

    @Test("kernel sets with a fused multiply-add draw the same bits, the baseline nearly so")
    func kernelSets() {
        let best = RowStorage(rowCount: 4, pathCount: 999)
        let bestSingle = SingleRowStorage(rowCount: 4, pathCount: 999)
        PhiloxKernel.normals(seed: 3, step: 1, paths: .successive(from: 7), into: best.rows)
        PhiloxKernel.normals(seed: 3, step: 1, paths: .successive(from: 7), into: bestSingle.rows)
        for kernels in KernelSet.available {
            let other = RowStorage(rowCount: 4, pathCount: 999)
            let otherSingle = SingleRowStorage(rowCount: 4, pathCount: 999)
            PhiloxKernel.normals(seed: 3, step: 1, paths: .successive(from: 7), into: other.rows, kernels: kernels)
            PhiloxKernel.normals(
                seed: 3, step: 1, paths: .successive(from: 7), into: otherSingle.rows, kernels: kernels)
            let allowed = kernels.name == "baseline" ? (1e-14, Float(3e-6)) : (0, 0)
            for row in 0..<4 {
                for path in 0..<999 {
                    #expect(abs(best.rows[row, path] - other.rows[row, path]) <= allowed.0)
                    #expect(abs(bestSingle.rows[row, path] - otherSingle.rows[row, path]) <= allowed.1)
                }
            }
        }
    }

    @Test("single-precision normals are the double-precision ones, rounded")
    func precisions() {
        let double = RowStorage(rowCount: 5, pathCount: 4_000)
        let single = SingleRowStorage(rowCount: 5, pathCount: 4_000)
        withExtendedLifetime((double, single)) {
            PhiloxDraws(seed: 11).normals(step: 2, paths: 100..<4_100, into: double.rows)
            PhiloxDraws(seed: 11).normals(step: 2, paths: 100..<4_100, into: single.rows)
            for row in 0..<5 {
                for path in 0..<4_000 { #expect(abs(Double(single.rows[row, path]) - double.rows[row, path]) < 3e-5) }
            }
        }
    }
}
