/// The greatest losses of one forecast with their probabilities, condensed: what a test draws outcomes from.
///
/// A cell stands for losses of neighbouring ranks: its loss is their mean, so that means over whole cells are exact. The
/// greatest losses have cells of their own; further down a cell holds a twentieth of the losses above it. One cell ends at
/// the tail probability exactly.
public struct ForecastTail: Hashable, Sendable {
    /// Of a loss in the cells so far, ascending.
    public let probabilities: [Double]
    /// The mean loss of each cell, descending.
    public let losses: [Double]

    /// - Parameters:
    ///   - probabilities: at the lower ends of the cells, strictly ascending, greater than zero and at most one.
    ///   - losses: the mean of each cell, descending but for rounding.
    public init(probabilities: [Double], losses: [Double]) {
        precondition(probabilities.count == losses.count && !losses.isEmpty, "a loss for each cell")
        precondition(zip([0] + probabilities, probabilities).allSatisfy { $0 < $1 }, "probabilities ascend")
        self.probabilities = probabilities
        self.losses = losses
    }

    /// - Parameters:
    ///   - largest: the greatest losses in descending order, at least so many that they weigh the tail probability.
    ///   - weight: the probability of the loss at each place.
    ///   - tailProbability: where one cell ends, so that the mean of the tail is that of its expected shortfall.
    public init(largest: [Double], tailProbability: Double, weight: (Int) -> Double) {
        var probabilities: [Double] = []
        var losses: [Double] = []
        var (reached, mass, sum, number) = (0.0, 0.0, 0.0, 0)
        func close(at end: Double) {
            if end > (probabilities.last ?? 0), mass > 0 {
                probabilities.append(end)
                losses.append(sum / mass)
            }
            (reached, mass, sum, number) = (end, 0, 0, 0)
        }
        for (place, loss) in largest.enumerated() {
            var rest = weight(place)
            let lacking = tailProbability - reached - mass
            // Weights that are a rounding short of the tail, or beyond it, end with it.
            if reached < tailProbability, rest >= lacking * (1 - 1e-9) {
                let part = max(min(lacking, rest), 0)
                mass += part
                sum += part * loss
                close(at: tailProbability)
                rest -= part
                if rest < 1e-9 * tailProbability { continue }
            }
            mass += rest
            sum += rest * loss
            number += 1
            if number >= max(1, place / 20) { close(at: min(reached + mass, 1)) }
        }
        close(at: min(reached + mass, 1))
        precondition(probabilities.contains(tailProbability), "losses that make up the tail")
        self.init(probabilities: probabilities, losses: losses)
    }

    /// The loss at an upper probability; nil beyond the last cell.
    func loss(upper probability: Double) -> Double? {
        let cell = probabilities.lowerBound { $0 >= probability }
        return cell < losses.count ? losses[cell] : nil
    }

    /// The probability of a loss of more than one of `stretch` times the forecast's size, as far as cells tell.
    func probability(ofMoreThan loss: Double, stretch: Double) -> Double {
        let cell = losses.lowerBound { $0 * stretch <= loss }
        return cell == 0 ? 0 : probabilities[cell - 1]
    }

    /// The forecast probability of a loss of more than `loss`, between the middles of cells along a line.
    func upper(_ loss: Double) -> Double {
        func middle(_ cell: Int) -> Double {
            ((cell == 0 ? 0 : probabilities[cell - 1]) + probabilities[cell]) / 2
        }
        let cell = losses.lowerBound { $0 <= loss }
        guard cell < losses.count else { return probabilities[losses.count - 1] }
        guard cell > 0 else { return loss > losses[0] ? middle(0) / 2 : middle(0) }
        let share = (losses[cell - 1] - loss) / (losses[cell - 1] - losses[cell])
        return middle(cell - 1) + share * (middle(cell) - middle(cell - 1))
    }
}

extension Array where Element == Double {
    /// The first place that satisfies a condition, which holds from some place on.
    func lowerBound(where isSecond: (Double) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isSecond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
