import Kernels
import Market

/// Daily changes whose variance follows a recursion, on a block of paths: what GARCH and EWMA share.
///
/// Rows of state: the change since today, the variance h of the current day, and that day's change so far. A step
/// shorter than a day takes its share of h, and h moves on at the day's end. A step across a day's end has, for what lies
/// beyond, the variance that is expected of the next day, so that expected variances are the recursion's own however
/// days are cut.
struct VarianceSimulation: Sendable {
    static let stateCount = 3

    let level: Double
    /// Per year: of the logarithm of the mean, or of the mean.
    let drift: Double
    let convention: ChangeConvention
    let recursion: VarianceRecursion
    /// h of the first day.
    let nextVariance: Double
    let table: InnovationTable?

    init(
        level: Double, drift: Double, convention: ChangeConvention, recursion: VarianceRecursion, nextVariance: Double,
        innovations: Innovations
    ) {
        self.level = level
        self.drift = drift
        self.convention = convention
        self.recursion = recursion
        self.nextVariance = nextVariance
        if case .studentT(let ν) = innovations {
            table = InnovationTable(degreesOfFreedom: ν)
        } else {
            table = nil
        }
    }

    func begin(_ state: MutableRows) {
        state[0].update(repeating: 0)
        state[1].update(repeating: nextVariance)
        state[2].update(repeating: 0)
    }

    func advance(_ state: MutableRows, over step: TimeStep, _ z: UnsafeBufferPointer<Double>) {
        if let table {
            table.withMap { map in run(state, over: step) { map(z[$0]) } }
        } else {
            run(state, over: step) { z[$0] }
        }
    }

    func observe(_ state: MutableRows, into level: UnsafeMutableBufferPointer<Double>) {
        let change = UnsafeBufferPointer(state[0])
        switch convention {
        case .logarithmic: Elementwise.scaledExponential(scale: self.level, shift: 0, change, into: level)
        case .absolute: Elementwise.affine(self.level, 1, change, into: level)
        }
    }

    /// - Parameter innovation: of a path, with mean 0 and variance 1.
    @inline(__always)
    private func run(_ state: MutableRows, over step: TimeStep, _ innovation: (Int) -> Double) {
        let shares = DayShares(step)
        let growth = drift * step.length
        // E[exp(e)] is exp(V/2) for a normal change e of variance V.
        let convexity = convention == .logarithmic ? 0.5 : 0
        let recursion = recursion
        let (change, variance, today) = (state[0], state[1], state[2])
        if shares.isWholeDay {
            for path in change.indices {
                let h = variance[path]
                let e = h.squareRoot() * innovation(path)
                change[path] += growth - convexity * h + e
                variance[path] = recursion.next(after: e, variance: h)
            }
        } else if shares.second == 0 {
            for path in change.indices {
                let h = variance[path]
                let part = shares.first * h
                let e = part.squareRoot() * innovation(path)
                change[path] += growth - convexity * part + e
                let sum = today[path] + e
                variance[path] = shares.closesDay ? recursion.next(after: sum, variance: h) : h
                today[path] = shares.closesDay ? 0 : sum
            }
        } else {
            for path in change.indices {
                let h = variance[path]
                let before = today[path]
                let part = shares.first * h
                let expected =
                    recursion.next(after: before, variance: h) + (recursion.alpha + recursion.leverage / 2) * part
                let rest = shares.second * expected
                let whole = part + rest
                let e = whole.squareRoot() * innovation(path)
                change[path] += growth - convexity * whole + e
                let sum = before + e * (part / whole).squareRoot()
                variance[path] = recursion.next(after: sum, variance: h)
                today[path] = e * (rest / whole).squareRoot()
            }
        }
    }
}
