import LinearAlgebra
import Measures

extension QuadraticLossLaw {
    /// Means and products of the axes where the loss is at a quantile, or beyond it: conditional expectations under the exact
    /// law, from the same inversion.
    func axisMoments(for figure: TailFigure) -> AxisMoments {
        var all = AxisMoments(expected: axisCount)
        guard standardDeviation > 0 else { return all }
        let y = standardisedQuantile(upper: 1 - figure.probability)
        let own: (weight: Double, moments: AxisMoments)
        if let singleAxis {
            own = singleAxis.moments(for: figure, at: y)
        } else {
            own = series.moments(axes, for: figure, at: y)
        }
        // Axes that the loss does not depend on stay as they are; all do where a bounded loss has nothing left beyond its
        // quantile that could be told from nothing.
        if own.weight > 0 {
            for (a, place) in axes.map(\.place).enumerated() {
                all.means[place] = own.moments.means[a] / own.weight
                for (b, other) in axes.map(\.place).enumerated() {
                    all.products[place, other] = own.moments.products[a, b] / own.weight
                }
            }
        }
        settle(&all, to: (value(of: figure) - mean) / standardDeviation)
        return all
    }

    /// What inversion leaves over next to the end of a bounded loss goes to the parts by their covariance with the whole, so
    /// that contributions add up to the figure everywhere.
    ///
    /// - Parameter figure: standardised.
    private func settle(_ moments: inout AxisMoments, to figure: Double) {
        var rest = figure
        for axis in axes {
            rest -= axis.linear * moments.means[axis.place]
            rest -= axis.curvature * (moments.products[axis.place, axis.place] - 1) / 2
        }
        for axis in axes {
            moments.means[axis.place] += rest * axis.linear
            moments.products[axis.place, axis.place] += rest * axis.curvature
        }
    }
}

extension SingleAxisTail {
    /// The probability, or the density, of the figure's condition, and the moments of z times it.
    fileprivate func moments(for figure: TailFigure, at y: Double) -> (weight: Double, moments: AxisMoments) {
        let (weight, mean, square) =
            switch figure {
            case .quantile: local(at: y)
            case .tailMean: beyond(y)
            }
        return (weight, AxisMoments(means: [mean], products: Matrix(diagonal: [square])))
    }
}
