import Kernels
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Summaries of rows")
struct SummaryTests {
    static let kernelSets = KernelSet.available

    private func sample(_ count: Int) -> [Double] { (0..<count).map { sin(Double($0) * 12.9898) * 43.7 - 5 } }

    @Test("power sums, maximum and negative count agree with their twin", arguments: kernelSets)
    func powerSums(kernels: KernelSet) {
        for count in [1, 7, 8, 9, 1_023, 1_024, 1_025, 5_000] {
            sample(count).withUnsafeBufferPointer { row in
                let fast = RowSummary(row, shift: -4, kernels: kernels)
                let plain = RowSummary(referenceOf: row, shift: -4)
                for path in [\RowSummary.first, \.second, \.third, \.fourth] {
                    let size = row.reduce(0.0) { $0 + pow(abs($1) + 4, 4) }
                    #expect(abs(fast[keyPath: path] - plain[keyPath: path]) <= 1e-14 * size)
                }
                #expect(fast.greatest == plain.greatest)
                #expect(fast.negativeCount == plain.negativeCount)
            }
        }
    }

    @Test("small whole numbers are summed exactly", arguments: kernelSets)
    func exact(kernels: KernelSet) {
        let row = (0..<3_001).map { Double($0 % 7) - 3 }
        row.withUnsafeBufferPointer {
            #expect(RowSummary($0, shift: 1, kernels: kernels) == RowSummary(referenceOf: $0, shift: 1))
        }
    }

    @Test("every set sums in the same order")
    func bits() {
        sample(4_321).withUnsafeBufferPointer { row in
            let first = RowSummary(row, shift: 0.3, kernels: Self.kernelSets[0])
            for kernels in Self.kernelSets { #expect(RowSummary(row, shift: 0.3, kernels: kernels) == first) }
        }
    }

    @Test("what is not greater than a threshold is kept, in its order", arguments: kernelSets)
    func selection(kernels: KernelSet) {
        for count in [0, 1, 8, 100, 1_001] {
            let values = sample(count) + [.nan, -.infinity, .infinity]
            values.withUnsafeBufferPointer { row in
                for threshold in [-100.0, -20, row.first ?? 0, 0, 100] {
                    let kept = Elementwise.elements(of: row, atMost: threshold, kernels: kernels)
                    #expect(kept == Elementwise.elementsReference(of: row, atMost: threshold))
                    let places = Elementwise.places(of: row, atMost: threshold, kernels: kernels)
                    #expect(places == Elementwise.placesReference(of: row, atMost: threshold))
                }
            }
        }
    }

    @Test("bins hold what lies in them; the ends hold the rest", arguments: kernelSets)
    func bins(kernels: KernelSet) {
        let values = sample(3_000) + [.nan, -.infinity, .infinity, -20, 20]
        values.withUnsafeBufferPointer { row in
            let counts = Elementwise.binCounts(of: row, start: -20, binWidth: 4, binCount: 10, kernels: kernels)
            #expect(counts == Elementwise.binCountsReference(of: row, start: -20, binWidth: 4, binCount: 10))
            #expect(counts.reduce(0, +) == values.count)
            #expect(counts[0] == values.count { !($0 >= -20) })
            #expect(counts[11] == values.count { $0 >= 20 })
        }
    }
}
