import LinearAlgebra

/// A correlation matrix on its way to another: (1 − w)·C + w·T.
///
/// Between two correlation matrices every blend is one. A target stated pair by pair need be none, and then neither need
/// the blend. Source: R. Rebonato, P. Jäckel, “The most general methodology to create a valid correlation matrix for risk
/// management and option pricing purposes”, J. Risk 2(2), 1999, on why stressed correlations must be checked.
public enum CorrelationBlend {
    /// - Parameters:
    ///   - target: of a pair of rows, the first below the second; nil for a pair that stays.
    ///   - weight: w, from 0 to 1.
    public static func blend(
        _ correlation: Matrix, weight: Double, target: (Int, Int) -> Double?
    ) -> Matrix {
        var result = correlation
        for i in 0..<correlation.rowCount {
            for j in 0..<i {
                guard let goal = target(j, i) else { continue }
                let value = (1 - weight) * correlation[i, j] + weight * goal
                result[i, j] = value
                result[j, i] = value
            }
        }
        return result
    }
}
