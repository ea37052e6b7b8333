import Market
import Settings

extension RegimeSwitching {
    /// EM and maximum likelihood, with what the scenario gives held fixed.
    public static func fit(_ sample: FactorSample, given: Specification) throws(FitError) -> ProcessFit {
        let changes = try sample.finiteChanges(change)
        var held: [RegimeEstimate.Parameter: Double] = [:]
        for parameter in RegimeEstimate.Parameter.allCases where given.has(parameter.rawValue) {
            held[parameter] = given.number(parameter.rawValue)
        }
        if given.has("drift") {
            held[.calmDrift] = given.number("drift")
            held[.stressedDrift] = given.number("drift")
        }
        let estimate = try RegimeEstimate(changes, held: held)
        var parameters = RegimeEstimate.Parameter.allCases.compactMap { name in
            estimate.values[name].map {
                let isDrift = name == .calmDrift || name == .stressedDrift
                return ProcessFit.Parameter(
                    name.rawValue, $0.value, standardError: $0.standardError, isSetting: !isDrift)
            }
        }
        let today =
            given.has("probabilityStressed") ? given.number("probabilityStressed") : estimate.filter.filtered.last
        parameters.append(.init("probabilityStressed", today ?? estimate.model.stationaryStressed, standardError: nil))
        let variances = estimate.filter.predicted.map { estimate.model.variance(stressed: $0) }
        return ProcessFit(
            kind: kind, parameters: parameters, method: "expectation–maximisation, then maximum likelihood",
            logLikelihood: estimate.logLikelihood, observations: changes.count,
            freeParameters: estimate.values.values.count { $0.isFree }, uniforms: estimate.filter.uniforms(changes),
            volatilities: variances.map { ($0 / FactorSample.step).squareRoot() }, remarks: estimate.remarks)
    }
}
