import LinearAlgebra
import Market

/// A factor that moves a day after another, as where markets close at different hours.
public struct DelayedPair: Sendable {
    public let leader: FactorID
    public let follower: FactorID
    /// Of the follower's changes with the leader's of the day before, and of the same day.
    public let delayed: Double
    public let sameDay: Double
}

extension CalibrationHistory {
    /// More factors than this are not searched pair by pair.
    private static let mostSearched = 200
    private static let leastCorrelation = 0.15
    /// Standard errors of a correlation of independent changes, 1/√n each.
    private static let leastErrors = 4.5

    /// Pairs of daily factors of which one follows the other on the next day, the strongest first.
    ///
    /// A correlation with the day before counts where it is beyond what chance, and the leader's own correlation with its day
    /// before, explain, and the follower does not lead in turn.
    public var delayedPairs: [DelayedPair] {
        let common = common
        let n = common.changes.rowCount
        guard n > 60, common.factors.count > 1, common.factors.count <= Self.mostSearched,
            groups.first?.frequency.isDaily == true
        else { return [] }
        let standardised = Self.standardised(common.changes)
        let sameDay = (1 / Double(n)) * standardised.gram
        let later = Matrix(standardised.elements, droppingFirst: true, columns: common.factors.count)
        let earlier = Matrix(standardised.elements, droppingFirst: false, columns: common.factors.count)
        // Row: the later day's factor; column: the factor of the day before.
        let lagged = (1 / Double(n - 1)) * later.transposedMultiplied(by: earlier)
        let least = max(Self.leastCorrelation, Self.leastErrors / Double(n).squareRoot())
        var pairs: [DelayedPair] = []
        for follower in common.factors.indices {
            for leader in common.factors.indices where leader != follower {
                let own = sameDay[follower, leader] * lagged[leader, leader]
                let excess = lagged[follower, leader] - own
                guard excess > least, excess > 2 * abs(lagged[leader, follower]) else { continue }
                pairs.append(
                    DelayedPair(
                        leader: common.factors[leader], follower: common.factors[follower],
                        delayed: lagged[follower, leader], sameDay: sameDay[follower, leader]))
            }
        }
        return pairs.sorted { $0.delayed > $1.delayed }
    }

    /// Columns less their means, over their deviations; a column that does not move is zero.
    private static func standardised(_ changes: Matrix) -> Matrix {
        var result = changes.centred
        let scale = 1 / Double(result.rowCount)
        let deviations = result.gram.diagonal.map { ($0 * scale).squareRoot() }
        result.scaleColumns(by: deviations.map { $0 > 1e-12 ? 1 / $0 : 0 })
        return result
    }
}

extension Matrix {
    /// All rows but the first, or but the last.
    fileprivate init(_ elements: [Double], droppingFirst: Bool, columns: Int) {
        let kept = droppingFirst ? elements.dropFirst(columns) : elements.dropLast(columns)
        self.init(rowCount: kept.count / columns, columnCount: columns, elements: Array(kept))
    }
}
