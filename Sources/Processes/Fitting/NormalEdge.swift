import Optimization
import Settings
import Statistics

/// The normal law of a history, to which jumps lead as they become rare, small or many, and random clocks as they become even.
struct NormalEdge {
    let law: NormalMixture
    let fit: ParameterFit

    /// - Parameters:
    ///   - given: what the scenario states.
    ///   - shape: the settings beside the volatility, with what they are at the edge where the scenario does not state them.
    ///   - words: what it means that the edge is the answer.
    init(
        _ changes: Descriptive, _ cells: GroupedSample, _ given: Specification, shape: [(name: String, value: Double)],
        _ words: String
    ) {
        let step = FactorSample.step
        let count = Double(changes.count)
        // Sheppard's correction for the cells is far below the errors.
        let variance = changes.variance * (count - 1) / count
        let volatility = given.stated("volatility") ?? (variance / step).squareRoot()
        let growth = changes.mean / step
        var law = NormalMixture()
        law.add(weight: 1, mean: growth * step, deviation: volatility * step.squareRoot())
        self.law = law
        let isStated = given.has("volatility")
        let error = volatility / (2 * count).squareRoot()
        let parameters =
            [ProcessFit.Parameter("volatility", volatility, standardError: isStated ? nil : error)]
            + shape.map { .init($0.name, given.stated($0.name) ?? $0.value, standardError: nil) }
            + [
                .init(
                    "logGrowth", growth, standardError: volatility / (count * step).squareRoot(), isSetting: false)
            ]
        fit = ParameterFit(
            parameters, logLikelihood: law.logLikelihood(cells), freeCount: isStated ? 1 : 2,
            remarks: [FitRemark(.atBound, words)])
    }

    /// Whether a search found so little more that the edge is the answer: next to nothing, or less than three parameters are
    /// worth where it found no peak within its ranges.
    private func isAnswer(beside found: ParameterFit) -> Bool {
        let gain = found.logLikelihood - fit.logLikelihood
        let isUntold = !found.isComplete || found.remarks.contains { $0.rule == .flat || $0.rule == .atBound }
        return gain < (isUntold ? MaximumLikelihood.edgeGain : 0.01)
    }

    /// What was found, or the edge.
    ///
    /// A short search tells a plain; what is none, and not at its end, is searched for long.
    ///
    /// - Parameter search: with a limit of evaluations and the likelihood of the edge.
    func best(_ search: (Int, Double) throws(FitError) -> ParameterFit) throws(FitError) -> ParameterFit? {
        let short = Result { () throws(FitError) in try search(3_000, fit.logLikelihood) }
        if case .success(let found) = short {
            if isAnswer(beside: found) { return nil }
            if found.isComplete { return found }
        }
        let long = try search(20_000, fit.logLikelihood)
        return isAnswer(beside: long) ? nil : long
    }
}
