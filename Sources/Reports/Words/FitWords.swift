import Calibration
import Market

/// A fit in words and short numbers.
package struct FitWords {
    /// `alpha 0.084 ± 0.012 (robust 0.015)`: the error with two digits, the value to the same place.
    package static func parameter(_ parameter: FittedParameter) -> Prose {
        let value = parameter.value
        guard let error = parameter.standardError else { return "\(parameter.name) \(.number(value))" }
        // Small numbers read better in powers of ten than behind zeros.
        guard abs(value) >= 1e-4 || value == 0, error >= 1e-4 else {
            let robust: Prose = parameter.robustStandardError.map { " (robust \(.number($0, digits: 2)))" } ?? ""
            return "\(parameter.name) \(.number(value)) ± \(.number(error, digits: 2))\(robust)"
        }
        let resolution = Resolution(values: [value], standardErrors: [error])
        let notation = Notation.amount(resolution, in: .one)
        let robust: Prose = parameter.robustStandardError.map { " (robust \(Quantity($0, notation)))" } ?? ""
        return "\(parameter.name) \(Quantity(value, notation)) ± \(Quantity(error, notation))\(robust)"
    }

    /// What the tests reject at 1 %, in words; nil where they reject nothing.
    package static func objections(_ diagnosis: FactorDiagnosis) -> [String] {
        let level = 0.01
        var objections: [String] = []
        if diagnosis.uniformity.pValue < level { objections.append("the law of the moves has another shape") }
        if diagnosis.independence.pValue < level { objections.append("moves depend on those before them") }
        if diagnosis.squareIndependence.pValue < level { objections.append("volatility clusters") }
        return objections
    }

    package static func verdict(_ diagnosis: FactorDiagnosis?) -> String {
        guard let diagnosis else { return "stated, no history" }
        let objections = objections(diagnosis)
        return objections.isEmpty ? "nothing rejected" : objections.joined(separator: "; ")
    }
}
