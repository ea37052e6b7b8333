import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// A history of daily changes seen through a regime model: how likely each day was a stressed one.
///
/// Before the first day the state has its long-run law.
/// Sources: Hamilton 1989 (filter); C.-J. Kim, “Dynamic linear models with Markov-switching”, J. Econometrics 60, 1994
/// (smoother).
public struct RegimeFilter: Sendable {
    public let model: RegimeModel
    /// The probability that a day is stressed, given the days before it.
    public let predicted: [Double]
    /// The probability that a day is stressed, given the days up to it.
    public let filtered: [Double]
    public let logLikelihood: Double

    public init(_ changes: [Double], model: RegimeModel) {
        var predicted: [Double] = []
        var filtered: [Double] = []
        predicted.reserveCapacity(changes.count)
        filtered.reserveCapacity(changes.count)
        logLikelihood = Self.walk(changes, model) { before, after in
            predicted.append(before)
            filtered.append(after)
        }
        self.model = model
        self.predicted = predicted
        self.filtered = filtered
    }

    /// The log-likelihood alone.
    public static func logLikelihood(_ changes: [Double], model: RegimeModel) -> Double {
        walk(changes, model) { _, _ in }
    }

    /// The probability that a day is stressed, given the whole history; and how often each state is followed by stress.
    ///
    /// - Returns: with n days, the expected number of moves from calm and from stressed days to stressed ones, among the
    ///   n − 1 moves.
    public func smoothed() -> (stressed: [Double], toStressed: SIMD2<Double>) {
        var stressed = filtered
        var moves = SIMD2<Double>(0, 0)
        for day in filtered.indices.dropLast().reversed() {
            // How much more likely each state of the next day has become by what came later.
            let lift = SIMD2(
                ratio(1 - stressed[day + 1], 1 - predicted[day + 1]), ratio(stressed[day + 1], predicted[day + 1]))
            let calmToStressed = (1 - filtered[day]) * (1 - model.stays[0]) * lift[1]
            let stressedToStressed = filtered[day] * model.stays[1] * lift[1]
            let stressedToCalm = filtered[day] * (1 - model.stays[1]) * lift[0]
            stressed[day] = stressedToStressed + stressedToCalm
            moves += SIMD2(calmToStressed, stressedToStressed)
        }
        return (stressed, moves)
    }

    private func ratio(_ a: Double, _ b: Double) -> Double { b > 0 ? a / b : 0 }

    /// The probability of at most each change, given the days before it.
    public func uniforms(_ changes: [Double]) -> [Double] {
        zip(changes, predicted).map { change, stressed in
            let z = (SIMD2(repeating: change) - model.means) / model.deviations
            let normal = NormalDistribution.standard
            return (1 - stressed) * normal.cumulative(z[0]) + stressed * normal.cumulative(z[1])
        }
    }

    /// Visits the probability of stress before and after each day's change is known.
    ///
    /// - Returns: the log-likelihood.
    @inline(__always)
    private static func walk(
        _ changes: [Double], _ model: RegimeModel, _ visit: (_ before: Double, _ after: Double) -> Void
    ) -> Double {
        let logDeviations = SIMD2(log(model.deviations[0]), log(model.deviations[1]))
        let reciprocals = 1 / model.deviations
        var sum = -0.5 * log(2 * Double.pi) * Double(changes.count)
        var before = model.stationaryStressed
        for change in changes {
            let z = (SIMD2(repeating: change) - model.means) * reciprocals
            let exponents = -0.5 * z * z - logDeviations
            // Relative to the likelier state, so that no day underflows in both.
            let gap = exponents[1] - exponents[0]
            let (top, calm, stressed) =
                gap > 0
                ? (exponents[1], (1 - before) * exp(-gap), before) : (exponents[0], 1 - before, before * exp(gap))
            let total = calm + stressed
            sum += top + log(total)
            let after = total > 0 ? stressed / total : before
            visit(before, after)
            before = model.stressed(after: after)
        }
        return sum
    }
}
