import Kernels
import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The normal score of a Student-t number: Φ⁻¹(t_ν(T)), within 1e-7 (tested).
///
/// y = ±√(ν·ln(1 + T²/ν)) is nearly the score already, however heavy the tails, so the rest is a short smooth table of y.
struct TScoreTable: Sendable {
    private let degreesOfFreedom: Double
    private let table: ScoreTable

    init(degreesOfFreedom ν: Double) {
        degreesOfFreedom = ν
        let law = StudentTDistribution(degreesOfFreedom: ν)
        let normal = NormalDistribution.standard
        /// The score and its derivative, for y < 0, where the lower tail keeps its digits.
        func lower(_ y: Double) -> (value: Double, slope: Double) {
            let t = -(ν * expm1(y * y / ν)).squareRoot()
            let score = normal.quantile(law.cumulative(t))
            let stretch = t == 0 ? 1 : y * exp(y * y / ν) / t
            return (score, law.density(t) * stretch / normal.density(score))
        }
        table = ScoreTable([
            .init(from: -Self.reach, to: Self.reach, count: 512) { y in
                let (score, slope) = lower(-abs(y))
                return (y > 0 ? -score : score, slope)
            }
        ])
    }

    /// At y = 9 the tail holds less than 1e-16 whatever ν.
    private static let reach = 9.0

    /// Replaces Student-t numbers by their normal scores.
    ///
    /// - Parameter scratch: as long as the row.
    func apply(to row: UnsafeMutableBufferPointer<Double>, scratch: UnsafeMutableBufferPointer<Double>) {
        let inverse = 1 / degreesOfFreedom
        for path in 0..<row.count { scratch[path] = 1 + row[path] * row[path] * inverse }
        Elementwise.logarithm(UnsafeBufferPointer(scratch), into: scratch)
        for path in 0..<row.count {
            let length = (degreesOfFreedom * scratch[path]).squareRoot()
            row[path] = row[path] < 0 ? -length : length
        }
        table.apply(to: row)
    }
}
