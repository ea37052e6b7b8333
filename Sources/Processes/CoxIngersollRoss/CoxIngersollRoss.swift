import Kernels
import Market
import Settings
import Statistics

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Cox, Ingersoll and Ross's square-root process: dX = κ·(θ − X)·dt + σ·√X·dW, never negative, by its exact law.
///
/// Over a step of length Δ, X ← c·χ'²_d(λ) with c = σ²·(1 − e^(−κΔ))/(4κ), d = 4κθ/σ² degrees of freedom and the
/// non-centrality λ = X·e^(−κΔ)/c. There is no rejection, so the budget of draws is fixed:
///
/// - d > 1: χ'²_d(λ) = (Z + √λ)² + χ²_{d−1}, with Z the correlated driver and χ² by inversion from one of its own;
/// - d ≤ 1: χ'²_d(λ) = (Z + √λ)²·β, where N given Y = (Z + √λ)² is a Bessel count of mean √(λ·Y), and β is a beta
///   variate of shapes d/2 + N and (1 − d)/2; both by inversion from drivers of its own. For (Z + √λ)² is χ² with 1 + 2N
///   degrees of freedom given N, a Poisson number of mean λ/2, and the beta variate takes 1 − d of them away.
///
/// So a level moves with Z as closely as it can. Where 2κθ < σ² it may touch 0; at κ·θ = 0 it stays there.
///
/// Sources: J. C. Cox, J. E. Ingersoll, S. A. Ross, “A theory of the term structure of interest rates”, Econometrica
/// 53, 1985; P. Glasserman, “Monte Carlo Methods in Financial Engineering”, Springer 2003, section 3.4; R. N. Makarov,
/// D. Glew, “Exact simulation of Bessel diffusions”, Monte Carlo Methods and Applications 16, 2010.
public struct CoxIngersollRoss: MeanReverting {
    public static let kind = "cox-ingersoll-ross"
    public static let summary = "levels above 0 that return to a long level, with noise like their square root"
    public static let settings = [
        Setting(
            "volatility", .number(.nonNegative), .optional,
            "the coefficient of √level, per √year: the absolute volatility is volatility·√level; from the history where"
                + " left out"),
        Setting(
            "meanReversion", .number(.nonNegative), .optional,
            "speed per year at which a distance from the long level decays; from the history where left out"),
        Setting(
            "longLevel", .number(.nonNegative), .optional,
            "the level it returns to; from the history where left out"),
    ]
    public static let change = ChangeConvention.absolute
    public static let calibratedSettings = ["volatility", "meanReversion", "longLevel"]

    public static let example = ProcessParameters(
        level: 0.03, volatility: 0.1, drift: 0,
        specification: Specification(
            kind: kind,
            settings: ["volatility": .number(0.1), "meanReversion": .number(0.5), "longLevel": .number(0.05)]))

    public static func problem(with parameters: ProcessParameters) -> ProcessProblem? {
        guard parameters.level < 0 else { return nil }
        return ProcessProblem(
            "\(kind) needs a level of at least 0, not \(parameters.level): its noise is like the square root",
            hint: "vasicek takes negative levels")
    }

    /// How the draw is made.
    private enum Law: Sendable {
        /// Without volatility.
        case certain
        /// d > 1; the table is that of d − 1.
        case square(ChiSquareTable)
        /// d ≤ 1
        case thinned
    }

    public let terms: ReversionTerms
    /// d
    public let degreesOfFreedom: Double
    private let law: Law

    public init(_ parameters: ProcessParameters) {
        let terms = ReversionTerms(parameters)
        let freedom = 4 * terms.meanReversion * terms.longLevel / (terms.volatility * terms.volatility)
        self.terms = terms
        degreesOfFreedom = freedom
        if !freedom.isFinite || terms.volatility == 0 {
            law = .certain
        } else if freedom > 1 {
            law = .square(ChiSquareTable(degreesOfFreedom: freedom - 1))
        } else {
            law = .thinned
        }
    }

    public var volatilityToday: Double { volatility * level.squareRoot() }

    public func expectedLevel(at time: Double) -> Double? {
        level * reversion.decay(over: time) + longLevel * meanReversion * reversion.weight(over: time)
    }

    public var beyondNormal: String? {
        "a volatility that moves with the level, and a reversion that narrows the spread"
    }
    public var stateCount: Int { 1 }

    public var furtherDrivers: [FurtherDriver] {
        switch law {
        case .certain: []
        case .square: [.own]
        case .thinned: [.own, .own]
        }
    }

    public func begin(_ state: MutableRows) { state.fill(level) }

    public func advance(_ state: MutableRows, over step: TimeStep, drivers: Drivers) {
        let levels = state[0]
        let decay = reversion.decay(over: step.length)
        let scale = volatility * volatility * reversion.weight(over: step.length) / 4
        let z = drivers.correlated
        switch law {
        case _ where step.length == 0: return
        case .certain:
            let shift = longLevel * meanReversion * reversion.weight(over: step.length)
            Elementwise.affine(shift, decay, Elementwise.Row(levels), into: levels)
        case .square(let table):
            let own = drivers.further(0)
            table.values.withUnsafeBufferPointer { values in
                table.slopes.withUnsafeBufferPointer { slopes in
                    for path in levels.indices {
                        let root = z[path] + (levels[path] * decay / scale).squareRoot()
                        let rest = ChiSquareTable.quantile(values, slopes, own[path])
                        levels[path] = scale * (root * root + rest)
                    }
                }
            }
        case .thinned:
            let (ofCount, ofShare) = (drivers.further(0), drivers.further(1))
            for path in levels.indices {
                let nonCentrality = levels[path] * decay / scale
                let root = z[path] + nonCentrality.squareRoot()
                let share = share(
                    mean: nonCentrality.squareRoot() * abs(root), count: ofCount[path], share: ofShare[path])
                levels[path] = scale * root * root * share
            }
        }
    }

    /// The beta variate by which (Z + √λ)² has d degrees of freedom instead of 1.
    ///
    /// - Parameters:
    ///   - mean: √(λ·Y)
    ///   - count: the normal score of N.
    ///   - share: the normal score of the variate.
    private func share(mean: Double, count: Double, share: Double) -> Double {
        guard degreesOfFreedom < 1 else { return 1 }
        let normal = NormalDistribution.standard
        let number = BesselCount.draw(mean: mean, uniform: normal.cumulative(count))
        let kept = degreesOfFreedom / 2 + number
        guard kept > 0 else { return 0 }
        return BetaDistribution(kept, (1 - degreesOfFreedom) / 2).quantile(normal.cumulative(share))
    }

    public func observe(_ state: MutableRows, into level: UnsafeMutableBufferPointer<Double>) {
        guard let source = state[0].baseAddress, source != level.baseAddress else { return }
        level.baseAddress?.update(from: source, count: level.count)
    }
}
