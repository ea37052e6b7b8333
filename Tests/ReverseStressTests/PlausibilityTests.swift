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
}
