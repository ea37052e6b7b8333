import LinearAlgebra
import Market
import Measures
import Parametric

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Losses whose distribution is computed from sensitivities: a law a book.
public struct LawLosses: LossModel {
    let method: ParametricMethod
    /// One a node of the book tree.
    public let laws: [any LossLaw]
    public let notes: [String]

    public var profitAndLoss: ProfitAndLoss? { nil }

    /// - Throws: where a quadratic loss has no principal axes.
    init(of run: BoundRun, by method: ParametricMethod, workers: Int) throws(LossModelError) {
        guard let found = try? run.parametricLaws(method, workers: workers) else { throw .notFinite }
        self.method = method
        laws = found.laws
        notes =
            method.usesGamma && !found.hasCrossGammas
            ? ["Second derivatives across factors were left out: the portfolio is too large for them."] : []
    }

    public func measurement(_ run: BoundRun, workers: Int) -> Measurement {
        Measurement(laws: laws, tree: run.tree, measures: run.measures)
    }

    public func figures(_ measures: [any RiskMeasure]) -> [Estimate] {
        measures.map { measure in
            let value = measure.value(under: laws[0]) ?? .nan
            return Estimate(value: value, standardError: 0, low: value, high: value)
        }
    }

    public func place(of profitAndLoss: Double) -> Double { laws[0].upper(-profitAndLoss) }

    /// Cells that halve the probability two by two, down to a millionth of the tail, and some for what is less deep than the
    /// value-at-risk.
    public func greatestLosses(_ confidence: ConfidenceLevel, level: Double, stretch: Double) -> TailLosses? {
        let law = laws[0]
        let tail = confidence.tailProbability
        let widest = level > 0 ? law.upper(level * (1 / stretch)) : tail
        let inner = (0...40).reversed().map { tail * pow(2, -Double($0) / 2) }
        let outer = widest > tail ? (1...8).map { tail + (widest - tail) * Double($0) / 8 } : []
        var (losses, reached, sum) = ([Double](), 0.0, 0.0)
        for end in inner + outer {
            let total = end * law.tailMean(beyond: 1 - end)
            // Losses fall from cell to cell, but for the digits that differences of tail means lose.
            losses.append(min((total - sum) / (end - reached), losses.last ?? .infinity))
            (reached, sum) = (end, total)
        }
        return losses.allSatisfy(\.isFinite) ? .cells(probabilities: inner + outer, losses: losses) : nil
    }

    public func changeErrors(
        to after: any LossModel, node: (before: Int, after: Int), measures: [any RiskMeasure]
    ) -> [Double?]? { nil }

    public func worstPaths(_ count: Int) -> [(path: Int, loss: Double)] { [] }
}
