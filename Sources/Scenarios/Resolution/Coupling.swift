import Calibration
import LinearAlgebra
import Market
import Measures

/// What couples the drivers of a market, and what a report tells of it.
struct Coupling {
    let root: CorrelationRoot
    /// The correlation matrix that it was made of, after any repair.
    let matrix: Matrix
    /// What a report adds to the name of the dependence; empty for the whole matrix.
    let words: String
    /// The correlations that are simulated.
    let correlations: Matrix
    /// Of the correlation matrix before any repair; nil for a factor model.
    let smallestEigenvalue: Double?
    let rank: Int
    /// Nil where nothing was repaired.
    let repair: RepairedCorrelation?

    init(repaired: RepairedCorrelation, factor: CholeskyFactor) {
        root = .cholesky(factor)
        matrix = repaired.matrix
        words = ""
        correlations = repaired.matrix
        smallestEigenvalue = repaired.smallestEigenvalueBefore.withoutRounding
        rank = factor.rank
        repair = repaired.isRepaired ? repaired : nil
    }

    init(matrix: Matrix, components: PrincipalComponents) {
        self.matrix = matrix
        root = .components(components)
        let count = components.componentCount
        let share = (components.explainedVariance * 1_000).rounded() / 10
        words = ", \(count) component\(count == 1 ? "" : "s") explaining \(share)% of the variance"
        // A market too large to show is too large to multiply out.
        correlations = components.count <= 1_000 ? components.product : Matrix(rowCount: 0, columnCount: 0)
        smallestEigenvalue = nil
        rank = count
        repair = nil
    }
}

extension RepairedCorrelation {
    func summary(kind: String, factors: [FactorID]) -> RepairSummary {
        RepairSummary(
            kind: kind, smallestEigenvalueBefore: smallestEigenvalueBefore.withoutRounding,
            smallestEigenvalueAfter: smallestEigenvalueAfter.withoutRounding, distance: distance,
            moves: moves.map { move in
                .init(between: [factors[move.first], factors[move.second]], before: move.before, after: move.after)
            })
    }
}

extension Double {
    /// An eigenvalue of a correlation matrix, 0 where it is nothing but rounding.
    fileprivate var withoutRounding: Double { abs(self) < 1e-12 ? 0 : self }
}
