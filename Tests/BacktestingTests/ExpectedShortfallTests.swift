import Backtesting
import Market
import Statistics
import TestSupport
import Testing

@Suite struct ExpectedShortfallTests {
    /// By hand from the definitions, four exceptions of ten.
    @Test func firstAndSecondStatistic() throws {
        let series = try ForecastSeries(
            profitAndLoss: [0.5, -2.4, 0.1, -3.1, 1.2, -0.3, -2.0, 0.8, -4.0, 0.2], confidence: 0.95,
            valueAtRisk: [2.0, 2.1, 2.0, 2.3, 2.2, 2.2, 1.9, 2.0, 2.5, 2.4],
            expectedShortfall: [2.4, 2.52, 2.4, 2.76, 2.64, 2.64, 2.28, 2.4, 3.0, 2.88])
        #expect(series.exceptions.exceptionCount == 4)
        #expect(isClose(try #require(AcerbiSzekely(.first).value(series)), -0.07152391849188189, relative: 1e-10))
        #expect(isClose(try #require(AcerbiSzekely(.second).value(series)), -7.572191347935055, relative: 1e-10))
        #expect(AcerbiSzekely(.second).outcome(series).verdict(at: 0.001) == .rejected)
    }

    /// By numpy 2 from the definitions.
    @Test func otherStatistics() throws {
        let series = try Self.small()
        let relative = try #require(AcerbiSzekely(.minimallyBiased).value(series))
        #expect(isClose(relative, -0.34832944832944834, relative: 1e-12))
        let absolute = try #require(AcerbiSzekely(.minimallyBiasedAbsolute).value(series))
        #expect(isClose(absolute, -0.48854166666666665, relative: 1e-12))
        let residuals = try #require(ExceedanceResiduals().outcome(series).result)
        #expect(isClose(residuals.statistic, 1.719823270356263, relative: 1e-10))
    }

    /// Acerbi and Székely 2014, table of critical values of Z₂ for 250 days and α = 2.5 %, at 5 %; location zero.
    @Test(arguments: [
        (TailLaw.normal, -0.70), (.studentT(degreesOfFreedom: 10), -0.71), (.studentT(degreesOfFreedom: 3), -0.82),
    ])
    func publishedCriticalValues(law: TailLaw, expected: Double) throws {
        let test = AcerbiSzekely(.second, law: law, replications: 40_000)
        let critical = try #require(test.criticalValue(Self.constant(law, count: 250, confidence: 0.975), level: 0.05))
        // Rounded to two digits there, with a standard error of about 0.006 here.
        #expect(abs(critical - expected) < 0.03)
    }

    /// MathWorks Risk Management Toolbox, esbacktest.unconditionalNormal and .unconditionalT: Z₂ = −0.38265 over 1966 days
    /// at 97.5 % has the p-value 0.0054 under the normal and 0.0186 under t with 3 degrees of freedom.
    @Test(arguments: [(TailLaw.normal, 0.0054099, -0.34639), (.studentT(degreesOfFreedom: 3), 0.018566, -0.42986)])
    func publishedPValues(law: TailLaw, pValue: Double, critical: Double) throws {
        let replications = 20_000
        let test = AcerbiSzekely(.second, law: law, replications: replications)
        let series = try Self.constant(law, count: 1966, confidence: 0.975)
        let point = try #require(test.criticalValue(series, level: pValue))
        // Four standard errors here, and a published value that is simulated too.
        #expect(abs(point + 0.38265) < 0.02)
        #expect(abs(try #require(test.criticalValue(series, level: 0.01)) - critical) < 0.02)
    }

    /// MathWorks Risk Management Toolbox, esbacktestbyde.unconditionalDE: t(10) on 1966 days.
    @Test(arguments: [(0.05, 0.028821, 0.181), (0.025, 0.015998, 0.086278), (0.01, 0.0080997, 0.016871)])
    func publishedCumulativeViolations(tail: Double, mean: Double, pValue: Double) {
        let outcome = CumulativeViolations().outcome(mean: mean, count: 1966, tailProbability: tail)
        #expect(abs((outcome.pValue ?? 0) - pValue) < 1e-4)
    }

    /// By numpy 2 from the definitions.
    @Test func cumulativeViolations() throws {
        let series = try Self.small()
        #expect(isClose(CumulativeViolations().outcome(series).statistic ?? 0, 1.1406069904916523, relative: 1e-10))
        let lagged = CumulativeViolationsIndependence(lags: 3).outcome(series)
        #expect(isClose(lagged.statistic ?? 0, 2.0757142739522783, relative: 1e-10))
    }

    @Test func whatCannotBeTested() throws {
        let quiet = try ForecastSeries(
            profitAndLoss: [Double](repeating: 1, count: 20), confidence: 0.975,
            valueAtRisk: [Double](repeating: 2, count: 20), expectedShortfall: [Double](repeating: 2.5, count: 20),
            transforms: [Double](repeating: 0.7, count: 20))
        #expect(
            AcerbiSzekely(.first).outcome(quiet) == .impossible(because: "there is no exception in 20 observations"))
        let second = try #require(AcerbiSzekely(.second).outcome(quiet).result)
        #expect(second.statistic == 1 && second.pValue == 1)
        #expect(ExceedanceResiduals().outcome(quiet).result == nil)
        #expect(ExceedanceResiduals().outcome([0.1]).result == nil)
        #expect(ExceedanceResiduals().outcome([0.1, 0.1, 0.1]).result == nil)
        #expect(CumulativeViolationsIndependence().outcome(quiet).result == nil)
        #expect(Berkowitz().outcome(quiet).result == nil)
        let bare = try ForecastSeries(profitAndLoss: [1, -3], confidence: 0.99, valueAtRisk: [2, 2])
        for test in standardBacktests {
            guard case .result(let result) = test.outcome(bare) else { continue }
            #expect(result.statistic.isFinite && result.pValue >= 0 && result.pValue <= 1)
        }
        let negative = try ForecastSeries(
            profitAndLoss: [1, -3], confidence: 0.99, valueAtRisk: [-2, 2], expectedShortfall: [-1, 2.5])
        #expect(AcerbiSzekely(.second).outcome(negative).result == nil)
        #expect(AcerbiSzekely(.minimallyBiasedAbsolute).outcome(negative).result != nil)
        #expect(FisslerZiegel().scores(negative) == nil)
        #expect(FisslerZiegel(.logistic).scores(negative) != nil)
    }

    /// A degenerate forecast, shortfall equal to value-at-risk, still has a p-value.
    @Test func shortfallEqualToValueAtRisk() throws {
        let flat = try ForecastSeries(
            profitAndLoss: (0..<100).map { $0 % 20 == 0 ? -3 : 1 }, confidence: 0.95,
            valueAtRisk: [Double](repeating: 2, count: 100), expectedShortfall: [Double](repeating: 2, count: 100))
        let result = try #require(AcerbiSzekely(.second, replications: 500).outcome(flat).result)
        #expect(isClose(result.statistic, -0.5, relative: 1e-12) && result.pValue > 0.01 && result.pValue < 0.3)
        #expect(AcerbiSzekely(.first, replications: 500).outcome(flat).pValue == 1.0 / 501)
    }

    /// A loss half as wide again is found; a right model is not blamed more often than the level says.
    @Test func powerOfTheSecondStatistic() throws {
        let series = try Self.constant(.normal, count: 500, confidence: 0.975)
        let test = AcerbiSzekely(.second, replications: 10_000)
        let size = try #require(test.power(series, level: 0.05))
        #expect(abs(size - 0.05) < 0.015)
        #expect(try #require(test.power(series, level: 0.05, stretch: 1.5)) > 0.95)
        let fat = try #require(test.power(series, level: 0.05, law: .studentT(degreesOfFreedom: 3)))
        #expect(fat > size)
    }

    static func constant(_ law: TailLaw, count: Int, confidence: ConfidenceLevel) throws -> ForecastSeries {
        let (level, shortfall): (Double, Double)
        switch law {
        case .normal:
            level = NormalDistribution.standard.quantile(confidence.value)
            shortfall = NormalDistribution.standard.tailMean(beyond: confidence.value)
        case .studentT(let degrees):
            let student = StudentTDistribution(degreesOfFreedom: degrees)
            level = student.quantile(confidence.value)
            shortfall = student.tailMean(beyond: confidence.value)
        }
        return try ForecastSeries(
            profitAndLoss: [Double](repeating: 0, count: count), confidence: confidence,
            valueAtRisk: [Double](repeating: level, count: count),
            expectedShortfall: [Double](repeating: shortfall, count: count))
    }

    static func small() throws -> ForecastSeries {
        let normal = NormalDistribution(standardDeviation: 1.3)
        return try ForecastSeries(
            profitAndLoss: CoverageTests.outcomes, confidence: 0.8, valueAtRisk: CoverageTests.levels,
            expectedShortfall: CoverageTests.levels.map { 1.25 * $0 },
            transforms: CoverageTests.outcomes.map { normal.cumulative($0) })
    }
}
