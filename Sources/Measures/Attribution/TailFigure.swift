/// What a figure of the tail is of the distribution of losses, for those who know that in closed form.
public enum TailFigure: Hashable, Sendable {
    /// The loss that is not exceeded with a probability.
    case quantile(Double)
    /// The mean of the losses beyond that quantile.
    case tailMean(Double)

    public var probability: Double {
        switch self {
        case .quantile(let probability), .tailMean(let probability): probability
        }
    }
}
