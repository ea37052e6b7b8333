import Kernels
import LinearAlgebra
import Market
import Randomness
import Settings

/// Drivers of any marginal laws, joined as Student-t variables are: X = F⁻¹(t_ν(T)) with T = √(ν/χ²)·L·Z.
///
/// Extremes strike together, whatever the marginals; a factor without a marginal law of its own is normal by itself.
/// Source: S. Demarta, A. J. McNeil, “The t copula and related copulas”, International Statistical Review 73, 2005.
public struct TCopula: Dependence {
    public static let kind = "t-copula"
    public static let summary = "a Student-t copula over the factors' own marginal laws: extremes strike together"
    public static let settings = [
        Setting(
            "degreesOfFreedom", .number(.init(minimum: 1)), .optional,
            "the smaller, the more often extremes strike together; from the history's ranks where left out"),
        copulaCorrelationSetting,
    ]
    public static let takesMarginals = true
    public static let example = Specification(
        kind: kind, settings: ["degreesOfFreedom": .number(6), "correlation": .text("rank")])

    public let degreesOfFreedom: Double
    private let law: MixingLaw
    private let scores: TScoreTable
    private let margins: DriverMargins

    public init(_ specification: Specification, drivers: [SimulatedDriver]) {
        degreesOfFreedom = specification.number("degreesOfFreedom")
        law = MixingLaws.shared.law(degreesOfFreedom: degreesOfFreedom, numerator: degreesOfFreedom)
        scores = TScoreTable(degreesOfFreedom: degreesOfFreedom)
        margins = DriverMargins(drivers)
    }

    public static func measuresByRank(_ specification: Specification) -> Bool {
        specification.text("correlation") == "rank"
    }

    public static func fit(
        _ sample: DependenceSample, given: Specification
    ) throws(DependenceFitError) -> DependenceFit {
        guard !given.has("degreesOfFreedom") else { return DependenceFit(given) }
        guard sample.columns.count > 1 else {
            throw .noHistory(
                lack: sample.columns.isEmpty ? "no factor has" : "only one factor has", setting: "degreesOfFreedom")
        }
        let still = sample.columns.indices.filter { column in
            (0..<sample.changes.rowCount).allSatisfy { sample.changes[$0, column] == 0 }
        }
        guard sample.columns.count - still.count > 1 else {
            throw .noPair(still: still.map { sample.factors[sample.columns[$0]] })
        }
        let fit = try TCopulaFit(sample.changes, correlation: sample.historicalCorrelation)
        var whole = given
        whole.settings["degreesOfFreedom"] = .number(fit.degreesOfFreedom)
        return DependenceFit(
            whole, parameters: [.init("degrees of freedom", fit.degreesOfFreedom, standardError: fit.standardError)],
            method: "pseudo-maximum likelihood on ranks", observations: sample.changes.rowCount,
            logLikelihood: fit.logLikelihood, normalLogLikelihood: fit.normalLogLikelihood,
            notes: fit.isNormal ? [normalNote] : [])
    }

    private static let normalNote =
        "The fitted degrees of freedom are at their upper bound: the normal copula fits the history as well; dependence:"
        + " {kind: gaussian-copula} would say the same."

    public var title: String { "t copula, \(degreesOfFreedomText(degreesOfFreedom)) degrees of freedom" }

    public var scratchRowCount: Int { 2 }

    public func shape(
        _ drivers: MutableRows, step: Int, paths: Range<Int>, draws: some DrawSource, scratch: MutableRows
    ) {
        draws.uniforms(step: step, paths: paths, driver: 0, into: scratch[0])
        law.values(of: UnsafeBufferPointer(scratch[0]), into: scratch[0])
        for row in 0..<drivers.rowCount {
            Elementwise.multiply(UnsafeBufferPointer(drivers[row]), UnsafeBufferPointer(scratch[0]), into: drivers[row])
            scores.apply(to: drivers[row], scratch: scratch[1])
        }
        margins.apply(to: drivers)
    }

    public func probability(of driver: Double, row: Int) -> Double { margins.probability(of: driver, row: row) }

    public func tailDependence(correlation: Double, between first: FactorID, and second: FactorID) -> Double? {
        tailDependenceOfT(degreesOfFreedom: degreesOfFreedom, correlation: correlation)
    }
}
