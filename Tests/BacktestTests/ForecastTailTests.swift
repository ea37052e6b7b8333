import Backtest
import Backtesting
import Randomness
import Statistics
import TestSupport
import Testing

@Suite struct ForecastTailTests {
    /// A tail's mean is the expected shortfall of Acerbi and Tasche, whatever is condensed, and weighted or not.
    @Test(arguments: [(20, 0.12), (1_000, 0.025), (40_000, 0.05)])
    func meanOfTail(count: Int, tailProbability: Double) {
        let losses = (0..<count).map { (index: Int) -> Double in
            let place = (Double(index) + 0.5) / Double(count)
            return 1 / place.squareRoot()
        }
        let equal = ForecastTail(largest: losses, tailProbability: tailProbability) { _ in 1 / Double(count) }
        #expect(isClose(Self.mean(equal, tailProbability), Self.shortfall(losses, tailProbability), relative: 1e-12))
        #expect(equal.losses.count < 250)
        #expect(zip(equal.losses, equal.losses.dropFirst()).allSatisfy { $0 >= $1 })
        let weights = (0..<count).map { Double($0 % 3 + 1) }
        let whole = weights.reduce(0, +)
        let weighted = ForecastTail(largest: losses, tailProbability: tailProbability) { weights[$0] / whole }
        var (left, sum) = (tailProbability, 0.0)
        for (loss, weight) in zip(losses, weights) where left > 0 {
            sum += min(weight / whole, left) * loss
            left -= weight / whole
        }
        #expect(isClose(Self.mean(weighted, tailProbability), sum / tailProbability, relative: 1e-12))
    }

    private static func mean(_ tail: ForecastTail, _ probability: Double) -> Double {
        var (sum, reached) = (0.0, 0.0)
        for (end, loss) in zip(tail.probabilities, tail.losses) where end <= probability {
            sum += (end - reached) * loss
            reached = end
        }
        #expect(reached == probability)
        return sum / probability
    }

    private static func shortfall(_ losses: [Double], _ probability: Double) -> Double {
        let size = Double(losses.count) * probability
        let whole = Int(size + 1e-9)
        let rest = size - Double(whole)
        return (losses.prefix(whole).reduce(0, +) + (rest > 1e-9 ? rest * losses[whole] : 0)) / size
    }

    /// Acerbi and Székely 2014, critical values of Z₂ for 250 days and α = 2.5 % at 5 %, where every day's own forecast is a
    /// sample of the law: without being told the law, the test finds its critical value.
    @Test(arguments: [(Double.infinity, -0.70), (10, -0.71), (3, -0.82)])
    func publishedCriticalValues(degreesOfFreedom: Double, expected: Double) throws {
        let series = try Self.series(degreesOfFreedom, count: 250)
        let critical = try #require(AcerbiSzekely(.second, replications: 40_000).criticalValue(series, level: 0.05))
        #expect(abs(critical - expected) < 0.03, "\(critical)")
    }

    /// The normal tail would blame a right model of fat tails twice as often as it should.
    @Test func ownTailsMatter() throws {
        let series = try Self.series(3, count: 250)
        let own = try #require(AcerbiSzekely(.second, replications: 4_000).criticalValue(series, level: 0.01))
        let normal = try #require(
            AcerbiSzekely(.second, law: .normal, replications: 4_000).criticalValue(series, level: 0.01))
        #expect(own < normal - 0.2)
    }

    /// The closed form of the power of cumulative violations against a simulation of the same, with normal forecasts.
    @Test func powerOfCumulativeViolations() throws {
        let series = try Self.series(.infinity, count: 500)
        let stated = try #require(
            Self.model(series).tests.first { $0.name == "cumulative-violations" }?.power?.probability)
        let normal = NormalDistribution.standard
        let simulated = SimulatedPower(level: 0.05, replications: 2_000, seed: 3) { stream in
            var sum = 0.0
            for _ in 0..<500 {
                let transform = normal.cumulative(1.25 * normal.quantile(stream.next()))
                sum += max(0.025 - transform, 0) / 0.025
            }
            return CumulativeViolations().outcome(mean: sum / 500, count: 500, tailProbability: 0.025)
        }
        // Four standard errors, and the normal approximation of a skewed mean.
        #expect(abs(stated - simulated.rejectionRate) < 4 * simulated.standardError + 0.03)
    }

    @Test func everyTestStatesItsPower() throws {
        var series = try Self.series(.infinity, count: 500)
        var stream = UniformStream(seed: 12)
        let normal = NormalDistribution.standard
        let gains = (0..<500).map { _ in normal.quantile(stream.next()) }
        series = try ForecastSeries(
            profitAndLoss: gains, confidence: series.confidence, valueAtRisk: series.valueAtRisk,
            expectedShortfall: series.expectedShortfall, transforms: gains.map(normal.cumulative),
            volatility: [Double](repeating: 1, count: 500), tails: series.tails)
        let model = Self.model(series)
        for test in model.tests {
            #expect(test.outcome.result != nil, "\(test.name)")
            let power = try #require(test.power, "\(test.name)")
            #expect(power.probability > 0.03 && power.probability <= 1, "\(test.name) \(power)")
        }
        // Half a thousand days see losses a quarter larger by all that happens, hardly by the worst of them alone.
        func power(_ name: String) -> Double { model.tests.first { $0.name == name }?.power?.probability ?? .nan }
        #expect(power("berkowitz") > 0.95)
        // The mean of a wait's ratio is 2γ = 1.15 where the law says one, so Haas's test blames right models too often.
        func size(_ name: String) -> Double { model.tests.first { $0.name == name }?.power?.size ?? .nan }
        #expect(size("time-between-failures-independence") > 0.07)
        #expect(abs(size("proportion-of-failures") - 0.05) < 0.02)
        #expect(power("acerbi-szekely-z2") > power("acerbi-szekely-z1"))
        #expect(power("exceedance-residuals") < power("acerbi-szekely-z2"))
    }

    private static func model(_ series: ForecastSeries) -> BacktestedModel {
        var powers: [String: StatedPower] = [:]
        for test in standardBacktests {
            powers[test.name] = StatedPower.ofLength(
                test, count: series.count, tail: series.tailProbability, level: 0.05)
        }
        return BacktestedModel(
            name: "m", description: "", forecasts: series, shortfallForecasts: series,
            years: [Int](repeating: 2000, count: series.count), outcomesOverlap: false, level: 0.05, power: powers)
    }

    /// Forecasts at 97.5 % that are 40,000 quantiles of a law each day.
    private static func series(_ degreesOfFreedom: Double, count: Int) throws -> ForecastSeries {
        let law: (Double) -> Double = {
            degreesOfFreedom.isFinite
                ? -StudentTDistribution(degreesOfFreedom: degreesOfFreedom).quantile($0)
                : -NormalDistribution.standard.quantile($0)
        }
        // Down to a loss a fifth less than the value-at-risk: 1/1.25 of it.
        let paths = 40_000
        let losses = (0..<paths / 10).map { law((Double($0) + 0.5) / Double(paths)) }
        let tail = ForecastTail(largest: losses, tailProbability: 0.025) { _ in 1 / Double(paths) }
        return try ForecastSeries(
            profitAndLoss: [Double](repeating: 0, count: count), confidence: 0.975,
            valueAtRisk: [Double](repeating: losses[paths / 40 - 1], count: count),
            expectedShortfall: [Double](
                repeating: shortfall(losses, 0.025 * Double(paths) / Double(losses.count)), count: count),
            transforms: [Double](repeating: 0.5, count: count), tails: [ForecastTail](repeating: tail, count: count))
    }
}
