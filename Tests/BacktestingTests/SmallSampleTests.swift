import Backtesting
import Market
import Randomness
import Statistics
import Testing

@Suite("p-values of backtests in samples of their size")
struct SmallSampleTests {
    private func series(_ hits: [Bool], valueAtRisk: (Int) -> Double = { _ in 1 }) throws -> ForecastSeries {
        try ForecastSeries(
            profitAndLoss: hits.indices.map { hits[$0] ? -2 * valueAtRisk($0) : 0 }, confidence: ConfidenceLevel(0.99),
            valueAtRisk: hits.indices.map(valueAtRisk))
    }

    /// In 250 days at 1 % the counts at least as far from 2.5 as six are six and more: none at all is nearer.
    @Test("the proportion of failures: the binomial's own")
    func proportion() throws {
        let hits = (0..<250).map { $0 % 42 == 20 }
        #expect(hits.count { $0 } == 6)
        let outcome = try #require(try ProportionOfFailures().smallSample(series(hits))?.result)
        let binomial = BinomialDistribution(trials: 250, probability: 0.01)
        #expect(outcome.law == .exact)
        // The ratio of six, 3.555, is below that of none, 5.025: both sides count.
        #expect(abs(outcome.pValue - (binomial.upper(5) + binomial.mass(0))) < 1e-12)
    }

    @Test("Haas and the dynamic quantile reject a right model no more often than they say")
    func size() throws {
        var rejections: [String: Int] = [:]
        let tests: [any Backtest] = [
            TimeBetweenFailuresIndependence(), TimeBetweenFailures(), ConditionalCoverage(), DynamicQuantile(),
        ]
        let rounds = 60
        for round in 0..<rounds {
            var stream = UniformStream(seed: 77, stream: round)
            let hits = (0..<250).map { _ in stream.next() < 0.01 }
            let series = try series(hits) { 1 + 0.3 * Double(($0 * 37) % 100) / 100 }
            for test in tests {
                guard let p = test.smallSample(series)?.pValue else { continue }
                rejections[test.name, default: 0] += p <= 0.05 ? 1 : 0
            }
        }
        // Ten of sixty at 5 % have a probability of 0.0003.
        for (name, count) in rejections { #expect(count < 10, "\(name): \(count)") }
        #expect(rejections.count == tests.count)
    }

    @Test("clusters that large samples' laws see are seen")
    func clusters() throws {
        let hits = (0..<500).map { (100...105).contains($0) || (300...304).contains($0) }
        let outcome = try #require(try DynamicQuantile().smallSample(series(hits))?.result)
        #expect(outcome.pValue < 0.002)
        #expect(outcome.statistic == DynamicQuantile().outcome(try series(hits)).statistic)
    }
}
