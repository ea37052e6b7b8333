import Market
import Measures
import Testing

@Suite("Estimators on samples that can be checked by hand")
struct EstimatorTests {
    /// Losses 1…n in a scrambled but fixed order.
    private func ladder(_ count: Int) -> LossDistribution {
        LossDistribution(losses: (0..<count).map { Double(($0 * 7_919) % count + 1) })
    }

    @Test(
        "value-at-risk is the ⌈n(1−α)⌉-th largest loss",
        arguments: [
            (100, 0.95, 96.0), (100, 0.99, 100), (1_000, 0.975, 976), (250, 0.99, 248), (100_000, 0.99, 99_001),
        ] as [(Int, ConfidenceLevel, Double)])
    func orderStatistic(count: Int, confidence: ConfidenceLevel, known: Double) {
        #expect(ValueAtRisk(confidence: confidence).estimate(ladder(count)).value == known)
    }

    /// n(1 − α) = 2.5 for 250 and 99 %: (250 + 249 + 248/2) / 2.5.
    @Test(
        "expected shortfall weights the last loss by the remainder",
        arguments: [(100, 0.95, 98.0), (250, 0.99, 249.2), (100, 0.99, 100)] as [(Int, ConfidenceLevel, Double)])
    func shortfall(count: Int, confidence: ConfidenceLevel, known: Double) {
        #expect(abs(ExpectedShortfall(confidence: confidence).estimate(ladder(count)).value - known) < 1e-10)
    }

    /// H. A. David, H. N. Nagaraja: ascending ranks q(2.5 %) and q(97.5 %) + 1 of a binomial; J. Nyblom: between two ranks
    /// where few losses are in the tail; figures by scipy.
    @Test(
        "the interval of value-at-risk has the ranks of the binomial law",
        arguments: [
            (500, 0.99, 490.7956078660513, 499.137066033737), (1_000, 0.99, 983.9321804658366, 996.0894085958034),
            (10_000, 0.975, 9_719, 9_781), (100_000, 0.999, 99_880.47488771578, 99_919.57446326117),
        ] as [(Int, ConfidenceLevel, Double, Double)])
    func ranks(count: Int, confidence: ConfidenceLevel, low: Double, high: Double) {
        let estimate = ValueAtRisk(confidence: confidence).estimate(ladder(count))
        #expect(abs((estimate.low ?? .nan) - low) < 1e-6)
        #expect(abs((estimate.high ?? .nan) - high) < 1e-6)
    }

    @Test("too few losses to bound the interval leave its end open, not invented")
    func openEnd() {
        let estimate = ValueAtRisk(confidence: 0.99).estimate(ladder(100))
        #expect(estimate.high == nil)
        #expect(estimate.low != nil)
        #expect(estimate.standardError > 0)
    }

    @Test("expected shortfall is never less than value-at-risk", arguments: [1, 2, 3, 10, 99, 100, 101, 1_000])
    func order(count: Int) {
        let sample = ladder(count)
        for confidence: ConfidenceLevel in [0.5, 0.9, 0.95, 0.975, 0.99, 0.999] {
            let shortfall = ExpectedShortfall(confidence: confidence).estimate(sample).value
            #expect(shortfall >= ValueAtRisk(confidence: confidence).estimate(sample).value)
        }
    }

    @Test("a loss twice as large, and a constant on top, move the figures alike")
    func homogeneityAndTranslation() {
        let losses = (0..<5_000).map { Double(($0 * 7_919) % 5_003) * 0.25 }
        let sample = LossDistribution(losses: losses)
        let moved = LossDistribution(losses: losses.map { 2 * $0 + 64 })
        for measure in [
            ValueAtRisk(confidence: 0.99) as any RiskMeasure, ExpectedShortfall(confidence: 0.975), MeanLoss(),
        ] {
            let (a, b) = (measure.estimate(sample), measure.estimate(moved))
            #expect(abs(b.value - (2 * a.value + 64)) < 1e-9)
            #expect(abs(b.standardError - 2 * a.standardError) < 1e-9)
        }
    }

    @Test("moments of a known sample")
    func moments() {
        let sample = LossDistribution(losses: [2, 4, 4, 4, 5, 5, 7, 9])
        #expect(sample.mean == 5)
        #expect(sample.secondMoment == 4)
        #expect(abs(sample.standardDeviation - (32.0 / 7).squareRoot()) < 1e-15)
        #expect(sample.fourthMoment == (81 + 1 + 1 + 1 + 0 + 0 + 16 + 256) / 8.0)
        #expect(ProbabilityOfLoss().estimate(LossDistribution(losses: [-1, 0, 1, 2])).value == 0.5)
        #expect(WorstLoss().estimate(sample).value == 9)
    }

    /// Wilson's interval for 8 of 10: 0.490 to 0.943 (A. Agresti, B. Coull, The American Statistician 52, 1998).
    @Test("Wilson's interval")
    func wilson() throws {
        let estimate = ProbabilityOfLoss().estimate(LossDistribution(losses: [1, 1, 1, 1, 1, 1, 1, 1, -1, -1]))
        #expect(abs(try #require(estimate.low) - 0.4901625) < 1e-6)
        #expect(abs(try #require(estimate.high) - 0.9433178) < 1e-6)
    }

    @Test("picking the tail finds the same losses as sorting them all", arguments: [1, 7, 8, 513, 4_096, 50_000])
    func selection(count: Int) {
        var state: UInt64 = 88_172_645_463_325_252
        let values = (0..<count).map { index -> Double in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            let uniform = Double(state >> 11) / Double(1 << 53) - 0.5
            return index % 97 == 0 ? 0 : uniform * uniform * uniform * 1e6
        }
        let sorted = values.map { -$0 }.sorted(by: >)
        for depth in [1, 10, count / 20, count / 2, count] {
            let sample = values.withUnsafeBufferPointer { LossDistribution(profitAndLoss: $0, depth: depth) }
            #expect(sample.largest.count >= min(depth, count))
            #expect(sample.largest == Array(sorted.prefix(sample.largest.count)))

            let ranks = [1, max(1, depth / 3), depth]
            let picked = values.withUnsafeBufferPointer { LossDistribution(profitAndLoss: $0, ranks: ranks) }
            for rank in ranks where (1...count).contains(rank) {
                #expect(picked.loss(rank: rank) == sorted[rank - 1])
                #expect(picked.largest.prefix(rank).sorted(by: >) == Array(sorted.prefix(rank)))
            }
        }
    }
}
