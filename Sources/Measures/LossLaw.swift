/// A distribution of losses that is known as a law rather than as a sample, so its figures have no sampling error.
public protocol LossLaw: Sendable {
    /// How the law came about, in a phrase: `delta-normal, closed form`.
    var title: String { get }

    var mean: Double { get }
    var standardDeviation: Double { get }

    /// The loss that is not exceeded with a probability in (0, 1).
    func quantile(_ probability: Double) -> Double

    /// The mean of the losses beyond the quantile of a probability in (0, 1).
    func tailMean(beyond probability: Double) -> Double

    /// The probability of a greater loss.
    func upper(_ loss: Double) -> Double
}
