import Dependence
import Kernels
import LinearAlgebra
import Randomness
import Settings
import Testing

/// What tells Student's law from the normal one: how drivers strike together.
@Suite("The joint law of drivers")
struct JointLawTests {
    private static let paths = 256 * 400

    private static func studentT(_ degreesOfFreedom: Double) -> StudentTDependence {
        StudentTDependence(Specification(kind: "student-t", settings: ["degreesOfFreedom": .number(degreesOfFreedom)]))
    }

    private func drivers(
        _ law: some Dependence, _ correlations: [[Double]], rows: Int? = nil, step: Int = 0, isSingle: Bool = false
    ) throws -> [[Double]] {
        let root = CorrelationRoot.cholesky(try CholeskyFactor(Matrix(correlations)))
        let normals = CorrelatedNormals(draws: PhiloxDraws(seed: 17), root: root, isSingle: isSingle)
        let count = rows ?? correlations.count
        let storage = RowStorage(rowCount: count, pathCount: Self.paths)
        let scratch = RowStorage(rowCount: 1, pathCount: Self.paths)
        let workspace = CorrelatedNormals<PhiloxDraws>.Workspace(normals, driverCount: count, pathCount: Self.paths)
        return withExtendedLifetime((storage, scratch, workspace)) {
            normals.fill(storage.rows, step: step, paths: 0..<Self.paths, workspace)
            law.shape(
                storage.rows, step: step, paths: 0..<Self.paths, draws: normals.draws, scratch: scratch.rows)
            return root.rows.map { storage.copy(row: $0) } + (correlations.count..<count).map { storage.copy(row: $0) }
        }
    }

    private func expectMean(_ values: [Double], _ known: Double, _ comment: String = "") {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        #expect(abs(mean - known) < 4 * (variance / count).squareRoot(), "\(comment) \(mean), not \(known)")
    }

    /// τ = 2·arcsin(ρ)/π for every elliptical law: A. McNeil, R. Frey, P. Embrechts, “Quantitative Risk Management”,
    /// section 7.4. Paths are compared two by two, so that the signs are independent.
    @Test("Kendall's tau does not depend on the degrees of freedom")
    func kendall() throws {
        for (correlation, tau) in [(-0.5, -1.0 / 3), (0, 0), (0.5, 1.0 / 3), (0.9, 0.7128674137425876)] {
            let matrix = [[1, correlation], [correlation, 1]]
            for pair in [
                try drivers(GaussianDependence(Specification(kind: "gaussian")), matrix),
                try drivers(Self.studentT(2.5), matrix), try drivers(Self.studentT(2.5), matrix, isSingle: true),
            ] {
                let signs = stride(from: 0, to: Self.paths, by: 2).map { path -> Double in
                    let first = pair[0][path] - pair[0][path + 1]
                    let second = pair[1][path] - pair[1][path + 1]
                    return first * second > 0 ? 1 : -1
                }
                expectMean(signs, tau, "tau at \(correlation)")
            }
        }
    }

    /// With one χ² for all drivers, E[X²·Y²] = (ν − 2)/(ν − 4) for uncorrelated ones; 1 where they are independent.
    @Test("uncorrelated Student-t drivers strike together, and so do further ones; steps do not")
    func commonShock() throws {
        let identity = [[1.0, 0], [0, 1]]
        let student = try drivers(Self.studentT(12), identity, rows: 3)
        expectMean(zip(student[0], student[1]).map { $0 * $0 * $1 * $1 }, 1.25, "two correlated rows")
        expectMean(zip(student[0], student[2]).map { $0 * $0 * $1 * $1 }, 1.25, "a further row")
        expectMean(student[2].map { $0 * $0 }, 1, "variance of a further row")
        let later = try drivers(Self.studentT(12), identity, rows: 3, step: 1)
        expectMean(zip(student[0], later[0]).map { $0 * $0 * $1 * $1 }, 1, "another step")
        let normal = try drivers(GaussianDependence(Specification(kind: "gaussian")), identity, rows: 3)
        expectMean(zip(normal[0], normal[1]).map { $0 * $0 * $1 * $1 }, 1, "normal")
    }

    /// The fourth moment of a variance-matched Student t is 3·(ν − 2)/(ν − 4).
    @Test("fat tails", arguments: [10.0, 30])
    func kurtosis(degreesOfFreedom: Double) throws {
        let rows = try drivers(Self.studentT(degreesOfFreedom), [[1]])
        expectMean(
            rows[0].map { $0 * $0 * $0 * $0 }, 3 * (degreesOfFreedom - 2) / (degreesOfFreedom - 4), "fourth moment")
    }

    @Test("many degrees of freedom are the normal law")
    func limit() throws {
        let normal = try drivers(GaussianDependence(Specification(kind: "gaussian")), [[1]])
        let student = try drivers(Self.studentT(1e12), [[1]])
        for (x, y) in zip(normal[0], student[0]) { #expect(abs(x - y) < 1e-4) }
    }

    @Test("rows beyond the factor stay independent of all others")
    func furtherRows() throws {
        let rows = try drivers(
            GaussianDependence(Specification(kind: "gaussian")), [[1, 0.8, 1], [0.8, 1, 0.8], [1, 0.8, 1]], rows: 5)
        for further in 3..<5 {
            expectMean(rows[further], 0)
            expectMean(rows[further].map { $0 * $0 }, 1)
            for other in 0..<further { expectMean(zip(rows[further], rows[other]).map { $0 * $1 }, 0) }
        }
        expectMean(zip(rows[0], rows[1]).map { $0 * $1 }, 0.8)
    }
}
