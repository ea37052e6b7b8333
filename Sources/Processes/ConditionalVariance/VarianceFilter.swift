/// A history of daily changes seen through a variance recursion: the variance of each day before it came, and the change
/// in units of it.
public struct VarianceFilter: Sendable {
    /// What stands for the squared change and the variance of the day before the first.
    public enum Presample: Hashable, Sendable {
        /// The mean squared distance to the mean.
        ///
        /// G. Fiorentini, G. Calzolari, L. Panattoni, “Analytic derivatives and the computation of GARCH estimates”,
        /// J. Applied Econometrics 11, 1996.
        case meanSquare
        /// A number of the caller's.
        case variance(Double)
    }

    /// h of each day, in squared units of the change.
    public let variances: [Double]
    /// Each change less the mean, divided by √h: to be drawn from in a filtered historical simulation.
    public let residuals: [Double]
    /// h of the day after the last.
    public let nextVariance: Double

    /// - Parameters:
    ///   - changes: daily, the oldest first.
    ///   - mean: of a daily change.
    public init(
        _ changes: [Double], mean: Double = 0, recursion: VarianceRecursion, presample: Presample = .meanSquare
    ) {
        var variances: [Double] = []
        var residuals: [Double] = []
        variances.reserveCapacity(changes.count)
        residuals.reserveCapacity(changes.count)
        nextVariance = Self.walk(changes, mean: mean, recursion: recursion, presample: presample) { e, h in
            variances.append(h)
            residuals.append(e / h.squareRoot())
        }
        self.variances = variances
        self.residuals = residuals
    }

    /// Visits each day's distance to the mean and its variance, in order.
    ///
    /// - Returns: the variance of the day after the last.
    @inline(__always)
    static func walk(
        _ changes: [Double], mean: Double, recursion: VarianceRecursion, presample: Presample,
        _ visit: (_ e: Double, _ h: Double) -> Void
    ) -> Double {
        let before: Double
        switch presample {
        case .variance(let variance): before = variance
        case .meanSquare:
            var sum = 0.0
            for change in changes { sum += (change - mean) * (change - mean) }
            before = changes.isEmpty ? 0 : sum / Double(changes.count)
        }
        // The sign of the change before the first is unknown: half of the leverage.
        var h = recursion.omega + recursion.persistence * before
        for change in changes {
            let e = change - mean
            visit(e, h)
            h = recursion.next(after: e, variance: h)
        }
        return h
    }
}
