import LinearAlgebra
import Market
import MarketTwin
import Settings
import Simulation

/// A whole run on one worker, by dependence: 50 lognormal factors, 10 steps, a linear book.
func runBenchmarks() {
    let (factors, steps, paths) = (50, 10, 4_096)
    let dependences = [
        Specification(kind: "gaussian"),
        Specification(kind: "student-t", settings: ["degreesOfFreedom": .number(4)]),
    ]
    for dependence in dependences {
        guard
            let simulator = try? BoundRun(
                worked(factors: factors, steps: steps, paths: paths, dependence), kinds: Catalog.standard.kinds)
        else { preconditionFailure("a run that goes together") }
        measure("run, \(dependence.kind), for a factor, path and step", numbers: factors * steps * paths) {
            _ = simulator.profitAndLoss(workers: 1)
        }
    }
}

private func worked(factors count: Int, steps: Int, paths: Int, _ dependence: Specification) -> Run {
    var correlation = Matrix(rowCount: count, columnCount: count, filledWith: 0.3)
    for index in 0..<count { correlation[index, index] = 1 }
    guard let factor = try? CholeskyFactor(correlation) else { preconditionFailure("equal correlations of 0.3") }
    let ids = (0..<count).compactMap { FactorID("EQ.S\($0)") }
    return Run(
        title: "worked", asOf: CalendarDate(dayNumber: 19_723), baseCurrency: .usDollar,
        market: MarketModel(
            factors: ids.map {
                ModelledFactor(
                    id: $0, level: 100, volatility: 0.2, drift: 0.01,
                    process: Specification(kind: "geometric-brownian-motion"))
            },
            root: .cholesky(factor), dependence: dependence),
        positions: ids.map {
            Position(
                id: $0.name, book: "Shares", quantity: 10, currency: .usDollar,
                instrument: Specification(kind: "equity", settings: ["factor": .factor($0)]))
        },
        sampling: Sampling(paths: paths, horizonDays: 10, steps: steps, seed: 1, precision: .double), measures: [])
}
