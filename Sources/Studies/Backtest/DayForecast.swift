import Backtesting
import LinearAlgebra
import Market
import Measures
import Simulation

/// What a run says of the loss ahead, and where in its forecast the outcome came to lie.
package struct DayForecast: Sendable {
    let profitAndLoss: Double
    let valueAtRisk: Double
    let expectedShortfall: Double
    /// At the confidence of the expected shortfall.
    let shortfallValueAtRisk: Double
    let standardDeviation: Double
    /// The forecast probability of a profit and loss of at most the one that came, between 0 and 1.
    let transform: Double
    /// The losses from which the shortfall is made, and those a fifth less deep.
    let tail: ForecastTail?

    /// - Parameters:
    ///   - run: with all positions in one book.
    ///   - levels: of the run's factors at the horizon, as they came; what the positions are worth then is the outcome.
    ///   - actual: the outcome where it is known otherwise.
    ///   - confidence: of the value-at-risk.
    init(
        _ run: BoundRun, levels: [Double], actual: Double?, confidence: ConfidenceLevel,
        shortfallConfidence: ConfidenceLevel
    ) {
        let outcome =
            actual
            ?? run.profitAndLoss(
                levels: Matrix(rowCount: 1, columnCount: levels.count, elements: levels), at: .horizon
            ).withNode(0) { $0[0] }
        profitAndLoss = outcome
        let figures: [any RiskMeasure] = [
            ValueAtRisk(confidence: confidence), ExpectedShortfall(confidence: shortfallConfidence),
            ValueAtRisk(confidence: shortfallConfidence), StandardDeviation(), MeanLoss(),
        ]
        // Losses without a distribution are figures that are no numbers.
        let losses = try? run.lossModel(workers: 1)
        let values = losses?.figures(figures).map(\.value) ?? figures.map { _ in .nan }
        (valueAtRisk, expectedShortfall, shortfallValueAtRisk) = (values[0], values[1], values[2])
        standardDeviation = values[3]
        transform = losses?.place(of: outcome) ?? .nan
        tail =
            values[4].isFinite
            ? losses?.greatestLosses(shortfallConfidence, level: values[2], stretch: StatedPower.stretch).map {
                ForecastTail($0, tailProbability: shortfallConfidence.tailProbability)
            } : nil
    }

    var isFinite: Bool {
        [profitAndLoss, valueAtRisk, expectedShortfall, shortfallValueAtRisk, standardDeviation, transform].allSatisfy(
            \.isFinite)
    }
}
