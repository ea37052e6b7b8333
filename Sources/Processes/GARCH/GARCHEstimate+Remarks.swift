extension GARCHEstimate {
    /// Student-t innovations peak without bound where most changes are equal.
    ///
    /// With n₀ changes equal to their mean and n₁ others, the likelihood of a scale s → 0 goes as s^(ν·n₁ − n₀): it has no
    /// maximum from n₀ = ν·n₁ on, and ν may be little more than 2. Source: C. Fernandez, M. F. J. Steel, “Multivariate
    /// Student-t regression models: pitfalls and inference”, Biometrika 86(1), 1999.
    static func refuseEqualChanges(_ changes: [Double]) throws(FitError) {
        let equal = EqualChanges(changes)
        guard equal.count >= 2 * (changes.count - equal.count) else { return }
        throw .unsuitable(
            "\(equal.count) of its \(changes.count) changes are \(equal.value == 0 ? "zero" : "equal"), and the likelihood of"
                + " student-t innovations grows without bound as their variance goes to 0",
            hint: "write innovations: normal, leave out days without trade, or choose another process")
    }

    /// Innovations that hardly have a variance are those of the equal changes, not of the others.
    func refuseEqualPeak(of changes: [Double]) throws(FitError) {
        guard case .studentT(let ν) = innovations, values[.degreesOfFreedom]?.isFree == true, ν < 2.05 else { return }
        let equal = EqualChanges(changes)
        guard 3 * equal.count > changes.count else { return }
        throw .unsuitable(
            "\(equal.count) of its \(changes.count) changes are \(equal.value == 0 ? "zero" : "equal"), and student-t"
                + " innovations peak there until they hardly have a variance",
            hint: "write innovations: normal, leave out days without trade, or choose another process")
    }

    /// Where the fit ended at a bound, and what the changes do not tell.
    var remarks: [FitRemark] {
        func isFree(_ parameter: Parameter) -> Bool { values[parameter]?.isFree == true }
        var remarks = isFree(.alpha) ? recursion.remarks : []
        if case .studentT(let ν) = innovations, isFree(.degreesOfFreedom) {
            if ν < 2.05 {
                remarks.append(
                    .init(
                        .atBound,
                        "degreesOfFreedom end at their bound \((ν * 1e3).rounded() / 1e3): the innovations hardly have a"
                            + " variance"))
            } else if ν > 400 {
                remarks.append(
                    .init(.atBound, "degreesOfFreedom end at their bound: innovations: normal would fit as well"))
            }
        }
        let loose = Parameter.allCases.filter { isFree($0) && ends[$0] == nil }
        if isFlat, !recursion.isDeaf { remarks.append(.flat(loose.map(\.rawValue))) }
        return remarks
    }
}
