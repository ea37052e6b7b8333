import LinearAlgebra
import TestSupport
import Testing

@Suite struct CorrelateTests {
    /// Full rank, and rank 25 of 60.
    static let cases: [(count: Int, observations: Int)] = [(1, 10), (3, 20), (20, 100), (100, 300), (60, 25)]

    @Test(arguments: cases) func equalsThePlainProduct(count: Int, observations: Int) throws {
        let factor = try CholeskyFactor(sampleCorrelation(count, observations: observations))
        let (stride, paths) = (72, 64)
        var numbers = Sequence64(seed: 5)
        // Rows beyond the rank hold whatever memory holds; it must not matter.
        var panel = [Double](repeating: .nan, count: count * stride)
        for row in 0..<factor.rank { for path in 0..<stride { panel[row * stride + path] = numbers.next() } }
        let normals = panel
        var single = panel.map { Float($0) }
        factor.correlate(&panel, stride: stride, pathCount: paths)
        SingleCholeskyFactor(factor).correlate(&single, stride: stride, pathCount: paths)
        for row in 0..<count {
            for path in 0..<paths {
                let expected = (0..<factor.rank).reduce(0) { $0 + factor.lower[row, $1] * normals[$1 * stride + path] }
                #expect(abs(panel[row * stride + path] - expected) < 1e-14)
                #expect(abs(Double(single[row * stride + path]) - expected) < 1e-5)
            }
            guard row < factor.rank else { continue }
            for path in paths..<stride {
                #expect(panel[row * stride + path] == normals[row * stride + path])
            }
        }
    }

    /// A path's bits depend neither on the other paths of the block nor on where in the memory the block lies.
    @Test(arguments: [3, 20, 100]) func pathsDoNotTouchEachOther(count: Int) throws {
        let factor = try CholeskyFactor(sampleCorrelation(count, observations: 2 * count + 5))
        let paths = 128
        var numbers = Sequence64(seed: 9)
        let normals = (0..<count * paths).map { _ in numbers.next() }
        var all = normals
        factor.correlate(&all, stride: paths, pathCount: paths)
        var half = normals
        for row in 0..<count { for path in paths / 2..<paths { half[row * paths + path] = 0 } }
        factor.correlate(&half, stride: paths, pathCount: paths)
        for row in 0..<count {
            for path in 0..<paths / 2 { #expect(half[row * paths + path] == all[row * paths + path]) }
            for path in paths / 2..<paths { #expect(half[row * paths + path] == 0) }
        }
    }

    @Test func rankZeroIsSilence() throws {
        let factor = try CholeskyFactor(Matrix(rowCount: 2, columnCount: 2))
        var panel: [Double] = [1, 2, 3, 4]
        factor.correlate(&panel, stride: 2, pathCount: 2)
        #expect(panel == [0, 0, 0, 0])
    }
}
