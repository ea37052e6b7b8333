import LinearAlgebra
import Market
import MarketTwin
import Settings
import Simulation

/// A run written in code: factors with their processes, positions, and how they are sampled.
struct TestMarket {
    struct Factor {
        var id: String
        var level: Double
        var volatility: Double
        var drift = 0.0
        var process = "geometric-brownian-motion"
    }

    var factors: [Factor]
    var correlations: [[Double]]?
    var dependence = Specification(kind: "gaussian")
    var positions: [Position] = []
    var asOf = CalendarDate(iso: "2022-12-28")!

    mutating func hold(
        _ quantity: Double, _ kind: String, _ settings: [String: Value.Content], book: String = "Book",
        currency: String = "USD"
    ) {
        let family = Catalog.standard.kinds.instruments.description
        guard let description = family[kind], let currency = Currency(currency) else { preconditionFailure(kind) }
        positions.append(
            Position(
                id: "\(positions.count)", book: book, quantity: quantity, currency: currency,
                instrument: Specification(kind: kind, settings: settings).completed(description)))
    }

    func run(
        paths: Int, days: Int, steps: Int = 1, seed: UInt64 = 42, precision: Sampling.Precision = .double,
        base: String = "USD"
    ) throws -> Run {
        let modelled = factors.compactMap { factor in
            FactorID(factor.id).map {
                ModelledFactor(
                    id: $0, level: factor.level, volatility: factor.volatility, drift: factor.drift,
                    process: Specification(kind: factor.process))
            }
        }
        let matrix = correlations.map { Matrix($0) } ?? .identity(factors.count)
        return Run(
            title: "test", asOf: asOf, baseCurrency: Currency(base)!,
            market: MarketModel(factors: modelled, root: .cholesky(try CholeskyFactor(matrix)), dependence: dependence),
            positions: positions,
            sampling: Sampling(paths: paths, horizonDays: days, steps: steps, seed: seed, precision: precision),
            measures: [])
    }

    func simulator(
        paths: Int, days: Int, steps: Int = 1, seed: UInt64 = 42, precision: Sampling.Precision = .double,
        base: String = "USD"
    ) throws -> BoundRun {
        try BoundRun(
            run(paths: paths, days: days, steps: steps, seed: seed, precision: precision, base: base),
            kinds: Catalog.standard.kinds)
    }

    static func studentT(_ degreesOfFreedom: Double) -> Specification {
        Specification(kind: "student-t", settings: ["degreesOfFreedom": .number(degreesOfFreedom)])
    }
}

extension Value.Content {
    static func factor(_ name: String) -> Value.Content { .factor(FactorID(name)!) }
    static func rate(_ name: String) -> Value.Content { .quantity(.factor(FactorID(name)!)) }
}

extension Run {
    /// Takes its market states from elsewhere than the model.
    mutating func take(_ states: some MarketStates, by simulation: String) {
        self.simulation = simulation
        self.states = states.record
    }
}

extension BoundRun {
    /// The losses of the whole portfolio, path by path.
    func losses(workers: Int = 2, blockPaths: Int? = nil) -> [Double] {
        profitAndLoss(workers: workers, blockPaths: blockPaths).withNode(0) { $0.map { -$0 } }
    }
}

/// The figure lies within so many of its own standard errors of the known answer.
func isWithin(_ standardErrors: Double, _ estimate: Estimate, of known: Double) -> Bool {
    abs(estimate.value - known) <= standardErrors * estimate.standardError
}
