import Measures
import ReverseStress
import Statistics
import Testing

@Suite("Plausibility of moves")
struct PlausibilityTests {
    @Test("normal moves: chi-square and the normal tail")
    func normal() {
        let two = MovePlausibility(distance: 2, directions: 2)
        // With two degrees of freedom P(χ² > d²) = exp(−d²/2).
        #expect(abs(two.beyond - 0.1353352832366127) < 1e-14)
        #expect(abs(two.along - 0.02275013194817921) < 1e-15)
        // In one direction, both tails.
        #expect(abs(MovePlausibility(distance: 2, directions: 1).beyond - 2 * two.along) < 1e-15)
    }

    /// In one direction both tails of a t with variance 1; in two P(F(2, ν) > f) = (1 + 2f/ν)^(−ν/2).
    @Test("Student-t moves: the F law, variance-matched")
    func studentT() {
        let one = MovePlausibility(distance: 3, directions: 1, degreesOfFreedom: 4)
        let tail = StudentTDistribution(degreesOfFreedom: 4).upper(3 * 2.0.squareRoot())
        #expect(abs(one.along - tail) < 1e-15 && abs(one.beyond - 2 * tail) < 1e-14)
        let two = MovePlausibility(distance: 3, directions: 2, degreesOfFreedom: 4)
        // n·f = d²·ν/(ν − 2) = 18, so (1 + 18/4)^−2.
        #expect(abs(two.beyond - 1 / (5.5 * 5.5)) < 1e-14)
    }

    @Test("few losses among many paths: the exact binomial interval")
    func simulated() {
        // Quantiles of beta laws by scipy.
        let two = SimulatedLosses(count: 2, paths: 2_000).interval
        #expect(abs(two.low / 0.00012112759055682972 - 1) < 1e-9 && abs(two.high / 0.0036076285698285315 - 1) < 1e-9)
        let none = SimulatedLosses(count: 0, paths: 2_000).interval
        #expect(none.low == 0 && abs(none.high / 0.0018427397934059364 - 1) < 1e-9)
        #expect(SimulatedLosses(count: 7, paths: 7).interval.high == 1)
    }
}
