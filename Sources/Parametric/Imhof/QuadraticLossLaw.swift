import Measures

/// The exact distribution of a quadratic loss, by numerical inversion of its characteristic function.
///
/// Probabilities are right to about 1e-10, or 1e-7 where only two or three axes are curved and all others flat; quantiles
/// are found to 1e-10 standard deviations of that, and the tail mean is E[L | L > q] = q + E(L − q)⁺/(1 − p), with
/// E(L − q)⁺ = ½(E L − q) + ½ E|L − q| from the same inversion. A single axis, whose density may be infinite at an end, has
/// a closed form; where one outweighs all others by far, quantiles next to that end are right to 1e-4 standard deviations.
/// Sources: as for `CharacteristicSeries`.
public struct QuadraticLossLaw: LossLaw {
    public let title: String
    public let mean: Double
    public let standardDeviation: Double
    /// Of a loss with several axes, or none.
    let series: CharacteristicSeries
    /// The closed form of a loss with one axis only.
    let singleAxis: SingleAxisTail?
    /// Those that the loss depends on, standardised, of so many.
    let axes: [StandardAxis]
    let axisCount: Int

    public init(
        _ loss: QuadraticLoss,
        title: String = "exact distribution of the quadratic loss, by inversion of its characteristic function"
    ) {
        self.title = title
        let cumulants = loss.cumulants(2)
        mean = cumulants[0]
        let deviation = cumulants[1].squareRoot()
        standardDeviation = deviation
        let scale = deviation > 0 ? 1 / deviation : 0
        // Axes that add nothing in double precision cost time and no more.
        let axes = loss.linear.indices.map { place in
            StandardAxis(
                place: place, linear: loss.linear[place] * scale, curvature: loss.curvatures[place] * scale)
        }.filter { abs($0.linear) > 1e-12 || abs($0.curvature) > 1e-12 }
        singleAxis =
            axes.count == 1 ? SingleAxisTail(linear: axes[0].linear, curvature: axes[0].curvature) : nil
        // What has a closed form needs no series.
        let inverted = singleAxis == nil ? axes : []
        series = CharacteristicSeries(linear: inverted.map(\.linear), curvatures: inverted.map(\.curvature))
        self.axes = axes
        axisCount = loss.linear.count
    }

    public func upper(_ loss: Double) -> Double {
        guard standardDeviation > 0 else { return mean > loss ? 1 : 0 }
        return standardisedUpper((loss - mean) / standardDeviation)
    }

    private func standardisedUpper(_ y: Double) -> Double {
        if let singleAxis { return singleAxis.probability(beyond: y) }
        // Further out, less is left than the inversion can tell from nothing.
        guard abs(y) < CharacteristicSeries.period / 2 else { return y > 0 ? 0 : 1 }
        let probability = 0.5 + 2 / Double.pi * series.sum(at: y, power: 1).imaginary
        return min(max(probability, 0), 1)
    }

    public func quantile(_ probability: Double) -> Double {
        guard standardDeviation > 0 else { return mean }
        return mean + standardDeviation * standardisedQuantile(upper: 1 - probability)
    }

    /// The root of a falling function: the false position of Illinois, with a bisection where it stalls.
    /// Source: M. Dowell, P. Jarratt, “A modified regula falsi method”, BIT 11, 1971.
    func standardisedQuantile(upper wanted: Double) -> Double {
        // Chebyshev's inequality bounds the quantile.
        var low = -min((1 / (1 - wanted)).squareRoot() + 1e-6, CharacteristicSeries.period / 2)
        var high = min((1 / wanted).squareRoot() + 1e-6, CharacteristicSeries.period / 2)
        var (atLow, atHigh) = (standardisedUpper(low) - wanted, standardisedUpper(high) - wanted)
        var side = 0
        for round in 0..<200 where high - low > 1e-11 {
            var middle = (low * atHigh - high * atLow) / (atHigh - atLow)
            if round % 4 == 3 || !(middle > low && middle < high) { middle = (low + high) / 2 }
            let value = standardisedUpper(middle) - wanted
            if value == 0 { return middle }
            if value > 0 {
                (low, atLow) = (middle, value)
                if side == 1 { atHigh /= 2 }
                side = 1
            } else {
                (high, atHigh) = (middle, value)
                if side == -1 { atLow /= 2 }
                side = -1
            }
        }
        return (low + high) / 2
    }

    public func tailMean(beyond probability: Double) -> Double {
        guard standardDeviation > 0 else { return mean }
        let y = standardisedQuantile(upper: 1 - probability)
        if let singleAxis {
            return mean + standardDeviation * (y + singleAxis.excess(over: y) / (1 - probability))
        }
        let period = CharacteristicSeries.period
        let pi = Double.pi
        let distance = period / 2 - 4 * period / (pi * pi) * series.sum(at: y, power: 2).real
        let excess = max(0, (distance - y) / 2)
        return mean + standardDeviation * (y + excess / (1 - probability))
    }
}
