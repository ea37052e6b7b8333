import Statistics
import TestSupport
import Testing

@Suite struct GoodnessOfFitTests {
    /// scipy.stats.kstwo.sf, scipy 1.17.
    static let distances: [(count: Int, distance: Double, upper: Double, tolerance: Double)] = [
        (10, 0.274, 0.3715203845434957, 1e-12), (5, 0.5, 0.112, 1e-12), (1, 0.6, 0.8, 1e-12),
        (50, 0.15, 0.19026366518248072, 1e-11), (50, 0.3, 0.00017353260202718738, 1e-9),
        (140, 0.12, 0.03252638258561632, 1e-10), (200, 0.05, 0.6802625495871704, 1e-6),
        (250, 0.06, 0.3164237517245062, 3e-4), (250, 0.08, 0.07714765339021268, 3e-4),
        (1000, 0.03, 0.3226902143914636, 1e-4), (1000, 0.05, 0.013012074781090332, 1e-3),
        (5000, 0.01, 0.6954557253913853, 1e-5), (5000, 0.02, 0.03613941395325637, 1e-4),
        (250, 0.15, 2.2447668867543834e-05, 1e-9), (1000, 0.1, 3.703687096817711e-09, 1e-9),
    ]

    @Test(arguments: distances)
    func kolmogorovSmirnov(count: Int, distance: Double, upper: Double, tolerance: Double) {
        #expect(isClose(KolmogorovSmirnov.upper(distance, count: count), upper, relative: tolerance))
    }

    @Test func kolmogorovSmirnovDistance() {
        #expect(isClose(KolmogorovSmirnov.distance([0.1, 0.5, 0.9]), 1.0 / 3 - 0.1, relative: 1e-14))
        // Three ties are one step of the distribution function.
        #expect(isClose(KolmogorovSmirnov.distance([0.4, 0.4, 0.4]), 0.6, relative: 1e-14))
        #expect(KolmogorovSmirnov.upper(0, count: 7) == 1 && KolmogorovSmirnov.upper(1, count: 7) == 0)
        #expect(KolmogorovSmirnov().outcome([]).result == nil)
    }

    /// The limiting law by the series of T. W. Anderson, D. A. Darling, “Asymptotic theory of certain ‘goodness of fit’
    /// criteria based on stochastic processes”, Annals of Mathematical Statistics 23, 1952, integrated by scipy 1.17.
    @Test func andersonDarling() throws {
        // An evenly spread sample has the smallest distance there is.
        let even = (0..<1000).map { (Double($0) + 0.5) / 1000 }
        let good = try #require(AndersonDarling().outcome(even).result)
        #expect(good.statistic < 0.02 && good.pValue > 0.999)
        for (z, upper) in [
            (0.5, 0.7468143735303445), (1, 0.3572666732140194), (2.492, 0.0500221863596082),
            (3.857, 0.010241153229861188), (6, 0.0009674519415210359),
        ] {
            #expect(abs(AndersonDarling.pValue(z, count: 10_000_000) - upper) < 3e-5)
        }
        // 400,000 samples of ten by numpy 2: 0.74248, 0.35490 and 0.05074.
        for (z, upper) in [(0.5, 0.74248), (1, 0.3549), (2.492, 0.05074)] {
            #expect(
                abs(AndersonDarling.pValue(z, count: 10) - upper) < 4 * (upper * (1 - upper) / 400_000).squareRoot())
        }
        #expect(AndersonDarling().outcome([0, 0.5]).pValue == 0)
        #expect(AndersonDarling().outcome([]).result == nil)
    }

    /// scipy.stats.jarque_bera, scipy 1.17.
    @Test func jarqueBera() throws {
        let result = try #require(JarqueBera().outcome(Self.sample).result)
        #expect(isClose(result.statistic, 0.37376314404547206, relative: 1e-12))
        #expect(isClose(result.pValue, 0.8295419715461392, relative: 1e-12))
        #expect(JarqueBera().outcome([1, 1, 1, 1, 1]).result == nil)
        #expect(JarqueBera().outcome([1, 2]).result == nil)
    }

    /// The definitions, by numpy 2.
    @Test func ljungBox() throws {
        let autocorrelation = try #require(Autocorrelation(Self.sample, lags: 3))
        let expected = [-0.2372868065085277, -0.3888061164477553, 0.27422074103117033]
        for (value, reference) in zip(autocorrelation.values, expected) {
            #expect(isClose(value, reference, relative: 1e-13))
        }
        let result = try #require(LjungBox(lags: 3).outcome(Self.sample).result)
        #expect(isClose(result.statistic, 4.307378339200669, relative: 1e-13))
        #expect(isClose(result.pValue, 0.2301287536494095, relative: 1e-12))
        #expect(LjungBox(lags: 3).outcome([Double](repeating: 0.1, count: 50)).result == nil)
        #expect(LjungBox(lags: 9).outcome(Self.sample).result == nil)
    }

    @Test func verdicts() {
        #expect(TestResult(statistic: 1, pValue: 0.05, law: .exact).verdict(at: 0.05) == .rejected)
        let close = TestOutcome.chiSquare(3.85, degreesOfFreedom: 1)
        #expect(close.verdict(at: 0.05) == .rejected && close.verdict(at: 0.01) == .accepted)
        #expect(TestOutcome.impossible(because: "of a reason").verdict(at: 0.05) == .undecided)
        #expect(TestOutcome.chiSquare(-1e-15, degreesOfFreedom: 1).pValue == 1)
        #expect(isClose(TestOutcome.twoSidedNormal(-1.959963984540054).pValue ?? 0, 0.05, relative: 1e-12))
    }

    static let sample = [2.5, -1, 4, 10, 3.25, 0.5, 7.75, -2, 3, 6]
}
