import Kernels
import Randomness
import Settings

/// Jointly Student-t drivers, variance-matched: X = √((ν − 2)/χ²) · L·Z, one χ² with ν degrees of freedom for all drivers
/// of a path and step.
///
/// Plain Student-t drivers have variance ν/(ν − 2); the factor makes it 1, so that volatilities stay standard deviations.
/// Over several steps the steps are independent. Source: A. McNeil, R. Frey, P. Embrechts, “Quantitative Risk
/// Management”, Princeton 2015, section 6.2.
public struct StudentTDependence: Dependence {
    public static let kind = "student-t"
    public static let summary = "jointly Student-t drivers, variance-matched: fat tails that strike together"
    public static let settings = [
        Setting(
            "degreesOfFreedom", .number(.init(minimum: 2, excludesMinimum: true)), .required,
            "the smaller, the fatter the tails; more than 2, or the variance would not exist")
    ]

    public let degreesOfFreedom: Double
    private let law: MixingLaw

    public init(_ specification: Specification) {
        degreesOfFreedom = specification.number("degreesOfFreedom")
        law = MixingLaw(degreesOfFreedom: degreesOfFreedom)
    }

    public var title: String {
        let whole = degreesOfFreedom == degreesOfFreedom.rounded() && degreesOfFreedom < 1e9
        return "Student t, \(whole ? String(Int(degreesOfFreedom)) : String(degreesOfFreedom)) degrees of freedom,"
            + " variance-matched"
    }

    public func shape(
        _ drivers: MutableRows, step: Int, paths: Range<Int>, draws: some DrawSource,
        scratch: UnsafeMutableBufferPointer<Double>
    ) {
        draws.uniforms(step: step, paths: paths, driver: 0, into: scratch)
        law.replaceUniforms(scratch)
        for row in 0..<drivers.rowCount {
            Elementwise.multiply(UnsafeBufferPointer(drivers[row]), UnsafeBufferPointer(scratch), into: drivers[row])
        }
    }
}
