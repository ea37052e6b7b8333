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
        if let method = run.parametricMethod {
            // A law that cannot be had is one of figures that are no numbers.
            let law = (try? run.parametricLaws(method, workers: 1))?.laws.first
            valueAtRisk = law?.quantile(confidence.value) ?? .nan
            expectedShortfall = law?.tailMean(beyond: shortfallConfidence.value) ?? .nan
            shortfallValueAtRisk = law?.quantile(shortfallConfidence.value) ?? .nan
            standardDeviation = law?.standardDeviation ?? .nan
            transform = law?.upper(-outcome) ?? .nan
            tail = law.flatMap { ForecastTail($0, confidence: shortfallConfidence) }
            return
        }
        let profitAndLoss = run.profitAndLoss(workers: 1)
        let design = run.sampleDesign
        let figures: [any RiskMeasure] = [
            ValueAtRisk(confidence: confidence), ExpectedShortfall(confidence: shortfallConfidence),
            ValueAtRisk(confidence: shortfallConfidence),
        ]
        let reading = SampleReading(figures, count: profitAndLoss.pathCount)
        let losses = profitAndLoss.withNode(0) { LossDistribution(profitAndLoss: $0, for: reading, design: design) }
        valueAtRisk = figures[0].estimate(losses).value
        expectedShortfall = figures[1].estimate(losses).value
        let level = figures[2].estimate(losses).value
        shortfallValueAtRisk = level
        standardDeviation = losses.standardDeviation
        transform = profitAndLoss.withNode(0) { Self.rank(of: outcome, in: $0, design) }
        tail =
            losses.mean.isFinite && level.isFinite
            ? profitAndLoss.withNode(0) {
                ForecastTail(profitAndLoss: $0, design, from: level, confidence: shortfallConfidence)
            } : nil
    }

    var isFinite: Bool {
        [profitAndLoss, valueAtRisk, expectedShortfall, shortfallValueAtRisk, standardDeviation, transform].allSatisfy(
            \.isFinite)
    }

    /// The middle of the outcome's rank among n forecasts and itself, as a share of n + 1; ties share their ranks.
    ///
    /// If the outcome is one more of the same law, each rank is as likely: F. X. Diebold, T. A. Gunther, A. S. Tay,
    /// “Evaluating density forecasts with applications to financial risk management”, International Economic Review 39(4),
    /// 1998; with weights, n is the number of equal ones that tell as much.
    package static func rank(
        of outcome: Double, in forecasts: UnsafeBufferPointer<Double>, _ design: SampleDesign
    ) -> Double {
        var (below, equal) = (0.0, 0.0)
        if design.weights.isEmpty {
            let share = 1 / Double(forecasts.count)
            below = Double(forecasts.reduce(0) { $1 < outcome ? $0 + 1 : $0 }) * share
            equal = Double(forecasts.reduce(0) { $1 == outcome ? $0 + 1 : $0 }) * share
        } else {
            for (forecast, weight) in zip(forecasts, design.weights) {
                if forecast < outcome { below += weight } else if forecast == outcome { equal += weight }
            }
        }
        let count = design.weights.isEmpty ? Double(forecasts.count) : design.effectiveCount(of: forecasts.count)
        let share = min(below + equal / 2, 1)
        return (share * count + 0.5) / (count + 1)
    }
}
