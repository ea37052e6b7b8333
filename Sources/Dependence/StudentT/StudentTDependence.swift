import Kernels
import Market
import Randomness
import Settings
import Statistics

/// Jointly Student-t drivers, variance-matched: X = √((ν − 2)/χ²) · L·Z, one χ² with ν degrees of freedom for all drivers
/// of a path and step.
///
/// Plain Student-t drivers have variance ν/(ν − 2); the factor makes it 1, so that volatilities stay standard deviations.
/// Over several steps the steps are independent, so that their sum has thinner tails than each; with `over: horizon` one χ²
/// serves all steps of a path, and the sum is Student t with the same degrees of freedom however many steps there are
/// (then a wild step makes the others of its path wild). Source: A. McNeil, R. Frey, P. Embrechts, “Quantitative Risk
/// Management”, Princeton 2015, section 6.2.
public struct StudentTDependence: Dependence {
    public static let kind = "student-t"
    public static let summary = "jointly Student-t drivers, variance-matched: fat tails that strike together"
    public static let settings = [
        Setting(
            "degreesOfFreedom", .number(.init(minimum: 2, excludesMinimum: true)), .optional,
            "the smaller, the fatter the tails; more than 2, or the variance would not exist; from the history where"
                + " left out"), overSetting,
    ]
    public static let example = Specification(kind: kind, settings: ["degreesOfFreedom": .number(6)])

    public let degreesOfFreedom: Double
    private let law: MixingLaw
    private let span: MixingSpan

    public init(_ specification: Specification, drivers: [SimulatedDriver]) {
        degreesOfFreedom = specification.number("degreesOfFreedom")
        law = MixingLaws.shared.law(degreesOfFreedom: degreesOfFreedom, numerator: degreesOfFreedom - 2)
        span = MixingSpan(specification)
    }

    public static func degreesOfFreedom(in specification: Specification) -> Double? {
        specification.has("degreesOfFreedom") ? specification.number("degreesOfFreedom") : nil
    }

    /// A sum of independent Student-t steps is none.
    public static func law(of specification: Specification, steps: Int) -> JointLaw {
        steps == 1 || MixingSpan(specification) == .horizon
            ? .studentT(degreesOfFreedom: specification.number("degreesOfFreedom"))
            : .other(reason: "the sum of \(steps) Student-t steps has no closed form")
    }

    public static func horizonWords(of specification: Specification, steps: Int) -> String? {
        guard MixingSpan(specification) == .step else { return nil }
        return sumOfSteps(specification.number("degreesOfFreedom"), steps: steps)
    }

    public func hasPowerTail(of factor: FactorID, marginal: (any Marginal)?) -> Bool { true }

    public static func fit(
        _ sample: DependenceSample, given: Specification
    ) throws(DependenceFitError) -> DependenceFit {
        guard !given.has("degreesOfFreedom") else { return DependenceFit(given) }
        guard !sample.columns.isEmpty else { throw .noHistory(lack: "no factor has", setting: "degreesOfFreedom") }
        let fit = try MultivariateTFit(sample)
        var whole = given
        whole.settings["degreesOfFreedom"] = .number(fit.degreesOfFreedom)
        return DependenceFit(
            whole,
            parameters: [.init("degrees of freedom", fit.degreesOfFreedom, standardError: fit.standardError)],
            method: "maximum likelihood", observations: sample.changes.rowCount, logLikelihood: fit.logLikelihood,
            normalLogLikelihood: fit.normalLogLikelihood, notes: fit.isNormal ? [normalNote] : [])
    }

    /// For a fit that ends at its upper bound.
    static let normalNote =
        "The fitted degrees of freedom are at their upper bound: the normal law fits the history as well; dependence:"
        + " {kind: gaussian} would say the same."

    public var title: String {
        "Student t, \(degreesOfFreedomText(degreesOfFreedom)) degrees of freedom, variance-matched"
            + (span == .horizon ? ", over the whole horizon" : "")
    }

    public func shape(
        _ drivers: MutableRows, step: Int, paths: Range<Int>, draws: some DrawSource, scratch: MutableRows
    ) {
        draws.uniforms(step: span.address(step), paths: paths, driver: 0, into: scratch[0])
        law.values(of: UnsafeBufferPointer(scratch[0]), into: scratch[0])
        for row in 0..<drivers.rowCount {
            Elementwise.multiply(UnsafeBufferPointer(drivers[row]), UnsafeBufferPointer(scratch[0]), into: drivers[row])
        }
    }

    public func probability(of driver: Double, row: Int) -> Double {
        let law = StudentTDistribution(degreesOfFreedom: degreesOfFreedom)
        return law.cumulative(driver / law.varianceMatchedScale)
    }

    public func tailDependence(correlation: Double, between first: FactorID, and second: FactorID) -> Double? {
        tailDependenceOfT(degreesOfFreedom: degreesOfFreedom, correlation: correlation)
    }
}

/// As a person writes it: a whole number without decimals, a fitted one with two.
func degreesOfFreedomText(_ ν: Double) -> String {
    if ν == ν.rounded(), ν < 1e9 { return String(Int(ν)) }
    return ν < 1e6 ? String((ν * 100).rounded() / 100) : String(ν)
}
