import Instruments
import Market
import Processes

extension MarketModel {
    /// What the process of a factor is made from.
    ///
    /// - Parameter curves: the curves that the factors form, by name.
    public func parameters(of index: Int, curves: [String: [MarketLayout.Node]]) -> ProcessParameters {
        let factor = factors[index]
        return ProcessParameters(
            level: factor.level, volatility: factor.volatility, drift: factor.drift, specification: factor.process,
            curve: curve(of: factor.id, curves: curves))
    }

    /// Makes the random part of a factor's changes so many times as large, whatever its process.
    ///
    /// - Parameter models: know the processes of the market.
    public mutating func scaleVolatility(of index: Int, by multiplier: Double, models: ModelCatalog) {
        let process = factors[index].process
        guard let type = models.process(process.kind) else { preconditionFailure("unknown process \(process.kind)") }
        factors[index].volatility *= multiplier
        factors[index].process = type.scalingVolatility(of: process, by: multiplier)
    }

    private func curve(of id: FactorID, curves: [String: [MarketLayout.Node]]) -> InitialCurve? {
        let name = id.parts.dropLast().joined(separator: ".")
        guard let nodes = curves[name], let own = nodes.first(where: { $0.factor == id }) else { return nil }
        let levels = Dictionary(uniqueKeysWithValues: factors.map { ($0.id, $0.level) })
        return InitialCurve(
            tenors: nodes.map(\.tenor), rates: nodes.map { levels[$0.factor] ?? 0 }, tenor: own.tenor)
    }
}
