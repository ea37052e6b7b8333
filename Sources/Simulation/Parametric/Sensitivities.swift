import LinearAlgebra
import Market
import Parametric

/// First and second derivatives of the gain of every book at the horizon, by factor: relative changes for factors whose
/// changes are logarithmic, absolute ones for the others.
///
/// By central differences of full revaluations; a bump is a hundredth of the factor's standard deviation over the
/// horizon, so errors are of the order 10⁻⁵ of a derivative.
public struct Sensitivities: Sendable {
    /// Of each node where no factor moves: the passing of time, and cash.
    public let gains: [Double]
    /// Nodes × factors.
    public let deltas: Matrix
    /// Of each node, factors × factors; empty where they were not asked for.
    public let gammas: [Matrix]
    /// Whether pairs of factors were moved; else only the diagonals of the gammas are known.
    public let hasCrossGammas: Bool

    /// - Parameters:
    ///   - gains: of the states of `BumpedMarkets`.
    ///   - bumps: as changes, one a factor.
    ///   - nodeCount: how many of the nodes, from the first on.
    init(_ gains: ProfitAndLoss, bumps: [Double], hasGammas: Bool, hasCrossGammas: Bool, nodeCount: Int) {
        let count = bumps.count
        let pairs = hasCrossGammas ? BumpedMarkets.pairs(count) : []
        var deltas = Matrix(rowCount: nodeCount, columnCount: count)
        var gammas = [Matrix](
            repeating: Matrix(rowCount: count, columnCount: count), count: hasGammas ? nodeCount : 0)
        var base: [Double] = []
        for node in 0..<nodeCount {
            gains.withNode(node) { gain in
                base.append(gain[0])
                for factor in 0..<count {
                    let (up, down) = (gain[1 + 2 * factor], gain[2 + 2 * factor])
                    deltas[node, factor] = (up - down) / (2 * bumps[factor])
                    guard hasGammas else { continue }
                    gammas[node][factor, factor] = (up - 2 * gain[0] + down) / (bumps[factor] * bumps[factor])
                }
                for (place, pair) in pairs.enumerated() {
                    let (i, j) = (pair.first, pair.second)
                    let both = gain[1 + 2 * count + 2 * place] + gain[2 + 2 * count + 2 * place]
                    let alone = gain[1 + 2 * i] + gain[2 + 2 * i] + gain[1 + 2 * j] + gain[2 + 2 * j]
                    let cross = (both - alone + 2 * gain[0]) / (2 * bumps[i] * bumps[j])
                    gammas[node][i, j] = cross
                    gammas[node][j, i] = cross
                }
            }
        }
        self.gains = base
        self.deltas = deltas
        self.gammas = gammas
        self.hasCrossGammas = hasCrossGammas
    }
}
