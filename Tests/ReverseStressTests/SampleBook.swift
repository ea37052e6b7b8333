import LinearAlgebra
import Market
import MarketTwin
import ReverseStress
import Settings
import Simulation

/// A run in code, and the search for moves that make it lose.
struct SampleBook {
    struct Factor {
        var id: String
        var level: Double
        /// Over the horizon, which is a year here.
        var deviation: Double
        var isAbsolute = true
        var drift = 0.0
    }

    var factors: [Factor]
    var correlations: [[Double]]?
    var positions: [Position] = []

    mutating func hold(
        _ quantity: Double, _ kind: String, _ settings: [String: Value.Content], currency: String = "USD"
    ) {
        let family = Catalog.standard.kinds.instruments.description
        guard let description = family[kind], let currency = Currency(currency) else { preconditionFailure(kind) }
        positions.append(
            Position(
                id: "\(positions.count)", book: "Book", quantity: quantity, currency: currency,
                instrument: Specification(kind: kind, settings: settings).completed(description)))
    }

    mutating func holdShare(_ quantity: Double, _ factor: String, currency: String = "USD") {
        hold(quantity, "equity", ["factor": .factor(FactorID(factor)!)], currency: currency)
    }

    mutating func holdOption(_ quantity: Double, _ factor: String, _ right: String, strike: Double) {
        hold(
            quantity, "european-option",
            [
                "factor": .factor(FactorID(factor)!), "right": .text(right), "strike": .number(strike),
                "expiry": .term(.years(2)), "volatility": .quantity(.number(0.25)),
            ])
    }

    func simulator() throws -> BoundRun {
        let modelled = factors.map { factor in
            ModelledFactor(
                id: FactorID(factor.id)!, level: factor.level, volatility: factor.deviation, drift: factor.drift,
                process: Specification(
                    kind: factor.isAbsolute ? "arithmetic-brownian-motion" : "geometric-brownian-motion"))
        }
        let matrix = correlations.map { Matrix($0) } ?? .identity(factors.count)
        let run = Run(
            title: "sample", asOf: CalendarDate(iso: "2022-12-28")!, baseCurrency: .usDollar,
            market: MarketModel(
                factors: modelled, root: .cholesky(try CholeskyFactor(matrix)),
                dependence: Specification(kind: "gaussian")), positions: positions,
            sampling: Sampling(paths: 1_000, horizonDays: 252, steps: 1, seed: 1, precision: .double), measures: [])
        return try BoundRun(run, kinds: Catalog.standard.kinds)
    }

    /// The result, and the levels of every factor at each solution, by its id.
    func solve(
        loss: Double, workers: Int = 2, at time: ValuationTime = .today
    ) throws -> (result: ReverseStressTest.Result, levels: [[String: Double]]) {
        let simulator = try simulator()
        let coordinates = try MoveCoordinates(simulator.moveLaw)
        let field = LossField(coordinates, StateValuation(simulator, at: time))
        let result = ReverseStressTest(target: loss).solve(field, workers: workers)
        let levels = result.solutions.map { solution in
            let moved = coordinates.law.levels(after: coordinates.changes(at: solution.point))
            return Dictionary(uniqueKeysWithValues: zip(factors.map(\.id), moved))
        }
        return (result, levels)
    }
}

func isClose(_ a: Double?, _ b: Double, _ tolerance: Double) -> Bool {
    a.map { abs($0 - b) <= tolerance * max(1, abs(b)) } ?? false
}
