import Market
import Settings

extension GARCH {
    /// Maximum likelihood, with what the scenario gives held fixed.
    public static func fit(_ sample: FactorSample, given: Specification) throws(FitError) -> ProcessFit {
        let changes = try sample.finiteChanges(change(given))
        var held: [GARCHEstimate.Parameter: Double] = [:]
        for parameter in GARCHEstimate.Parameter.allCases where given.has(parameter.rawValue) {
            held[parameter] = given.number(parameter.rawValue)
        }
        let isStudentT = given.has("innovations") && given.text("innovations") == "student-t"
        if !isStudentT { held[.degreesOfFreedom] = nil }
        let isAsymmetric = given.has("asymmetry") && given.text("asymmetry") == "gjr"
        let estimate = try GARCHEstimate(
            changes, .init(isAsymmetric: isAsymmetric, isStudentT: isStudentT, held: held))
        var parameters = GARCHEstimate.Parameter.allCases.compactMap { name in
            estimate.values[name].map {
                ProcessFit.Parameter(
                    name.rawValue, $0.value, standardError: $0.standardError,
                    robustStandardError: $0.robustStandardError)
            }
        }
        let next = given.has("nextVariance") ? given.number("nextVariance") : estimate.filter.nextVariance
        parameters.append(.init("nextVariance", next, standardError: nil))
        let innovations = estimate.innovations
        return ProcessFit(
            kind: kind, parameters: parameters, method: "maximum likelihood", logLikelihood: estimate.logLikelihood,
            observations: changes.count, freeParameters: estimate.values.values.count { $0.isFree },
            uniforms: estimate.filter.residuals.map { innovations.cumulative($0) },
            volatilities: estimate.filter.variances.map { ($0 / FactorSample.step).squareRoot() },
            remarks: estimate.remarks)
    }
}
