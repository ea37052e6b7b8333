import Dependence
import Kernels
import Market
import Randomness
import Settings
import Statistics
import Testing

@Suite("Student t over several steps, and over the horizon")
struct HorizonLawTests {
    /// The sum of so many steps of one driver, over their square root.
    private func sums(_ settings: [String: Value.Content], steps: Int, paths: Int) throws -> [Double] {
        let law = StudentTDependence(
            Specification(kind: StudentTDependence.kind, settings: settings),
            drivers: [SimulatedDriver(factor: try #require(FactorID("EQ.A")))])
        let draws = PhiloxDraws(seed: 5)
        let (row, scratch) = (RowStorage(rowCount: 1, pathCount: paths), RowStorage(rowCount: 1, pathCount: paths))
        var sums = [Double](repeating: 0, count: paths)
        withExtendedLifetime((row, scratch)) {
            for step in 0..<steps {
                draws.normals(step: step, paths: 0..<paths, into: row.rows)
                law.shape(row.rows, step: step, paths: 0..<paths, draws: draws, scratch: scratch.rows)
                for path in 0..<paths { sums[path] += row.rows[0][path] }
            }
        }
        return sums.map { $0 / Double(steps).squareRoot() }
    }

    private func share(_ sums: [Double], beyond limit: Double) -> Double {
        Double(sums.count { abs($0) > limit }) / Double(sums.count)
    }

    @Test("over the horizon the law is the t itself, however many steps", arguments: [1, 4, 10])
    func horizon(steps: Int) throws {
        let sums = try sums(["degreesOfFreedom": .number(4), "over": .text("horizon")], steps: steps, paths: 100_000)
        let law = StudentTDistribution(degreesOfFreedom: 4)
        for p in [0.05, 0.01, 0.001] {
            let limit = -law.varianceMatchedScale * law.quantile(p / 2)
            let error = (p * (1 - p) / 100_000).squareRoot()
            #expect(abs(share(sums, beyond: limit) - p) < 4 * error, "\(p)")
        }
    }

    @Test("independent steps add up to thinner tails, and the words say to which")
    func steps() throws {
        let settings: [String: Value.Content] = ["degreesOfFreedom": .number(5)]
        let sums = try sums(settings, steps: 10, paths: 100_000)
        let law = StudentTDistribution(degreesOfFreedom: 5)
        let limit = -law.varianceMatchedScale * law.quantile(0.0005)
        #expect(share(sums, beyond: limit) < 0.0006)
        let specification = Specification(kind: StudentTDependence.kind, settings: settings)
        // Excess kurtosis 6 of a step becomes 0.6, that of a t with 14.
        let words = try #require(StudentTDependence.horizonWords(of: specification, steps: 10))
        #expect(words.contains("the sum of 10") && words.contains("a t with 14"), "\(words)")
        #expect(StudentTDependence.horizonWords(of: specification, steps: 1) == nil)
        var whole = specification
        whole.settings["over"] = .text("horizon")
        #expect(StudentTDependence.horizonWords(of: whole, steps: 10) == nil)
        #expect(StudentTDependence.law(of: whole, steps: 10) == .studentT(degreesOfFreedom: 5))
        #expect(StudentTDependence.law(of: specification, steps: 10).degreesOfFreedom == nil)
    }
}
