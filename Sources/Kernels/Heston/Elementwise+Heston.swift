import CKernels

extension Elementwise {
    /// Advances variances and logarithms of levels by the quadratic-exponential scheme with its martingale correction:
    /// the mean of the level is kept exactly, the law of the variance has its exact mean and variance.
    ///
    /// Variances stay at or above 0, whatever the parameters. Where M, the moment that the correction divides by, is at
    /// or near its pole (long steps with a positive correlation), the step goes uncorrected.
    /// - Parameters:
    ///   - assetShock: the normal driver of the level; the variance's is ρ·assetShock + √(1 − ρ²)·ownShock.
    ///   - ownShock: standard normal, independent.
    ///   - variance: at least 0.
    public static func advanceHeston(
        _ step: HestonStep, assetShock: Row, ownShock: Row, variance: MutableRow, logLevel: MutableRow,
        kernels: KernelSet = .best
    ) {
        precondition(
            assetShock.count == variance.count && ownShock.count == variance.count && logLevel.count == variance.count,
            "rows of different lengths")
        guard let asset = assetShock.baseAddress, let own = ownShock.baseAddress, let variances = variance.baseAddress,
            let levels = logLevel.baseAddress
        else { return }
        var constants = CKHestonStep(
            correlation: step.correlation, complement: step.complement, tilt: step.tilt, decay: step.decay,
            pull: step.pull, spread_slope: step.spreadSlope, spread: step.spread, growth: step.growth,
            plain: step.plain, start: step.start, end: step.end, noise: step.noise)
        kernels.loops.pointee.heston(&constants, asset, own, variances, levels, variance.count)
    }
}
