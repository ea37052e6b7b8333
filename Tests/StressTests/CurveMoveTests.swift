import Stress
import Testing

@Suite("Moves of a curve by tenor")
struct CurveMoveTests {
    private let tenors = [1.0, 2, 5, 10]

    @Test("Steepening turns about the pivot, and widens the slope by just what it says")
    func steepening() {
        let changes = CurveMove(parallel: 0.005, steepening: 0.009, pivot: 4).changes(tenors: tenors)
        // 50 bp + 90 bp·(t − 4)/9: tenors 1, 2, 5 and 10.
        let expected = [0.002, 0.003, 0.006, 0.011]
        for (change, value) in zip(changes, expected) { #expect(abs(change - value) < 1e-15) }
    }

    @Test("A butterfly lifts its pivot by half and lowers both ends by half")
    func butterfly() {
        let changes = CurveMove(butterfly: 0.002, pivot: 5).changes(tenors: tenors)
        // Half way at the pivot, −½ at the ends; 2 years is a quarter of the way from 1 to 5.
        let expected = [-0.001, -0.0005, 0.001, -0.001]
        for (change, value) in zip(changes, expected) { #expect(abs(change - value) < 1e-15) }
    }
}
