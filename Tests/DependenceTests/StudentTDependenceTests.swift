import Dependence
import Kernels
import LinearAlgebra
import Randomness
import Settings
import Statistics
import Testing

@Suite("Student-t dependence")
struct StudentTDependenceTests {
    /// Drivers on the paths of one block, whose normals are all 1: what remains is the mixing variable.
    private func mixing(_ degreesOfFreedom: Double, count: Int) -> [Double] {
        let law = StudentTDependence(
            Specification(kind: "student-t", settings: ["degreesOfFreedom": .number(degreesOfFreedom)]))
        let drivers = RowStorage(rowCount: 1, pathCount: count)
        let scratch = RowStorage(rowCount: 1, pathCount: count)
        return withExtendedLifetime((drivers, scratch)) {
            drivers.rows.fill(1)
            law.shape(
                drivers.rows, step: 0, paths: 0..<count, draws: PhiloxDraws(seed: 5), scratch: scratch.rows)
            return drivers.copy(row: 0)
        }
    }

    /// The tabulated law against the quantile itself, at the same uniforms.
    @Test("the mixing variable is √((ν − 2)/χ²) of its uniform", arguments: [2.1, 3, 5, 30, 1_000])
    func mixingLaw(degreesOfFreedom: Double) {
        let count = 2_000
        let uniforms = RowStorage(rowCount: 1, pathCount: count)
        withExtendedLifetime(uniforms) {
            PhiloxDraws(seed: 5).uniforms(step: 0, paths: 0..<count, driver: 0, into: uniforms.rows[0])
        }
        let chiSquare = ChiSquareDistribution(degreesOfFreedom: degreesOfFreedom)
        for (value, uniform) in zip(mixing(degreesOfFreedom, count: count), uniforms.copy(row: 0)) {
            let known = ((degreesOfFreedom - 2) / chiSquare.quantile(uniform)).squareRoot()
            #expect(abs(value / known - 1) < 1e-8)
        }
    }

    @Test("the degrees of freedom are in the title")
    func title() {
        func title(_ degreesOfFreedom: Double) -> String {
            StudentTDependence(
                Specification(kind: "student-t", settings: ["degreesOfFreedom": .number(degreesOfFreedom)])
            ).title
        }
        #expect(title(5) == "Student t, 5 degrees of freedom, variance-matched")
        #expect(title(3.5).contains("3.5"))
    }
}
