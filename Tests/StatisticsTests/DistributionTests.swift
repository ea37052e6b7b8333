import Statistics
import TestSupport
import Testing

/// Expected values by mpmath with 40 digits, from the definitions.
@Suite struct DistributionTests {
    @Test func studentT() {
        let four = StudentTDistribution(degreesOfFreedom: 4)
        let broken = StudentTDistribution(degreesOfFreedom: 2.5)
        #expect(isClose(four.cumulative(-3), 0.0199709840358594136, relative: 1e-13))
        #expect(isClose(four.upper(3), 0.0199709840358594136, relative: 1e-13))
        #expect(isClose(broken.cumulative(1.5), 0.876081773456851869, relative: 1e-13))
        #expect(
            isClose(
                StudentTDistribution(degreesOfFreedom: 3).cumulative(-1000), 1.10265382128829635e-9, relative: 1e-12))
        #expect(isClose(four.quantile(0.99), 3.74694738797919684, relative: 1e-13))
        #expect(isClose(broken.quantile(0.001), -13.8221931108659646, relative: 1e-12))
        #expect(isClose(StudentTDistribution(degreesOfFreedom: 5).density(2), 0.0650903103262164663, relative: 1e-13))
        #expect(four.quantile(0) == -.infinity && four.quantile(1) == .infinity && four.quantile(2).isNaN)
    }

    @Test func chiSquare() {
        let one = ChiSquareDistribution(degreesOfFreedom: 1)
        let two = ChiSquareDistribution(degreesOfFreedom: 2)
        #expect(isClose(one.quantile(0.95), 3.84145882069412596, relative: 1e-13))
        #expect(isClose(one.upper(3.841458820694124), 0.0500000000000000584, relative: 1e-13))
        #expect(isClose(two.quantile(0.99), 9.21034037197618274, relative: 1e-13))
        #expect(isClose(two.upper(5.991), 0.0500116150265790811, relative: 1e-13))
        #expect(
            isClose(ChiSquareDistribution(degreesOfFreedom: 10).upper(100), 5.44970198292052934e-17, relative: 1e-12))
        #expect(two.cumulative(-1) == 0 && two.upper(-1) == 1 && two.upper(.infinity) == 0)
    }

    @Test func gammaAndBeta() {
        #expect(isClose(GammaDistribution(shape: 2.5).cumulative(1.5), 0.300014164121372491, relative: 1e-13))
        let gamma = GammaDistribution(shape: 0.7, scale: 3)
        #expect(isClose(gamma.cumulative(gamma.quantile(0.2)), 0.2, relative: 1e-12))
        #expect(isClose(BetaDistribution(2.5, 4).cumulative(0.3), 0.352197585906767236, relative: 1e-13))
        #expect(isClose(BetaDistribution(3, 250).quantile(0.975), 0.0283737292489044577, relative: 1e-12))
        #expect(BetaDistribution(3, 250).cumulative(2) == 1)
        #expect(isClose(logGamma(0.5), 0.572364942924700087, relative: 1e-14))
        #expect(isClose(logGamma(1000), 5905.22042320918121, relative: 1e-14))
        #expect(logGamma(0).isNaN && logGamma(-3).isNaN)
    }

    @Test func binomial() {
        let backtest = BinomialDistribution(trials: 250, probability: 0.01)
        #expect(isClose(backtest.cumulative(4), 0.892187626903625282, relative: 1e-12))
        #expect(isClose(backtest.upper(9), 0.000250190068740507606, relative: 1e-11))
        #expect(backtest.cumulative(-1) == 0 && backtest.cumulative(250) == 1)
        #expect(backtest.upper(-1) == 1 && backtest.upper(250) == 0 && backtest.mass(251) == 0)
        #expect(isClose((0...250).reduce(0) { $0 + backtest.mass($1) }, 1, relative: 1e-12))
        #expect(BinomialDistribution(trials: 2, probability: 0.5).quantile(0.25) == 0)
        #expect(BinomialDistribution(trials: 2, probability: 0.5).quantile(0.2500001) == 1)
        #expect(backtest.quantile(0) == 0 && backtest.quantile(1) == 250)
    }

    @Test("a quantile is the least number whose cumulative probability reaches it")
    func binomialQuantiles() {
        for trials in [0, 1, 2, 7, 250, 3_000, 1_000_000] {
            for probability in [0, 1e-7, 0.003, 0.3, 0.5, 0.975, 0.9999, 1] {
                let law = BinomialDistribution(trials: trials, probability: probability)
                for p in [0, 1e-12, 0.001, 0.025, 0.5, 0.8, 0.975, 0.999_999] {
                    let successes = law.quantile(p)
                    #expect(law.cumulative(successes) >= p)
                    #expect(successes == 0 || law.cumulative(successes - 1) < p)
                }
            }
        }
    }

    /// Ranks of order statistics that bound a quantile with 95 % confidence, and their exact coverage (scipy.stats.binom).
    @Test(arguments: [
        (500, 0.99, 490, 500, 0.9801859498578058), (1000, 0.99, 983, 997, 0.976094763497977),
        (10_000, 0.975, 9719, 9781, 0.9529838334832853), (100_000, 0.999, 99880, 99920, 0.954789056801905),
    ])
    func orderStatisticInterval(count: Int, confidence: Double, lower: Int, upper: Int, coverage: Double) {
        let below = BinomialDistribution(trials: count, probability: confidence)
        #expect(below.quantile(0.025) == lower)
        #expect(below.quantile(0.975) + 1 == upper)
        #expect(abs(below.cumulative(upper - 1) - below.cumulative(lower - 1) - coverage) < 1e-9)
    }
}
