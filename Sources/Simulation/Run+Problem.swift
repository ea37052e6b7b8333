import Dependence
import Instruments
import Market
import Processes
import Settings

extension Run {
    /// Why the parts of a run do not go together, in a sentence without a full stop; nil where they do.
    ///
    /// A run that a scenario was resolved to has none. One that is put together from parts of others may: positions that
    /// have expired by its date or need factors that its market lacks, processes that its dependence cannot drive.
    public func problem(_ models: ModelCatalog) -> String? {
        problemOfPositions(models) ?? problemOfMarket(models)
    }

    private func problemOfPositions(_ models: ModelCatalog) -> String? {
        let factors = market.factors.map(\.id)
        let known = Set(factors)
        let curves = MarketLayout.curves(of: factors)
        for position in positions {
            guard let type = models.instrument(position.instrument.kind) else {
                preconditionFailure("unknown instrument \(position.instrument.kind)")
            }
            let instrument: any Instrument
            do {
                instrument = try type.init(position.instrument, asOf: asOf)
            } catch {
                return "position \(position.id): \(error.message)"
            }
            for (_, quantity) in instrument.requirements.quantities {
                switch quantity {
                case .factor(let factor) where !known.contains(factor):
                    return "position \(position.id) needs \(factor), which that market does not have"
                case .curve(let name) where curves[name] == nil:
                    return "position \(position.id) needs the curve \(name), which that market does not have"
                default: break
                }
            }
            guard CurrencyConversion(from: position.currency, to: baseCurrency, factors: factors) != nil else {
                return "no exchange rate of that market leads from \(position.currency) to \(baseCurrency)"
            }
        }
        return nil
    }

    private func problemOfMarket(_ models: ModelCatalog) -> String? {
        guard let dependence = models.dependence(market.dependence.kind) else {
            preconditionFailure("unknown dependence \(market.dependence.kind)")
        }
        let curves = MarketLayout.curves(of: market.factors.map(\.id))
        for (index, factor) in market.factors.enumerated() {
            guard let process = models.process(factor.process.kind) else {
                preconditionFailure("unknown process \(factor.process.kind)")
            }
            if factor.level <= 0, factor.id.factorClass.isPositive || process.change(factor.process) == .logarithmic {
                return "the level of \(factor.id) must be greater than 0 for its process"
            }
            let parameters = market.parameters(of: index, curves: curves)
            if let problem = process.problem(with: parameters) { return "\(factor.id): \(problem.message)" }
            if process.init(parameters).needsNormalDriver,
                !dependence.givesNormalDrivers || factor.marginal != nil
            {
                return "the process of \(factor.id) needs a normal driver, which \(dependence.kind) does not give"
            }
            if !dependence.covers(factor.id, market.dependence) {
                return "\(dependence.kind) says nothing of \(factor.id)"
            }
        }
        return nil
    }
}
