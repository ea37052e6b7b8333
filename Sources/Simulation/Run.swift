import LinearAlgebra
import Market
import Processes
import Settings

/// Everything a simulation needs, complete and valid: nothing is looked up, checked or repaired after it was made.
///
/// A value that can be stored, hashed and sent to another machine; a `BoundRun` is what can be run. The same run gives the same
/// bits for any number of workers and any order of blocks on machines with the same kernel set.
public struct Run: Sendable {
    public var title: String
    public var asOf: CalendarDate
    public var baseCurrency: Currency
    public var market: MarketModel
    public var positions: [Position]
    public var sampling: Sampling
    /// The kind of simulation that its market states come from.
    public var simulation: String
    /// What that simulation prepared.
    public var states: StatesRecord
    /// The measures asked for, each a kind and its settings.
    public var measures: [Specification]

    public init(
        title: String, asOf: CalendarDate, baseCurrency: Currency, market: MarketModel, positions: [Position],
        sampling: Sampling, simulation: String = MonteCarloSimulation.kind, states: StatesRecord = StatesRecord(),
        measures: [Specification]
    ) {
        self.title = title
        self.asOf = asOf
        self.baseCurrency = baseCurrency
        self.market = market
        self.positions = positions
        self.sampling = sampling
        self.simulation = simulation
        self.states = states
        self.measures = measures
    }
}

/// The factors, how each moves, and how they move together.
public struct MarketModel: Sendable, Codable {
    public var factors: [ModelledFactor]
    /// Of the correlation matrix of the factors' drivers, factorised once, on one thread.
    public var root: CorrelationRoot
    public var dependence: Specification

    public init(factors: [ModelledFactor], root: CorrelationRoot, dependence: Specification) {
        precondition(root.count == factors.count, "one variable of the root for each risk factor")
        self.factors = factors
        self.root = root
        self.dependence = dependence
    }
}

/// One factor with today's level and its calibrated process.
public struct ModelledFactor: Sendable, Codable {
    public var id: FactorID
    public var level: Double
    /// Annual; relative or absolute as the process says.
    public var volatility: Double
    /// Annual; relative or absolute as the process says.
    public var drift: Double
    public var process: Specification
    /// The law of its driver under a copula, complete; nil for the law that the dependence gives.
    public var marginal: Specification?

    public init(
        id: FactorID, level: Double, volatility: Double, drift: Double, process: Specification,
        marginal: Specification? = nil
    ) {
        self.id = id
        self.level = level
        self.volatility = volatility
        self.drift = drift
        self.process = process
        self.marginal = marginal
    }
}

/// A quantity of an instrument in a book.
public struct Position: Sendable, Codable {
    public var id: String
    /// `Equity/US/Tech`.
    public var book: String
    public var quantity: Double
    public var currency: Currency
    public var instrument: Specification

    public init(id: String, book: String, quantity: Double, currency: Currency, instrument: Specification) {
        self.id = id
        self.book = book
        self.quantity = quantity
        self.currency = currency
        self.instrument = instrument
    }
}

/// How many paths of which steps over which horizon, drawn from which seed.
public struct Sampling: Sendable, Codable {
    public enum Precision: String, Sendable, Codable, CaseIterable {
        /// Drivers and their correlation in double precision.
        case double
        /// Drivers and their correlation in single precision; revaluation and sums stay in double.
        case single
    }

    public var paths: Int
    /// Business days.
    public var horizonDays: Int
    /// Equal steps to the horizon.
    public var steps: Int
    public var seed: UInt64
    public var precision: Precision

    public init(paths: Int, horizonDays: Int, steps: Int, seed: UInt64, precision: Precision) {
        self.paths = paths
        self.horizonDays = horizonDays
        self.steps = steps
        self.seed = seed
        self.precision = precision
    }

    /// Years: business days / 252.
    public var horizon: Double { Double(horizonDays) / 252 }
}
