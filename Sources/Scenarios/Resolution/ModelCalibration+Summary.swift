import Calibration
import Instruments
import Market
import Measures
import Processes
import Simulation

/// What a report tells of the model.
extension ModelCalibration {
    func summarize(_ model: BoundMarket, _ parts: Parts) -> ModelSummary {
        let (estimates, coupling, dependence) = (parts.estimates, parts.coupling, parts.dependence)
        return ModelSummary(
            factors: zip(model.factors, parts.fits).map { factor, fit in
                let estimate = estimates?.factors.first { $0.factor == factor.id }
                let isProxied = proxies.contains { $0.factor == factor.id }
                let isOfHistory = fit != nil || estimate?.volatility == factor.volatility
                return FactorSummary(
                    id: factor.id, process: factor.process.kind, level: factor.level,
                    volatility: factor.law.volatilityToday,
                    drift: factor.drift, source: isProxied ? "proxy" : isOfHistory ? "history" : "scenario")
            },
            dependence: dependence.title + coupling.words,
            covariance: estimates.map { $0.description + dependence.correlationWords },
            window: estimates.map { .init(from: $0.from, to: $0.to, changes: $0.changeCount) },
            correlations: factors.count <= Self.shownFactors ? coupling.correlations.elements : [],
            smallestEigenvalue: coupling.smallestEigenvalue, rank: coupling.rank,
            repair: coupling.repair?.summary(kind: scenario.repair.kind, factors: factors),
            histories: factors.prefix(Self.shownFactors).compactMap { thinnedHistory(of: $0) },
            fits: zip(factors, parts.fits).compactMap { factor, fit in fit.map { FitSummary(factor, $0) } },
            dependenceFit: dependence.summary(coupling),
            bases: (estimates?.bases ?? []).map { basis in
                FactorBasis(
                    factor: basis.factor, frequency: basis.frequency.description, changes: basis.changes,
                    from: basis.from, to: basis.to, isUsual: basis.isUsual)
            })
    }

    /// Of more factors than this a report shows neither all correlations nor all histories.
    private static let shownFactors = 300

    /// At most this many points of a history go into a report.
    private static let chartPoints = 260

    private func thinnedHistory(of factor: FactorID) -> FactorHistory? {
        guard let column = data.history.index(of: factor) else { return nil }
        let levels = Array(data.history.column(column))
        let known = levels.indices.filter { levels[$0].isFinite }
        guard known.count > 1 else { return nil }
        let count = min(known.count, Self.chartPoints)
        let chosen = (0..<count).map { known[$0 * (known.count - 1) / (count - 1)] }
        return FactorHistory(
            id: factor, dates: chosen.map { data.history.dates[$0] }, levels: chosen.map { levels[$0] })
    }
}
