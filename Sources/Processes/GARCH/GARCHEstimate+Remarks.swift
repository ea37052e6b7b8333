extension GARCHEstimate {
    /// Student-t innovations peak without bound where most changes are equal.
    ///
    /// With n₀ changes equal to their mean and n₁ others, the likelihood of a scale s → 0 goes as s^(ν·n₁ − n₀): it has no
    /// maximum from n₀ = ν·n₁ on, and ν may be little more than 2. Source: C. Fernandez, M. F. J. Steel, “Multivariate
    /// Student-t regression models: pitfalls and inference”, Biometrika 86(1), 1999.
    static func refuseEqualChanges(_ changes: [Double]) throws(FitError) {
        var counts: [Double: Int] = [:]
        for change in changes { counts[change, default: 0] += 1 }
        guard let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return }
        guard most.value >= 2 * (changes.count - most.value) else { return }
        throw .unsuitable(
            "\(most.value) of its \(changes.count) changes are \(most.key == 0 ? "zero" : "equal"), and the likelihood of"
                + " student-t innovations grows without bound as their variance goes to 0",
            hint: "write innovations: normal, leave out days without trade, or choose another process")
    }

    /// A fit whose variances have nothing to do with those of the changes is none.
    func refuseFarVariance(of deviation: Double) throws(FitError) {
        let mean = filter.variances.reduce(0, +) / Double(filter.variances.count)
        let ratio = mean.squareRoot() / deviation
        guard innovations != .normal, !(ratio > 0.4 && ratio < 2.5) else { return }
        throw .unsuitable(
            "the likeliest variances are those of a deviation \((ratio * 1e3).rounded() / 1e3) times that of the changes, as"
                + " where many changes are equal or a few are far beyond all others",
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
