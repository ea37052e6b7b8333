/// Weights of a local linear fit of anything to the loss, at one loss: Σ w·y is the fitted value there, Σ v·y the slope.
///
/// The fit reproduces linear functions exactly: Σ w = 1 and Σ w·L = the loss, whatever the kernel. So what is split by
/// them adds up, and where the expectation of a part given the loss is linear, as for every elliptical law, it has no bias.
/// Source: J. Fan, “Design-adaptive nonparametric regression”, JASA 87, 1992.
struct LinearWeights {
    let values: [Double]
    let slopes: [Double]
    /// Σ k·d / Σ k and Σ k·d² / Σ k.
    let firstMoment: Double
    let secondMoment: Double

    /// - Parameters:
    ///   - kernel: not negative, not all zero.
    ///   - distances: of each loss from that of the fit, one of them 0 where all that count are equal.
    init(kernel: [Double], distances: [Double]) {
        var sums = (0.0, 0.0, 0.0)
        for (weight, distance) in zip(kernel, distances) {
            sums.0 += weight
            sums.1 += weight * distance
            sums.2 += weight * distance * distance
        }
        firstMoment = sums.1 / sums.0
        secondMoment = sums.2 / sums.0
        let determinant = sums.0 * sums.2 - sums.1 * sums.1
        guard determinant > 1e-10 * sums.0 * sums.2 else {
            // One loss only: its mean, if it is the one that is looked for, and no slope.
            let own = zip(kernel, distances).map { $0.1 == 0 ? $0.0 : 0 }
            let ownSum = own.reduce(0, +)
            values = ownSum > 0 ? own.map { $0 / ownSum } : kernel.map { $0 / sums.0 }
            slopes = kernel.map { _ in 0 }
            return
        }
        values = zip(kernel, distances).map { $0.0 * (sums.2 - sums.1 * $0.1) / determinant }
        slopes = zip(kernel, distances).map { $0.0 * (sums.0 * $0.1 - sums.1) / determinant }
    }
}
