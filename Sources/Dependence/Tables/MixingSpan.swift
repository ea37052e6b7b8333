import Settings

/// How long one χ² serves the steps of a path.
enum MixingSpan: String, CaseIterable, Sendable {
    /// Each step has one of its own: changes of successive steps are independent.
    case step
    /// One serves all steps, so that their sum has the law of one.
    case horizon

    init(_ specification: Specification) {
        self = specification.has("over") ? specification.word("over") : .step
    }

    /// The step at whose address the χ² of a step is drawn.
    func address(_ step: Int) -> Int { self == .step ? step : 0 }
}

/// The choice of Student-t laws by one χ² for several drivers.
let overSetting = Setting(
    "over", .choice(MixingSpan.allCases.map(\.rawValue)), .optional,
    "step: each step is such a law, and their sum has thinner tails far out; horizon: the whole horizon is, however many steps; step"
        + " where left out")

/// What independent Student-t steps add up to; nil for one step.
///
/// The fourth cumulants add up, so that the excess kurtosis 6/(ν − 4) of one step is divided by their number; a t with
/// 4 + n·(ν − 4) degrees of freedom has it too. The tail index stays ν.
func sumOfSteps(_ ν: Double, steps: Int) -> String? {
    guard steps > 1 else { return nil }
    let start =
        "A step is Student t with \(degreesOfFreedomText(ν)) degrees of freedom, and the horizon the sum of \(steps)"
    let end = "dependence: {kind: …, over: horizon} has the t itself at the horizon, however many steps"
    guard ν > 4.05 else {
        return "\(start): its middle is wider and its tails far out are thinner than those of one such law; \(end)."
    }
    let matched = ((4 + Double(steps) * (ν - 4)) * 10).rounded() / 10
    return "\(start): about as fat-tailed as a t with \(degreesOfFreedomText(matched)); \(end)."
}
