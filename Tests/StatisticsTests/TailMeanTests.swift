import Statistics
import TestSupport
import Testing

/// A position of 10,000 with a volatility of 20 % a year of 250 days, linearised: VaR and ES of one day.
///
/// Source: A. J. McNeil, R. Frey, P. Embrechts, “Quantitative Risk Management”, whose table is recomputed to all digits.
@Suite struct TailMeanTests {
    static let table: [(p: Double, normalVaR: Double, tVaR: Double, normalES: Double, tES: Double)] = [
        (0.9, 162.1048754430201, 137.13413809299882, 221.98978178676728, 223.54779223623856),
        (0.95, 208.05935515022296, 190.6781732736343, 260.9148252209572, 286.4734376882489),
        (0.975, 247.9180129218246, 248.3327996407528, 295.71126174631155, 357.1945989923041),
        (0.99, 294.26231647438215, 335.13716270547036, 337.125895542505, 466.94324564582337),
        (0.995, 325.8194985207905, 411.8027642878692, 365.8057787663712, 565.7100553599622),
    ]

    @Test(arguments: table) func valueAtRiskAndExpectedShortfall(
        p: Double, normalVaR: Double, tVaR: Double, normalES: Double, tES: Double
    ) {
        let daily = 10_000 * 0.2 / 250.0.squareRoot()
        let normal = NormalDistribution(standardDeviation: daily)
        let t = StudentTDistribution(degreesOfFreedom: 4)
        let scale = daily * t.varianceMatchedScale
        #expect(isClose(normal.quantile(p), normalVaR, relative: 1e-9))
        #expect(isClose(normal.tailMean(beyond: p), normalES, relative: 1e-9))
        #expect(isClose(scale * t.quantile(p), tVaR, relative: 1e-9))
        #expect(isClose(scale * t.tailMean(beyond: p), tES, relative: 1e-9))
    }

    @Test func heavierThanItsMean() {
        #expect(StudentTDistribution(degreesOfFreedom: 1).tailMean(beyond: 0.9) == .infinity)
        #expect(StudentTDistribution(degreesOfFreedom: 2).varianceMatchedScale.isNaN)
    }
}
