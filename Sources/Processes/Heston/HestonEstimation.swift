import Settings
import Statistics

/// Heston's parameters, and Bates's, by maximum likelihood of daily changes, the hidden variance filtered on a grid.
///
/// The drift of a scenario is a view of the future: the history's own, `growth`, is estimated beside, for by the
/// correlation with the variance it says something of the level to which that reverts. Jumps and moves of the variance
/// are told apart by what follows a large change: weeks of larger ones, or nothing.
struct HestonEstimation {
    private static let method = "maximum likelihood, the hidden variance filtered on a grid"
    private static let oneDriver = "level and variance move as one"
    private static let outOfSight = "jumps are far larger than any change of the history"

    let kind: String
    let hasJumps: Bool

    func fit(_ sample: FactorSample, given: Specification) throws(FitError) -> ProcessFit {
        let changes = try sample.logChanges(atLeast: 250)
        // A diffusion never rests: to the filter a day without a change is one without variance.
        let equal = EqualChanges(changes.sample)
        guard 4 * equal.count <= changes.count else {
            throw .unsuitable(
                "\(equal.count) of its \(changes.count) changes are \(equal.value == 0 ? "zero" : "equal"), as a variance that"
                    + " moves at random never leaves them",
                hint: "leave out days without trade, or choose another process, such as geometric-brownian-motion")
        }
        // Without jumps first: that is where the search for both starts, and all there is to do for Heston's process.
        var fit = try search(hestonUnknowns(changes), from: hestonStarts(changes), changes, given)
        if hasJumps {
            let start = jumpStart(fit.values, changes)
            fit = try search(hestonUnknowns(changes) + jumpUnknowns(changes), from: [start], changes, given)
        }
        let best = parameters(fit.values)
        let filter = LatentVarianceFilter(changes.sample, best, withDiagnostics: true)
        let today =
            given.has("initialVariance")
            ? ProcessFit.Parameter("initialVariance", given.number("initialVariance"), standardError: nil)
            : ProcessFit.Parameter("initialVariance", filter.finalMean, standardError: filter.finalDeviation)
        let jumpSize = best.jumpMean * best.jumpMean + best.jumpVolatility * best.jumpVolatility
        return ProcessFit(
            kind: kind,
            parameters: [today] + fit.parameters,
            method: Self.method, logLikelihood: fit.logLikelihood, observations: changes.count,
            freeParameters: fit.freeCount, uniforms: filter.uniforms,
            volatilities: filter.expectedVariances.map { ($0 + best.jumpIntensity * jumpSize).squareRoot() },
            remarks: fit.remarks)
    }

    private func search(
        _ unknowns: [ParameterFit.Unknown], from starts: [[Double]], _ changes: Descriptive, _ given: Specification
    ) throws(FitError) -> ParameterFit {
        try ParameterFit(unknowns, from: starts, given: given, search: .boundedQuadratic, difference: 0.1) { values in
            LatentVarianceFilter(changes.sample, parameters(values)).logLikelihood
        }
    }

    private func hestonUnknowns(_ changes: Descriptive) -> [ParameterFit.Unknown] {
        let variance = changes.variance / FactorSample.step
        let volatility = variance.squareRoot()
        return [
            .init(
                name: "meanReversion", bounds: 0.2...100, scale: 2,
                meanings: [
                    .lowest: "the variance hardly returns to its mean", .highest: "the variance is back within days",
                ]),
            .init(
                name: "longVariance", bounds: 0.02 * variance...20 * variance, scale: 0.2 * variance,
                meanings: [
                    .lowest: "far below the variance of the changes", .highest: "far above the variance of the changes",
                ]),
            .init(
                name: "volatilityOfVariance", bounds: 0.15 * volatility...25 * volatility, scale: 0.5 * volatility,
                meanings: [
                    .lowest: "the variance hardly moves, so that geometric-brownian-motion fits as well",
                    .highest: "most days have next to no variance",
                ]),
            .init(
                name: "correlation", bounds: -0.97...0.97, scale: 0.2,
                meanings: [.lowest: Self.oneDriver, .highest: Self.oneDriver]),
            .init(name: "growth", bounds: -20 * volatility...20 * volatility, scale: volatility / 3, isSetting: false),
        ]
    }

    /// Jumps are at most one a week, and spread at least as a day's changes do: smaller or more frequent ones would take
    /// the part of the diffusion.
    private func jumpUnknowns(_ changes: Descriptive) -> [ParameterFit.Unknown] {
        let spread = changes.standardDeviation
        return [
            .init(
                name: "jumpIntensity", bounds: 0.05...52, scale: 3,
                meanings: [.lowest: "a jump in twenty years, if any", .highest: "more than a jump a week"]),
            .init(
                name: "jumpMean", bounds: -40 * spread...40 * spread, scale: spread,
                meanings: [.lowest: Self.outOfSight, .highest: Self.outOfSight]),
            .init(
                name: "jumpVolatility", bounds: spread...40 * spread, scale: spread,
                meanings: [
                    .lowest: "jumps spread no more than the changes of a day, so that the history shows none",
                    .highest: Self.outOfSight,
                ]),
        ]
    }

    /// The stationary variance is gamma, and its coefficient of variation follows from the kurtosis of the changes.
    private func hestonStarts(_ changes: Descriptive) -> [[Double]] {
        let variance = changes.variance / FactorSample.step
        let ratio = min(max(changes.excessKurtosis, 0.6), 9) / 3
        let growth = changes.mean / FactorSample.step + variance / 2
        return [2.0, 8].map { reversion in
            let volatilityOfVariance = (2 * reversion * variance * ratio).squareRoot()
            return [reversion, variance, volatilityOfVariance, changes.skewness < 0 ? -0.5 : 0, growth]
        }
    }

    /// Jumps take some of the variance and of its volatility.
    private func jumpStart(_ heston: [Double], _ changes: Descriptive) -> [Double] {
        let spread = changes.standardDeviation
        return [heston[0], 0.85 * heston[1], 0.8 * heston[2], heston[3], heston[4], 5, 0, 2.5 * spread]
    }

    private func parameters(_ values: [Double]) -> VarianceGrid.Parameters {
        var parameters = VarianceGrid.Parameters(
            meanReversion: values[0], longVariance: values[1], volatilityOfVariance: values[2],
            correlation: values[3], growth: values[4])
        guard values.count > 5 else { return parameters }
        parameters.jumpIntensity = values[5]
        parameters.jumpMean = values[6]
        parameters.jumpVolatility = values[7]
        return parameters
    }
}

extension Heston {
    /// Maximum likelihood of daily changes; today's variance with the error that the filter leaves it.
    public static func fit(_ sample: FactorSample, given: Specification) throws(FitError) -> ProcessFit {
        try HestonEstimation(kind: kind, hasJumps: false).fit(sample, given: given)
    }
}

extension Bates {
    /// Maximum likelihood of daily changes; today's variance with the error that the filter leaves it.
    public static func fit(_ sample: FactorSample, given: Specification) throws(FitError) -> ProcessFit {
        try HestonEstimation(kind: kind, hasJumps: true).fit(sample, given: given)
    }
}
