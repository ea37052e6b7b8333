import Settings

/// Paths of the factors' processes, drawn at random.
public struct MonteCarloSimulation: SimulationMethod {
    public static let kind = "monte-carlo"
    public static let summary = "random paths of the factors' processes"
    public static let settings = [
        pathSetting, horizonSetting,
        Setting("steps", .count(1...100_000), .defaulted(.count(1)), "equal steps to the horizon"),
        seedSetting,
        Setting("precision", .choice(["double", "single"]), .defaulted(.text("double")), "of the drivers"),
    ]

    private let sampling: Sampling

    public init(_ specification: Specification) {
        sampling = Sampling(
            paths: specification.count("paths"), horizonDays: specification.count("horizon"),
            steps: specification.count("steps"), seed: UInt64(specification.count("seed")),
            precision: specification.word("precision"))
    }

    public var title: String { "Monte Carlo" }

    public func sampling(window: Int) -> Sampling { sampling }

    public func states(_ changes: DailyChanges) throws(SimulationProblem) -> any MarketStates { MonteCarloStates() }

    public static func states(from record: StatesRecord) throws(RunProblem) -> any MarketStates { MonteCarloStates() }
}

extension SimulationMethod {
    static var pathSetting: Setting {
        Setting("paths", .count(1...Sampling.pathLimit), .defaulted(.count(100_000)), "how many are drawn")
    }

    static var seedSetting: Setting {
        Setting("seed", .count(0...Int.max), .defaulted(.count(42)), "of the random numbers")
    }
}

extension Sampling {
    /// The most paths a run may have: a billion losses of one book are 8 GB.
    public static let pathLimit = 1_000_000_000
}
