#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Elementwise {
    /// The plain twin of `advanceHeston`: the scheme as its paper writes it, one path at a time.
    public static func advanceHestonReference(
        _ step: HestonStep, assetShock: Row, ownShock: Row, variance: MutableRow, logLevel: MutableRow
    ) {
        for path in variance.indices {
            let z = step.correlation * assetShock[path] + step.complement * ownShock[path]
            let rest = step.complement * assetShock[path] - step.correlation * ownShock[path]
            let v = variance[path]
            let next = nextVariance(step, from: v, normal: z)
            let moment = logMoment(step, from: v)
            let known = moment.map { -$0 - 0.5 * step.noise * v } ?? step.plain + step.start * v
            logLevel[path] += step.growth + known + step.end * next + (step.noise * (v + next)).squareRoot() * rest
            variance[path] = next
        }
    }

    private static func moments(_ step: HestonStep, from v: Double) -> (mean: Double, ratio: Double) {
        let m = max(step.decay * v + step.pull, 1e-100)
        return (m, max((step.spreadSlope * v + step.spread) / m / m, 1e-16))
    }

    private static func nextVariance(_ step: HestonStep, from v: Double, normal z: Double) -> Double {
        let (m, ψ) = moments(step, from: v)
        if ψ <= 1.5 {
            let b2 = 2 / ψ - 1 + (2 / ψ * (2 / ψ - 1)).squareRoot()
            let root = b2.squareRoot() + z
            return m / (1 + b2) * root * root
        }
        let tail = max(0.5 * erfc(z / 2.0.squareRoot()), 1e-300)
        let alive = 2 / (ψ + 1)
        return tail < alive ? log(alive / tail) * m / alive : 0
    }

    /// log E exp(A·V′), or nil at or near its pole.
    private static func logMoment(_ step: HestonStep, from v: Double) -> Double? {
        let (m, ψ) = moments(step, from: v)
        if ψ <= 1.5 {
            let b2 = 2 / ψ - 1 + (2 / ψ * (2 / ψ - 1)).squareRoot()
            let a = m / (1 + b2)
            let gap = 1 - 2 * step.tilt * a
            return gap > 0.05 ? step.tilt * b2 * a / gap - 0.5 * log(gap) : nil
        }
        let alive = 2 / (ψ + 1)
        let gap = 1 - step.tilt * m / alive
        return gap > 0.05 ? log(1 - alive + alive / gap) : nil
    }
}
