import LinearAlgebra
import Market
import Parallelism
import Processes
import Settings

/// Days drawn from a history whose changes were divided by the volatility of their time, on paths whose volatility moves on
/// from today's: GARCH(1,1) for each factor, fitted to the window.
///
/// A drawn day gives the residuals of all factors, so dependence and tails are those of the history while volatilities are
/// today's and cluster along the path. Daily changes are √h·z, and h moves on after each; the mean of the fit is added
/// where the drift is historical. The residuals z of a factor are centred, so that the drift is what it is said to be:
/// their mean of a few hundredths, from the window's luck, would add up over the days (D. A. Freedman, “Bootstrapping
/// regression models”, Annals of Statistics 9(6), 1981).
/// Source: G. Barone-Adesi, K. Giannopoulos, L. Vosper, “VaR without correlations for portfolios of derivative
/// securities”, Journal of Futures Markets 19(5), 1999.
public struct FilteredHistoricalSimulation: SimulationMethod {
    public static let kind = "filtered-historical"
    public static let summary = "GARCH residuals of whole days, drawn again on paths that start at today's volatility"
    public static let settings = [
        pathSetting, horizonSetting, seedSetting, windowSetting,
        Setting(
            "asymmetry", .choice(["none", "gjr"]), .defaulted(.text("none")), "gjr where falls raise volatility more"),
        Setting(
            "drift", .choice(["zero", "historical"]), .defaulted(.text("zero")),
            "of a factor: zero, or the mean of the fit"),
    ]
    public static let needsHistory = true

    private let sampling: Sampling
    public let window: Int?
    private let isAsymmetric: Bool
    private let hasDrift: Bool

    public init(_ specification: Specification) {
        let days = specification.count("horizon")
        sampling = Sampling(
            paths: specification.count("paths"), horizonDays: days, steps: days,
            seed: UInt64(specification.count("seed")), precision: .double)
        window = specification.has("window") ? specification.count("window") : nil
        isAsymmetric = specification.text("asymmetry") == "gjr"
        hasDrift = specification.text("drift") == "historical"
    }

    public var title: String {
        "days of GARCH(1,1) residuals drawn from a history" + (isAsymmetric ? ", with the leverage of GJR" : "")
    }

    public func sampling(window: Int) -> Sampling { sampling }

    public func changeCount(window: Int) -> Int { window }

    public static let sample = SampleOrigin.drawn

    public func states(_ changes: DailyChanges) throws(SimulationProblem) -> any MarketStates {
        try states(changes, recursions: nil)
    }

    public static func states(from record: StatesRecord) throws(RunProblem) -> any MarketStates {
        try FilteredHistory(record)
    }

    /// The recursions of the variances are kept; their states are those of the new changes, about their mean.
    public func states(
        _ changes: DailyChanges, keeping earlier: any MarketStates
    ) throws(SimulationProblem) -> any MarketStates {
        try states(changes, recursions: (earlier as? FilteredHistory)?.filters.map(\.recursion))
    }

    private func states(
        _ changes: DailyChanges, recursions: [VarianceRecursion]?
    ) throws(SimulationProblem) -> FilteredHistory {
        var residuals = changes.changes
        var filters: [FilteredHistory.Filter] = []
        for (column, result) in fits(changes, recursions).enumerated() {
            let (filter, standardised) = try result.get()
            filters.append(filter)
            for (row, residual) in standardised.enumerated() { residuals[row, column] = residual }
        }
        return FilteredHistory(
            compositions: changes.conventions.map { HistoricalScenarios.Composition($0) }, residuals: residuals,
            filters: filters)
    }

    private typealias Filtered = (filter: FilteredHistory.Filter, residuals: [Double])

    /// The fits of all factors, several at a time; which worker does which changes nothing.
    ///
    /// - Parameter recursions: of each factor, where they are known.
    private func fits(
        _ changes: DailyChanges, _ recursions: [VarianceRecursion]?
    ) -> [Result<Filtered, SimulationProblem>] {
        concurrentMap(changes.factors.count) { column in
            let own = (0..<changes.changes.rowCount).map { changes.changes[$0, column] }
            return Result { () throws(SimulationProblem) -> Filtered in
                try filtered(own, of: changes.factors[column], by: recursions?[column])
            }
        }
    }

    private static func centred(_ residuals: [Double]) -> [Double] {
        let mean = residuals.reduce(0, +) / Double(residuals.count)
        return residuals.map { $0 - mean }
    }

    private func filtered(
        _ changes: [Double], of factor: FactorID, by known: VarianceRecursion?
    ) throws(SimulationProblem) -> Filtered {
        // A factor that never varies has no residuals; it goes on as it did.
        if let first = changes.first, changes.allSatisfy({ $0 == first }) {
            let still = VarianceRecursion(omega: 0, alpha: 0, beta: 0)
            return (.init(mean: hasDrift ? first : 0, recursion: still, nextVariance: 0), changes.map { _ in 0 })
        }
        do {
            // A factor that had not moved before has no recursion to keep.
            let kept = known.flatMap { $0.omega > 0 ? $0 : nil }
            let estimate = try GARCHEstimate(
                changes, .init(isAsymmetric: isAsymmetric, held: kept.map { held($0, changes) } ?? [:]))
            let filter = estimate.filter
            return (
                .init(
                    mean: hasDrift ? estimate.mean : 0, recursion: estimate.recursion, nextVariance: filter.nextVariance
                ),
                Self.centred(filter.residuals)
            )
        } catch {
            throw SimulationProblem(
                "GARCH cannot be fitted to \(factor): \(error)",
                hint: "take a longer window, or {kind: historical-volatility-scaled}, which fits nothing")
        }
    }

    private func held(_ recursion: VarianceRecursion, _ changes: [Double]) -> [GARCHEstimate.Parameter: Double] {
        var held: [GARCHEstimate.Parameter: Double] = [
            .mean: changes.reduce(0, +) / Double(changes.count), .omega: recursion.omega, .alpha: recursion.alpha,
            .beta: recursion.beta,
        ]
        if isAsymmetric { held[.leverage] = recursion.leverage }
        return held
    }
}
