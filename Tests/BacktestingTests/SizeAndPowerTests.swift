import Backtesting
import Randomness
import Statistics
import TestSupport
import Testing

@Suite struct SizeAndPowerTests {
    /// Tests whose law is exact or good in samples of a thousand: rejected at 5 % as often, within four standard errors.
    @Test func sizeOfGoodLaws() {
        let tests: [any Backtest] = [
            AcerbiSzekely(.first, replications: 199), AcerbiSzekely(.second, replications: 199),
            AcerbiSzekely(.minimallyBiased, replications: 199),
            AcerbiSzekely(.minimallyBiasedAbsolute, replications: 199),
            CumulativeViolations(), UniformityOfTransforms(), UniformityOfTransforms(.andersonDarling), Berkowitz(),
            Berkowitz(.independence), IndependenceOfTransforms(), IndependenceOfTransforms(power: 2),
        ]
        let bound = 4 * (0.05 * 0.95 / 400).squareRoot()
        for test in tests {
            let size = Self.rate(test, replications: 400, count: 600)
            #expect(abs(size - 0.05) < bound, "\(type(of: test).kind)")
        }
    }

    /// Tests whose law is for large samples only: not far from 5 %, at a tail of 5 %.
    @Test func sizeOfRoughLaws() {
        let tests: [any Backtest] = [
            ProportionOfFailures(), IndependenceOfExceptions(), ConditionalCoverage(), DynamicQuantile(),
            ExceedanceResiduals(replications: 400), CumulativeViolationsIndependence(),
        ]
        for test in tests {
            let size = Self.rate(test, replications: 400, count: 1000)
            #expect(size > 0.01 && size < 0.115, "\(type(of: test).kind): \(size)")
        }
    }

    /// Kupiec's size and power by replication agree with the exact ones.
    @Test func exactPowerOfKupiec() {
        for (actual, seed) in [(1.0, UInt64(3)), (1.15, 4)] {
            let simulated = SimulatedPower(level: 0.05, replications: 1000, seed: seed) { stream in
                ProportionOfFailures().outcome(
                    Replications.series(&stream, count: 500, confidence: 0.95, actual: actual))
            }
            let rate = NormalDistribution.standard.upper(1.6448536269514722 / actual)
            let exact = ProportionOfFailures().power(against: rate, of: 500, probability: 0.05, level: 0.05)
            #expect(abs(simulated.rejectionRate - exact) < 4 * (exact * (1 - exact) / 1000).squareRoot())
            #expect(simulated.undecidedRate == 0)
        }
    }

    /// Volatility a third greater than forecast.
    @Test func underestimatedRiskIsRejected() {
        let tests: [any Backtest] = [
            ProportionOfFailures(), ConditionalCoverage(), TimeBetweenFailures(), DynamicQuantile(),
            AcerbiSzekely(.second, replications: 400), AcerbiSzekely(.minimallyBiased, replications: 400),
            CumulativeViolations(), UniformityOfTransforms(), Berkowitz(),
        ]
        for test in tests {
            let power = Self.rate(test, replications: 40, count: 1000, actual: 1.33)
            #expect(power > 0.9, "\(type(of: test).kind): \(power)")
        }
        for test in [AcerbiSzekely(.first, replications: 400), ExceedanceResiduals(replications: 400)] as [any Backtest]
        {
            let power = Self.rate(test, replications: 40, count: 1000, actual: 1.6)
            #expect(power > 0.7, "\(type(of: test).kind): \(power)")
        }
    }

    /// Volatility that comes in clusters, of which the forecasts know nothing.
    @Test func clustersAreRejected() {
        let tests: [any Backtest] = [
            IndependenceOfExceptions(), DynamicQuantile(), CumulativeViolationsIndependence(),
            IndependenceOfTransforms(power: 2), TimeBetweenFailuresIndependence(),
        ]
        for test in tests {
            let power = Self.rate(test, replications: 40, count: 2000, persistence: 0.97)
            #expect(power > 0.8, "\(type(of: test).kind): \(power)")
        }
    }

    /// The same series and seed give the same p-value; another seed another.
    @Test func simulatedPValuesRepeat() {
        var stream = UniformStream(seed: 8)
        let series = Replications.series(&stream, count: 1000, confidence: 0.975)
        #expect(AcerbiSzekely(.second).outcome(series) == AcerbiSzekely(.second).outcome(series))
        #expect(AcerbiSzekely(.second).outcome(series) != AcerbiSzekely(.second, seed: 9).outcome(series))
    }

    @Test func streamIsUniform() throws {
        var stream = UniformStream(seed: 11, stream: 3)
        let uniforms = (0..<10_000).map { _ in stream.next() }
        #expect(try #require(KolmogorovSmirnov().outcome(uniforms).pValue) > 0.001)
        #expect(try #require(LjungBox(lags: 10).outcome(uniforms).pValue) > 0.001)
    }

    /// A simulated p-value of Kupiec's statistic is the exact one; of Haas's the size is right where the chi-square's is not.
    @Test func simulatedCoverage() throws {
        for exceptions in [0, 3, 5, 8] {
            let hits = (0..<250).map { $0 < exceptions }
            let series = ExceptionSeries(hits, probability: 0.01)
            let exact = ProportionOfFailures().exactPValue(exceptions: exceptions, of: 250, probability: 0.01)
            let simulated = try #require(SimulatedCoverage(ProportionOfFailures()).outcome(series).pValue)
            #expect(abs(simulated - exact) < 4 * (exact * (1 - exact) / 5000).squareRoot() + 1.0 / 5000)
        }
        let asymptotic = Self.rate(TimeBetweenFailuresIndependence(), replications: 300, count: 1000)
        let simulated = Self.rate(
            SimulatedCoverage(TimeBetweenFailuresIndependence(), replications: 400), replications: 300, count: 1000)
        #expect(asymptotic > 0.1)
        #expect(abs(simulated - 0.05) < 4 * (0.05 * 0.95 / 300).squareRoot())
        let quiet = ExceptionSeries([Bool](repeating: false, count: 100), probability: 0.01)
        #expect(SimulatedCoverage(TimeBetweenFailures()).outcome(quiet).result == nil)
    }

    /// The table of tail losses against the quantile function itself.
    @Test(arguments: [TailLaw.normal, .studentT(degreesOfFreedom: 3)], [0.4, 0.025, 0.001])
    func tailLosses(law: TailLaw, tail: Double) {
        let quantiles = TailQuantiles(law, probability: tail)
        for uniform in [0.999999, 0.97, 0.5, 0.123, 0.01, 1e-4, 1e-9, 0x1p-53] {
            let exact = law.upperQuantile(tail * uniform)
            #expect(isClose(quantiles(uniform), exact, relative: 1e-7))
        }
    }

    /// Every test of the standard list has a name of its own.
    @Test func names() {
        #expect(Set(standardBacktests.map { $0.name }).count == standardBacktests.count)
    }

    static func rate(
        _ test: any Backtest, replications: Int, count: Int, actual: Double = 1, persistence: Double? = nil
    ) -> Double {
        SimulatedPower(level: 0.05, replications: replications, seed: 77) { stream in
            test.outcome(
                Replications.series(
                    &stream, count: count, confidence: 0.95, actual: actual, persistence: persistence))
        }.rejectionRate
    }
}
