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
}

/// A change of the model with the run under it, from other levels where they move; on the same draws.
public struct StressedModel: Sendable {
    public let change: ModelStress
    public let run: BoundRun

    /// - Throws: where the changed market cannot be simulated.
    public init(_ change: ModelStress, of run: BoundRun, levels: [Double]?) throws(RunProblem) {
        var stressed = run.run
        stressed.market = run.market.scalingVolatilities(by: change.volatilities)
        if let levels {
            for index in levels.indices { stressed.market.factors[index].level = levels[index] }
        }
        if let root = change.root { stressed.market.root = root }
        self.change = change
        self.run = try BoundRun(stressed, positions: run.positions, kinds: run.kinds)
    }
}
