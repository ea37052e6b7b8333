import Kernels
import Testing

@Suite("Sums and products of rows")
struct ElementwiseArithmeticTests {
    static let kernelSets = KernelSet.available

    @Test("small integers come out exactly", arguments: kernelSets)
    func exact(kernels: KernelSet) {
        let x = (0..<77).map { Double($0 + 1) }
        func run(
            _ kernel: (UnsafeBufferPointer<Double>, UnsafeMutableBufferPointer<Double>) -> Void
        ) -> [Double] {
            mapped(x, kernel)
        }
        #expect(run { Elementwise.affine(3, 2, $0, into: $1, kernels: kernels) } == x.map { 3 + 2 * $0 })
        #expect(run { Elementwise.multiply($0, $0, into: $1, kernels: kernels) } == x.map { $0 * $0 })
        #expect(run { Elementwise.divide($0, $0, into: $1, kernels: kernels) } == x.map { _ in 1 })
        #expect(run { Elementwise.reciprocal($0, into: $1, kernels: kernels) } == x.map { 1 / $0 })
        // `mapped` starts its output at −7.
        #expect(run { Elementwise.accumulate(5, $0, into: $1, kernels: kernels) } == x.map { 5 * $0 - 7 })
        #expect(run { Elementwise.increment(3, 2, $0, into: $1, kernels: kernels) } == x.map { 2 * $0 - 4 })
        #expect(
            run { Elementwise.accumulateProduct(5, $0, $0, into: $1, kernels: kernels) } == x.map { 5 * $0 * $0 - 7 })
    }

    @Test("widening keeps every single-precision number", arguments: kernelSets)
    func widen(kernels: KernelSet) {
        let x: [Float] = (0..<50).map { Float($0) / 7 } + [.infinity, -.leastNonzeroMagnitude]
        let storage = RowStorage(rowCount: 1, pathCount: x.count)
        x.withUnsafeBufferPointer { Elementwise.widen($0, into: storage.rows[0], kernels: kernels) }
        #expect(Array(storage.rows[0]) == x.map(Double.init))
    }

    @Test("weighted rows agree with their twin for any number of rows", arguments: kernelSets)
    func weightedRows(kernels: KernelSet) {
        let block = RowStorage(rowCount: 30, pathCount: 131)
        for row in 0..<30 { for path in 0..<131 { block.rows[row, path] = Double((row * 37 + path * 11) % 101) - 50 } }
        for count in [0, 1, 7, 8, 9, 16, 27] {
            let rows = (0..<count).map { ($0 * 7 + 3) % 30 }
            let weights = (0..<count).map { Double($0) - 4.5 }
            let fast = mapped([Double](repeating: 0, count: 131)) {
                Elementwise.accumulate(
                    weights: weights, rows: rows, of: block.rows.readOnly, into: $1, kernels: kernels)
            }
            let plain = mapped([Double](repeating: 0, count: 131)) {
                Elementwise.accumulateReference(weights: weights, rows: rows, of: block.rows.readOnly, into: $1)
            }
            #expect(fast == plain)
        }
    }

    @Test("discount factors agree with their twin", arguments: kernelSets)
    func discount(kernels: KernelSet) {
        let block = RowStorage(rowCount: 3, pathCount: 300)
        for row in 0..<3 { for path in 0..<300 { block.rows[row, path] = 0.03 + 1e-4 * Double(path - 100 * row) } }
        for (weights, rows) in [([0.25, 0.75], [2, 0]), ([], [])] {
            let fast = mapped([Double](repeating: 0, count: 300)) {
                Elementwise.discount(
                    weights: weights, rows: rows, of: block.rows.readOnly, constant: 0.005, time: 7.5, into: $1,
                    kernels: kernels)
            }
            let plain = mapped([Double](repeating: 0, count: 300)) {
                Elementwise.discountReference(
                    weights: weights, rows: rows, of: block.rows.readOnly, constant: 0.005, time: 7.5, into: $1)
            }
            #expect(unitsInTheLastPlace(fast, plain) <= 3)
        }
    }

    @Test("single-precision rows address as double-precision ones do")
    func singleRows() {
        let storage = SingleRowStorage(rowCount: 5, pathCount: 19)
        #expect(storage.rows.stride == 32)
        storage.rows.fill(1)
        storage.rows[3, 18] = 4
        let view = storage.rows[rows: 2..<4].prefix(paths: 19)
        #expect(view[1, 18] == 4 && view.readOnly[1].reduce(0, +) == 22)
    }
}
