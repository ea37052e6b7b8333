/// The greatest losses of a distribution with their probabilities, as it knows them.
public enum TailLosses: Sendable {
    /// Losses of a sample in descending order, each with its probability.
    case losses([Double], weights: [Double])
    /// Cells of a law: how probable a loss in the cells so far is, ascending, and the mean loss of each cell, descending.
    case cells(probabilities: [Double], losses: [Double])
}
