import LinearAlgebra
import Market
import Simulation

/// A change of the calibrated model: volatilities, correlations, or how long positions take to leave.
public struct ModelStress: Sendable {
    /// What volatilities are multiplied by, a number each factor: the random part of every change is as many times as
    /// large, whatever its process (`AssetProcess.scalingVolatility`).
    public var volatilities: [Double]
    /// In place of the model's own; nil where correlations stay.
    public var root: CorrelationRoot?
    /// Business days each factor takes to leave; empty where all take the horizon.
    public var liquidity: [Int]

    public init(volatilities: [Double], root: CorrelationRoot? = nil, liquidity: [Int] = []) {
        self.volatilities = volatilities
        self.root = root
        self.liquidity = liquidity
    }

    /// The run under the changed model, from other levels where they move; on the same draws.
    ///
    /// - Parameter models: know the processes of the run.
    public func applied(to run: Run, levels: [Double]?, models: ModelCatalog) -> Run {
        var stressed = run
        for index in run.market.factors.indices {
            if let levels { stressed.market.factors[index].level = levels[index] }
            if volatilities[index] != 1 {
                stressed.market.scaleVolatility(of: index, by: volatilities[index], models: models)
            }
        }
        if let root { stressed.market.root = root }
        return stressed
    }
}
