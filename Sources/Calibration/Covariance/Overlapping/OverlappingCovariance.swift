import LinearAlgebra
import Settings

/// The covariance of changes over several days that overlap, brought to one day.
///
/// Of h-day sums of the centred changes at every day, over h(n − h + 1)(1 − h/n), which is unbiased for independent changes.
/// Closes at different hours matter the less the longer the change is: of a one-day lag 1/h stays unseen. It is positive
/// semi-definite. Source: A. W. Lo, A. C. MacKinlay, “Stock market prices do not follow random walks”, Review of Financial
/// Studies 1(1), 1988, eq. 12; the effective number of changes follows from their eq. 14, n·3h/(2h² + 1).
public struct OverlappingCovariance: CovarianceEstimator {
    public static let kind = "overlapping"
    public static let summary = "covariance of overlapping changes over several days, brought to one day"
    public static let seesLags = true
    public static let settings = [
        Setting("days", .count(2...60), .defaulted(.count(5)), "how many days a change spans")
    ]

    /// h.
    public let days: Int

    public init(_ specification: Specification) { days = specification.count("days") }

    public func estimate(_ changes: Matrix) throws(CovarianceError) -> CovarianceEstimate {
        let (n, h) = (changes.rowCount, days)
        guard n >= 2 * h else { throw .tooFewObservations(model: Self.kind, needed: 2 * h, found: n) }
        let centred = changes.centred
        var sums = Matrix(rowCount: n - h + 1, columnCount: changes.columnCount)
        for row in 0..<sums.rowCount {
            for column in 0..<sums.columnCount {
                var sum = 0.0
                for day in 0..<h { sum += centred[row + day, column] }
                sums[row, column] = sum
            }
        }
        let divisor = Double(h) * Double(n - h + 1) * (1 - Double(h) / Double(n))
        return CovarianceEstimate(
            covariance: (1 / divisor) * sums.gram, description: "covariance of overlapping \(h)-day changes",
            effectiveObservations: Double(n) * 3 * Double(h) / Double(2 * h * h + 1))
    }
}
