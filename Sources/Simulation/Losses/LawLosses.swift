import LinearAlgebra
import Market
import Measures
import Parametric
import Settings

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
            (method.usesGamma && !found.hasCrossGammas
                ? ["Second derivatives across factors were left out: the portfolio is too large for them."] : [])
            + Self.replaced(found.laws, method, run.tree) + Self.beyondReach(found.laws, run)
    }

    /// Books whose expansion is no distribution.
    private static func replaced(_ laws: [any LossLaw], _ method: ParametricMethod, _ tree: BookTree) -> [String] {
        guard method == .cornishFisher else { return [] }
        let books = zip(tree.nodes, laws).filter { !($0.1 is CornishFisherLoss) }.map(\.0.path)
        guard !books.isEmpty else { return [] }
        return [
            "The Cornish–Fisher expansion of \(named(books)) is no distribution: its quantiles would fall as confidence"
                + " rises. The exact law of the quadratic loss stands in its place; write method: imhof for all, or simulation:"
                + " {kind: monte-carlo} for full revaluation."
        ]
    }

    /// Books that owe nothing, and whose law goes beyond what they are worth.
    private static func beyondReach(_ laws: [any LossLaw], _ run: BoundRun) -> [String] {
        var owing = Set<Int>()
        // A price that moves by amounts may fall below zero, and take with it whatever is worth it.
        let falls = Set(
            run.market.factors.filter { $0.id.factorClass.change == .logarithmic && $0.convention != .logarithmic }
                .map(\.id))
        for position in run.positions
        where type(of: position.held).canOwe || position.quantity < 0
            || position.held.requirements.quantities.contains(where: { isOne(of: falls, $0.quantity) })
        {
            var node = run.tree.index(of: position.book)
            while let place = node {
                owing.insert(place)
                node = run.tree.nodes[place].parent
            }
        }
        let books = run.tree.nodes.indices.filter { node in
            guard !owing.contains(node) else { return false }
            let most = run.valuesToday[node]
            return run.measures.contains { measure in
                guard measure.confidence != nil, let value = measure.value(under: laws[node]) else { return false }
                return value > most * (1 + 1e-6)
            }
        }
        guard !books.isEmpty else { return [] }
        return [
            "Figures of \(named(books.map { run.tree.nodes[$0].path })) are greater than all that can be lost, the value today:"
                + " sensitivities do not know where a value ends. Full revaluation does: simulation: {kind: monte-carlo}."
        ]
    }

    private static func isOne(of factors: Set<FactorID>, _ quantity: Quantity) -> Bool {
        if case .factor(let factor) = quantity { factors.contains(factor) } else { false }
    }

    private static func named(_ books: [String]) -> String {
        let names = books.map { $0.isEmpty ? "the whole portfolio" : $0 }
        return names.prefix(4).joined(separator: ", ") + (names.count > 4 ? " and \(names.count - 4) more" : "")
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
