extension VarianceRecursion {
    /// Whether no change moves the variance.
    var isDeaf: Bool { alpha + max(leverage, 0) < 1e-4 }

    /// What a reader must know of fitted weights that lie at the ends of their ranges.
    public var remarks: [FitRemark] {
        var remarks: [FitRemark] = []
        if isDeaf {
            remarks.append(
                .init(
                    .atBound,
                    "alpha ends at its bound 0: no change of the history, however large, moves the variance, and nothing"
                        + " tells beta"))
        } else if alpha < 1e-6 {
            remarks.append(.init(.atBound, "alpha ends at its bound 0: a rise does not move the variance"))
        }
        if persistence > 1 - 1e-4 {
            let sum = leverage == 0 ? "alpha + beta" : "alpha + beta + leverage/2"
            remarks.append(
                .init(
                    .atBound,
                    "\(sum) ends at its bound 1: there is no long-run variance, and what once moved the variance is never"
                        + " forgotten"))
        }
        if !isDeaf, beta < 1e-6 {
            remarks.append(.init(.atBound, "beta ends at its bound 0: the variance forgets all but the last change"))
        }
        return remarks
    }
}
