import Market
import Measures
import Parallelism

/// How the losses of a run are distributed: read off states, or computed from sensitivities.
///
/// A study asks it for figures, for what they are made of, for the place of a loss. It does not ask which one it has.
public protocol LossModel: Sendable {
    /// What every book gains on every path; nil where losses are laws. For who looks for a path, not for figures.
    var profitAndLoss: ProfitAndLoss? { get }

    /// What a reader should know of how it was made, one sentence each.
    var notes: [String] { get }

    /// The measures of the run, of every book.
    func measurement(_ run: BoundRun, workers: Int) -> Measurement

    /// Measures that it has, of the whole portfolio.
    func figures(_ measures: [any RiskMeasure]) -> [Estimate]

    /// The probability of a profit and loss of at most one that came, between 0 and 1.
    func place(of profitAndLoss: Double) -> Double

    /// The greatest losses of the whole portfolio: at least those beyond a value-at-risk, and so many that lie below it as would
    /// be beyond it if they were `stretch` times as great. Nil where one is no number.
    ///
    /// - Parameter level: the value-at-risk, at the confidence.
    func greatestLosses(_ confidence: ConfidenceLevel, level: Double, stretch: Double) -> TailLosses?

    /// The errors of the changes of a book's figures to another model of losses on the same paths, one a measure, nil for a
    /// measure that has none; nil where the two share no paths.
    func changeErrors(
        to after: any LossModel, node: (before: Int, after: Int), measures: [any RiskMeasure]
    ) -> [Double?]?

    /// Figures of the tail taken apart.
    ///
    /// - Throws: where a loss has no principal axes.
    func parts(
        of run: BoundRun, measures: [any RiskMeasure], wanted: WantedParts, workers: Int
    ) throws(LossModelError) -> LossParts

    /// The paths with the largest losses of the whole portfolio, the largest first; none where there are no paths.
    func worstPaths(_ count: Int) -> [(path: Int, loss: Double)]
}

extension LossModel {
    /// The losses of every book that figures are read off; 0 where they are laws.
    public var pathCount: Int { profitAndLoss?.pathCount ?? 0 }
}

/// Why losses have no distribution, or figures no parts: levels and volatilities so large that values overflow.
public enum LossModelError: Error, Hashable, Sendable {
    case notFinite
}

extension BoundRun {
    /// How its losses are distributed, by its states.
    public func lossModel(by work: SimulationWork) throws(LossModelError) -> any LossModel {
        try states.lossModel(of: self, work: work)
    }

    public func lossModel(workers: Int) throws(LossModelError) -> any LossModel {
        try lossModel(by: SimulationWork(workers: workers))
    }
}
