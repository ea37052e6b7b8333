import Backtesting
import Glibc
import Market
import Measures

extension ForecastTail {
    /// How much smaller than the value-at-risk the least losses are that matter: those that would be exceptions if they
    /// were as much larger as a test's power is stated for.
    private static let reach = 1 / StatedPower.stretch

    /// Of a sample of gains.
    ///
    /// - Parameter level: the sample's value-at-risk at the confidence.
    init(
        profitAndLoss: UnsafeBufferPointer<Double>, _ design: SampleDesign, from level: Double,
        confidence: ConfidenceLevel
    ) {
        let least = min(level, level * Self.reach)
        let tail = confidence.tailProbability
        if design.weights.isEmpty {
            let losses = profitAndLoss.lazy.filter { -$0 >= least }.map { -$0 }.sorted(by: >)
            let weight = 1 / Double(profitAndLoss.count)
            self.init(largest: losses, tailProbability: tail) { _ in weight }
        } else {
            let places = profitAndLoss.indices.filter { -profitAndLoss[$0] >= least }
                .sorted { (profitAndLoss[$0], $0) < (profitAndLoss[$1], $1) }
            let whole = design.weights.reduce(0, +)
            self.init(largest: places.map { -profitAndLoss[$0] }, tailProbability: tail) {
                design.weights[places[$0]] / whole
            }
        }
    }

    /// Of a law: cells that halve the probability two by two, down to a millionth of the tail, and some for what is less
    /// deep than the value-at-risk. Nil where a figure is no number.
    init?(_ law: any LossLaw, confidence: ConfidenceLevel) {
        let tail = confidence.tailProbability
        let level = law.quantile(confidence.value)
        let widest = level > 0 ? law.upper(level * Self.reach) : tail
        let inner = (0...40).reversed().map { tail * pow(2, -Double($0) / 2) }
        let outer = widest > tail ? (1...8).map { tail + (widest - tail) * Double($0) / 8 } : []
        var (losses, reached, sum) = ([Double](), 0.0, 0.0)
        for end in inner + outer {
            let total = end * law.tailMean(beyond: 1 - end)
            // Losses fall from cell to cell, but for the digits that differences of tail means lose.
            losses.append(min((total - sum) / (end - reached), losses.last ?? .infinity))
            (reached, sum) = (end, total)
        }
        guard losses.allSatisfy(\.isFinite) else { return nil }
        self.init(probabilities: inner + outer, losses: losses)
    }
}
