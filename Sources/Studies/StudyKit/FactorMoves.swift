import LinearAlgebra
import Market
import Measures
import Simulation

/// The moves of a run's factors, in the units of their levels and in standard deviations.
package struct FactorMoves {
    private let law: MoveLaw

    package init(_ run: BoundRun) { law = run.moveLaw }

    /// - Parameters:
    ///   - changes: as `TailReplay` has them: relative for factors whose changes are logarithmic, absolute else.
    ///   - losses: that each made; nil where that is not known.
    package func moves(changes: [Double], losses: [Double]?) -> [AttributedMove] {
        moves(
            to: law.levels.indices.map { factor in
                law.conventions[factor] == .logarithmic
                    ? law.levels[factor] * (1 + changes[factor]) : law.levels[factor] + changes[factor]
            }, losses: losses)
    }

    /// - Parameter levels: that the factors moved to.
    package func moves(to levels: [Double], losses: [Double]?) -> [AttributedMove] {
        let changes = law.changes(to: levels)
        return law.factors.indices.map { factor in
            let isRelative = law.conventions[factor] == .logarithmic
            let deviations = (changes[factor] - law.means[factor]) / law.deviations[factor]
            return AttributedMove(
                factor: law.factors[factor],
                change: isRelative
                    ? levels[factor] / law.levels[factor] - 1 : levels[factor] - law.levels[factor],
                isRelative: isRelative,
                deviations: law.deviations[factor] > 0 && deviations.isFinite ? deviations : nil,
                loss: losses?[factor])
        }
    }
}
