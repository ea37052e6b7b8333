import Backtesting
import Measures

extension ForecastTail {
    /// - Parameter tailProbability: where one cell ends, so that the mean of the tail is that of its expected shortfall.
    init(_ losses: TailLosses, tailProbability: Double) {
        switch losses {
        case .losses(let largest, let weights):
            self.init(largest: largest, tailProbability: tailProbability) { weights[$0] }
        case .cells(let probabilities, let losses): self.init(probabilities: probabilities, losses: losses)
        }
    }
}
