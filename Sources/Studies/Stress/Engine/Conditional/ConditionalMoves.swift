import LinearAlgebra
import Simulation
import Statistics

/// How all factors move where some are made to: the law of the others given those, from the calibrated dependence.
///
/// With Σ the covariance of changes over the horizon and c the stated changes of the factors S, the others have the mean
/// Σ_NS·Σ_SS⁻¹·c and, if jointly normal, the covariance Σ_NN − Σ_NS·Σ_SS⁻¹·Σ_SN; under a variance-matched Student t with ν
/// degrees of freedom the mean is the same, and the covariance that times (ν − 2 + d²)/(ν + p − 2), where d is
/// Mahalanobis's distance of c and p the rank of Σ_SS. A shock comes at once, so that no drift is in it.
/// Sources: T. W. Anderson, “An introduction to multivariate statistical analysis”, 3rd ed., Wiley 2003, section 2.5;
/// P. Ding, “On the conditional distribution of the multivariate t distribution”, The American Statistician 70(3), 2016;
/// for stress tests P. H. Kupiec, “Stress testing in a value at risk framework”, J. Derivatives 6(1), 1998.
public struct ConditionalMoves: Sendable {
    public let law: MoveLaw
    /// Positions of the stated factors, and their changes.
    public let stated: [(factor: Int, change: Double)]
    /// ν; nil where the factors are taken as jointly normal.
    public let degreesOfFreedom: Double?
    /// The expected change of every factor; the stated one where it is stated.
    public let means: [Double]
    /// The standard deviation left of every factor; 0 where it is stated.
    public let deviations: [Double]
    /// Mahalanobis's distance of the stated changes from none, under the model, over the horizon.
    public let distance: Double
    /// Of stated factors: those that can move on their own.
    public let rank: Int

    /// Standard deviations times the root of correlations: factors × drivers.
    let root: Matrix
    /// Σ_SS⁺·Σ_SN: what each stated change adds to the mean of each factor, stated × factors.
    let loadings: Matrix

    /// - Parameter stated: at least one; each factor once.
    /// - Returns: nil where the law cannot make the stated changes: a factor without volatility, or changes that contradict
    ///   a perfect correlation by more than a thousandth, which rounding explains.
    public init?(_ law: MoveLaw, stated: [(factor: Int, change: Double)], degreesOfFreedom: Double? = nil) {
        var root = law.root.matrix
        root.scaleRows(by: law.deviations)
        guard stated.allSatisfy({ law.deviations[$0.factor] > 0 }) else { return nil }
        let scales = stated.map { law.deviations[$0.factor] }
        var chosen = Matrix(rowCount: stated.count, columnCount: root.columnCount)
        for (row, item) in stated.enumerated() {
            for column in 0..<root.columnCount {
                chosen[row, column] = root[item.factor, column] / scales[row]
            }
        }
        guard let eigen = try? SymmetricEigen(chosen.multiplied(byTransposed: chosen)) else { return nil }
        let kept = eigen.values.indices.filter { eigen.values[$0] > 1e-10 * Double(stated.count) }
        // Correlations of all factors (in their deviations) with the stated ones (in units of theirs).
        let cross = chosen.multiplied(byTransposed: root)
        let scores = zip(stated, scales).map { $0.change / $1 }
        var loadings = Matrix(rowCount: stated.count, columnCount: law.factors.count)
        for axis in kept {
            for factor in law.factors.indices {
                var along = 0.0
                for row in scores.indices { along += eigen.vectors[axis, row] * cross[row, factor] }
                for row in scores.indices {
                    loadings[row, factor] += eigen.vectors[axis, row] * along / eigen.values[axis]
                }
            }
        }
        var squared = 0.0
        var made = [Double](repeating: 0, count: scores.count)
        for axis in kept {
            let along = scores.indices.reduce(0) { $0 + eigen.vectors[axis, $1] * scores[$1] }
            squared += along * along / eigen.values[axis]
            for row in scores.indices { made[row] += eigen.vectors[axis, row] * along }
        }
        let size = scores.reduce(0) { max($0, abs($1)) }
        guard zip(made, scores).allSatisfy({ abs($0 - $1) <= 1e-3 * abs($1) + 1e-7 * size }) else { return nil }
        let inflation = degreesOfFreedom.map { ($0 - 2 + squared) / ($0 + Double(kept.count) - 2) } ?? 1
        var means: [Double] = []
        var deviations: [Double] = []
        for factor in law.factors.indices {
            var mean = 0.0
            var explained = 0.0
            for row in scores.indices {
                mean += loadings[row, factor] * scores[row]
                explained += loadings[row, factor] * cross[row, factor]
            }
            let variance = law.deviations[factor] * law.deviations[factor]
            let rest = variance - explained
            means.append(mean)
            deviations.append(rest > 1e-12 * variance ? (rest * inflation).squareRoot() : 0)
        }
        for item in stated {
            means[item.factor] = item.change
            deviations[item.factor] = 0
        }
        self.law = law
        self.stated = stated
        self.degreesOfFreedom = degreesOfFreedom
        self.means = means
        self.deviations = deviations
        self.root = root
        self.loadings = loadings
        distance = squared.squareRoot()
        rank = kept.count
    }

    /// Today's levels after the expected changes; exactly what was stated of the stated factors.
    public var levels: [Double] { law.levels(after: means) }

    /// How likely changes at least so far from none are, in any direction of the stated factors.
    public var probability: Double {
        let squared = distance * distance
        let p = Double(rank)
        guard let ν = degreesOfFreedom else { return ChiSquareDistribution(degreesOfFreedom: p).upper(squared) }
        // d²·ν/(ν − 2)/p has Fisher's F law with p and ν degrees of freedom; its tail is a beta's.
        let scaled = squared * ν / (ν - 2)
        return BetaDistribution(ν / 2, p / 2).cumulative(ν / (ν + scaled))
    }
}
