import Statistics
import TestSupport
import Testing

@Suite struct NormalDistributionTests {
    /// mpmath, 50 digits.
    static let quantiles: [(p: Double, z: Double)] = [
        (1e-300, -37.0470962993612), (1e-100, -21.273453560965326), (1e-16, -8.222082216130435),
        (1e-10, -6.361340902404057), (1e-4, -3.7190164854556804), (0.001, -3.0902323061678136),
        (0.01, -2.326347874040841), (0.025, -1.9599639845400543), (0.05, -1.6448536269514726),
        (0.3, -0.5244005127080408), (0.5, 0), (0.84, 0.9944578832097531), (0.975, 1.9599639845400543),
        (0.99, 2.326347874040841), (0.999, 3.0902323061678136),
    ]

    @Test(arguments: quantiles) func quantile(p: Double, z: Double) {
        #expect(isClose(NormalDistribution.standard.quantile(p), z, relative: 1e-13))
    }

    /// The nearest double to 0.9999999 is off by 5e-10 of its tail, so the upper tail is asked by symmetry.
    @Test func quantileNearOne() {
        #expect(isClose(-NormalDistribution.standard.quantile(1e-7), 5.1993375821928165, relative: 1e-13))
        #expect(isClose(NormalDistribution.standard.quantile(0.9999999), 5.1993375821928165, relative: 1e-10))
    }

    /// mpmath, 40 digits.
    @Test func tails() {
        let normal = NormalDistribution.standard
        for (x, tail) in [
            (1.0, 0.158655253931457051), (8.0, 6.22096057427178412e-16), (30.0, 4.90671392714818706e-198),
        ] {
            #expect(isClose(normal.upper(x), tail, relative: 1e-12))
            #expect(isClose(normal.cumulative(-x), tail, relative: 1e-12))
        }
        #expect(normal.cumulative(.infinity) == 1 && normal.upper(.infinity) == 0)
    }

    @Test func shiftAndScale() {
        let normal = NormalDistribution(mean: 3, standardDeviation: 2)
        #expect(isClose(normal.quantile(0.975), 3 + 2 * 1.9599639845400543, relative: 1e-14))
        #expect(isClose(normal.cumulative(normal.quantile(0.2)), 0.2, relative: 1e-14))
        #expect(isClose(normal.density(3), 0.19947114020071635, relative: 1e-14))
    }

    @Test func outsideTheDomain() {
        let normal = NormalDistribution.standard
        #expect(normal.quantile(0) == -.infinity && normal.quantile(1) == .infinity)
        #expect(normal.quantile(-0.1).isNaN && normal.quantile(1.1).isNaN && normal.quantile(.nan).isNaN)
        #expect(normal.cumulative(.nan).isNaN && normal.upper(.nan).isNaN)
    }
}
