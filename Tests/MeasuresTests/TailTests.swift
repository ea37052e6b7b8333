import Market
import Measures
import Testing

@Suite("The size of a tail")
struct TailTests {
    /// 1 − 0.99 is a little more than 0.01 in binary, 1 − 0.999 a little less than 0.001.
    @Test("n·(1 − α) is meant as written, for a hundred million paths too")
    func asWritten() {
        let levels: [(ConfidenceLevel, Int)] = [
            (0.9, 10), (0.95, 20), (0.975, 40), (0.99, 100), (0.995, 200), (0.999, 1_000),
        ]
        for (confidence, parts) in levels {
            for tail in [1, 2, 3, 7, 10, 99, 1_000, 12_345, 100_000] {
                let size = Tail(count: tail * parts, confidence: confidence)
                #expect(size.size == Double(tail))
                #expect(size.rank == tail && size.wholeCount == tail && size.remainder == 0)
            }
        }
    }

    @Test("a size that is no whole number cuts a loss")
    func fraction() {
        let tail = Tail(count: 250, confidence: 0.99)
        #expect(abs(tail.size - 2.5) < 1e-12)
        #expect(tail.rank == 3 && tail.wholeCount == 2)
        #expect(abs(tail.remainder - 0.5) < 1e-12)
    }

    @Test("a tail of less than one loss has the largest one", arguments: [1, 5, 99])
    func lessThanOne(count: Int) {
        let tail = Tail(count: count, confidence: 0.999)
        #expect(tail.size < 1)
        #expect(tail.rank == 1 && tail.wholeCount == 0)
        let sample = LossDistribution(losses: (0..<count).map { Double($0) })
        #expect(ValueAtRisk(confidence: 0.999).estimate(sample).value == Double(count - 1))
        #expect(ExpectedShortfall(confidence: 0.999).estimate(sample).value == Double(count - 1))
    }
}
