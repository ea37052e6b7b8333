import Backtesting
import Statistics
import TestSupport
import Testing

@Suite struct CoverageTests {
    /// MathWorks Risk Management Toolbox, varbacktest.pof, .cci and .cc: EquityIndex with Normal95.
    @Test func publishedExample() throws {
        let transitions = TransitionCounts(
            quietToQuiet: 932, quietToException: 53, exceptionToQuiet: 53, exceptionToException: 4)
        let frequency = try #require(
            ProportionOfFailures().outcome(exceptions: 57, of: 1043, probability: 0.05).result)
        #expect(abs(frequency.statistic - 0.46146639532895506) < 1e-12)
        #expect(abs(frequency.pValue - 0.4969394476803891) < 1e-12)
        let independence = try #require(IndependenceOfExceptions().outcome(transitions).result)
        #expect(abs(independence.statistic - 0.2586631525858003) < 1e-11)
        #expect(abs(independence.pValue - 0.6110400778479392) < 1e-11)
        let both = try #require(
            ConditionalCoverage().outcome(exceptions: 57, of: 1043, probability: 0.05, transitions: transitions)
                .result)
        #expect(abs(both.statistic - 0.7201295479147554) < 1e-11)
        #expect(abs(both.pValue - 0.6976311362779996) < 1e-11)
    }

    /// MathWorks Risk Management Toolbox, varbacktest.tuff: the first exception of Normal95 on day 58.
    @Test func publishedTimeUntilFirstFailure() throws {
        var hits = [Bool](repeating: false, count: 1043)
        hits[57] = true
        let result = try #require(
            TimeUntilFirstFailure().outcome(ExceptionSeries(hits, probability: 0.05)).result)
        #expect(abs(result.statistic - 1.7354) < 5e-5)
        #expect(abs(result.pValue - 0.18773) < 5e-6)
        // On the first day: −2·log p.
        let first = TimeUntilFirstFailure().outcome(ExceptionSeries([true, false], probability: 0.05))
        #expect(abs((first.statistic ?? 0) - 5.991464547107982) < 1e-12)
    }

    /// MathWorks Risk Management Toolbox, varbacktest.tbf and .tbfi: p-values of 88.491 and 88.952 with 57 exceptions.
    @Test func publishedTimeBetweenFailuresLaw() {
        let independence = TestOutcome.chiSquare(88.491, degreesOfFreedom: 57)
        let mixed = TestOutcome.chiSquare(88.952, degreesOfFreedom: 58)
        #expect(abs((independence.pValue ?? 0) - 0.0047475) < 2e-6)
        #expect(abs((mixed.pValue ?? 0) - 0.0055565) < 2e-6)
    }

    /// Waits of 20 periods at p = 1/20 are each as they should be; ten more on the end are no wait.
    @Test func timeBetweenFailures() throws {
        let regular = ExceptionSeries((1...110).map { $0 % 20 == 0 }, probability: 0.05)
        #expect(regular.durations == [20, 20, 20, 20, 20])
        let independence = try #require(TimeBetweenFailuresIndependence().outcome(regular).result)
        #expect(independence.statistic < 1e-12 && independence.law == .chiSquare(degreesOfFreedom: 5))
        let mixed = try #require(TimeBetweenFailures().outcome(regular).result)
        let frequency = try #require(ProportionOfFailures().outcome(regular).result)
        #expect(abs(mixed.statistic - frequency.statistic) < 1e-12)
        #expect(mixed.law == .chiSquare(degreesOfFreedom: 6))
        // Five in a row: −2·log p each after the first.
        let cluster = ExceptionSeries((1...110).map { $0 >= 20 && $0 < 25 }, probability: 0.05)
        let clustered = try #require(TimeBetweenFailuresIndependence().outcome(cluster).result)
        #expect(abs(clustered.statistic - 4 * 5.991464547107982) < 1e-9)
    }

    /// Kupiec 1995, table 3, for 5 % significance: the exceptions that do not reject, in 255, 510 and 1000 days.
    /// The table states “fewer than 7” for the first; the ratio of none, −2·255·log 0.99 = 5.13, rejects.
    @Test(arguments: [
        (255, 0.01, 1...6), (510, 0.01, 2...10), (1000, 0.01, 5...16), (255, 0.05, 7...20), (510, 0.05, 17...35),
        (1000, 0.05, 38...64), (255, 0.1, 17...35), (1000, 0.1, 82...119),
    ])
    func publishedRegions(days: Int, probability: Double, accepted: ClosedRange<Int>) {
        #expect(
            ProportionOfFailures().acceptedExceptions(of: days, probability: probability, level: 0.05) == accepted)
    }

    /// BCBS 1996, table 1: with 250 days at 99 %, five exceptions or more come with 10.8 %, and four or fewer with
    /// 43.9 % where the coverage is 98 %, 12.8 % where it is 97 %.
    @Test func publishedTypeTwoErrors() {
        #expect(abs(TrafficLight(exceptions: 5, of: 250, confidence: 0.99).probabilityOfAsMany - 0.108) < 5e-4)
        #expect(abs(BinomialDistribution(trials: 250, probability: 0.02).cumulative(4) - 0.439) < 1e-3)
        #expect(abs(BinomialDistribution(trials: 250, probability: 0.03).cumulative(4) - 0.128) < 1e-3)
    }

    @Test func powerIsTheMassOutsideTheRegion() throws {
        let test = ProportionOfFailures()
        let region = try #require(test.acceptedExceptions(of: 250, probability: 0.01, level: 0.05))
        let law = BinomialDistribution(trials: 250, probability: 0.03)
        let accepted = law.cumulative(region.upperBound) - law.cumulative(region.lowerBound - 1)
        #expect(abs(test.power(against: 0.03, of: 250, probability: 0.01, level: 0.05) - (1 - accepted)) < 1e-12)
        let size = test.power(against: 0.01, of: 250, probability: 0.01, level: 0.05)
        #expect(size > 0.01 && size < 0.12)
        #expect(test.power(against: 0.05, of: 1000, probability: 0.01, level: 0.05) > 0.9999)
        #expect(abs(test.exactPValue(exceptions: 2, of: 250, probability: 0.01) - 1) > 0.01)
        let rate = try #require(test.detectableRate(power: 0.8, of: 250, probability: 0.01, level: 0.05))
        #expect(abs(test.power(against: rate, of: 250, probability: 0.01, level: 0.05) - 0.8) < 1e-6)
        #expect(rate > 0.03 && rate < 0.05)
        // Only counts that are at least as far out: none here but zero itself and seven or more.
        let none = test.exactPValue(exceptions: 0, of: 250, probability: 0.01)
        let seven = BinomialDistribution(trials: 250, probability: 0.01)
        #expect(none >= seven.mass(0) && none < seven.mass(0) + seven.upper(5))
    }

    @Test func noExceptionsAndNothingElse() throws {
        let quiet = ExceptionSeries([Bool](repeating: false, count: 500), probability: 0.01)
        let frequency = try #require(ProportionOfFailures().outcome(quiet).result)
        #expect(abs(frequency.statistic - 10.050335853501441) < 1e-12)  // −2·500·log 0.99
        #expect(IndependenceOfExceptions().outcome(quiet.transitions).result == nil)
        #expect(ConditionalCoverage().outcome(quiet).statistic == frequency.statistic)
        #expect(TimeUntilFirstFailure().outcome(quiet).result == nil)
        #expect(TimeBetweenFailures().outcome(quiet).result == nil)
        #expect(TimeBetweenFailuresIndependence().outcome(quiet).result == nil)
        let wild = ExceptionSeries([Bool](repeating: true, count: 500), probability: 0.01)
        let all = try #require(ProportionOfFailures().outcome(wild).result)
        #expect(abs(all.statistic - 4605.170185988091) < 1e-9 && all.pValue == 0)  // −2·500·log 0.01
        #expect(IndependenceOfExceptions().outcome(wild.transitions).result == nil)
        #expect(TimeBetweenFailures().outcome(wild).pValue == 0)
    }

    /// By numpy 2 from the definition: regressors constant, four lagged hits and the value-at-risk.
    @Test func dynamicQuantile() throws {
        let series = try ForecastSeries(
            profitAndLoss: Self.outcomes, confidence: 0.8, valueAtRisk: Self.levels)
        let result = try #require(DynamicQuantile().outcome(series).result)
        #expect(isClose(result.statistic, 8.427490340428449, relative: 1e-10))
        #expect(result.law == .chiSquare(degreesOfFreedom: 6))
        // A constant value-at-risk follows from the constant; without exceptions so do the lags.
        let constant = try ForecastSeries(
            profitAndLoss: Self.outcomes, confidence: 0.8, valueAtRisk: Self.levels.map { _ in 1 })
        #expect(DynamicQuantile().outcome(constant).result?.law == .chiSquare(degreesOfFreedom: 5))
        let quiet = try ForecastSeries(
            profitAndLoss: Self.outcomes, confidence: 0.8, valueAtRisk: Self.levels.map { $0 + 100 })
        let none = try #require(DynamicQuantile().outcome(quiet).result)
        #expect(none.law == .chiSquare(degreesOfFreedom: 2))
        #expect(isClose(none.statistic, 20 * 0.2 / 0.8, relative: 1e-12))
        let short = try ForecastSeries(profitAndLoss: [1, 2, 3], confidence: 0.8, valueAtRisk: [1, 1, 1])
        #expect(DynamicQuantile().outcome(short).result == nil)
    }

    /// Shares of buckets as promised give zero; the Pearson statistic of a die is known by hand.
    @Test func multilevel() throws {
        let likelihood = MultilevelCoverage().outcome(counts: [95, 4, 1], probabilities: [0.95, 0.04, 0.01])
        #expect(abs(try #require(likelihood.statistic)) < 1e-12)
        let pearson = MultilevelCoverage(.pearson).outcome(counts: [22, 18], probabilities: [0.5, 0.5])
        #expect(isClose(pearson.statistic ?? 0, 0.4, relative: 1e-12))
        // One level only is Kupiec's test.
        let kupiec = try #require(ProportionOfFailures().outcome(exceptions: 7, of: 250, probability: 0.01).statistic)
        let one = MultilevelCoverage().outcome(counts: [243, 7], probabilities: [0.99, 0.01])
        #expect(isClose(one.statistic ?? 0, kupiec, relative: 1e-10))
        let low = try ForecastSeries(profitAndLoss: [-1, -3, 2, 0], confidence: 0.5, valueAtRisk: [0.5, 1, 1, 1])
        let high = try ForecastSeries(profitAndLoss: [-1, -3, 2, 0], confidence: 0.75, valueAtRisk: [2, 2, 2, 2])
        #expect(
            MultilevelCoverage().outcome([high, low])
                == MultilevelCoverage().outcome(counts: [2, 1, 1], probabilities: [0.5, 0.25, 0.25]))
    }

    static let outcomes = [
        0.4, -1.6, 0.9, -0.2, -2.4, -1.9, 0.3, 1.2, -0.7, 0.1, -1.5, 0.8, 2.1, -0.3, -2.0, 0.6, -0.9, 1.4, -1.7, 0.2,
        0.5, -0.6, 1.1, -1.3,
    ]
    static let levels = [
        1.0, 1.1, 1.3, 1.2, 1.1, 1.5, 1.7, 1.6, 1.4, 1.3, 1.2, 1.3, 1.2, 1.4, 1.3, 1.5, 1.4, 1.3, 1.2, 1.4, 1.3, 1.2,
        1.1, 1.1,
    ]
}
