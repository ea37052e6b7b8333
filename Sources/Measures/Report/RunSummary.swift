import Market

/// What was run.
public struct RunSummary: Sendable, Hashable {
    /// SHA-256 of the `Run` and of what the kernels do that it ran on, in hexadecimal: 64 digits. Two results of one id have the
    /// same bits.
    public var id: String
    /// SHA-256 of the `Run` alone, the same on every machine; nil in results of an earlier version, whose id it was.
    public var inputs: String?
    public var title: String
    /// The scenario file as it was named on the command line.
    public var scenario: String
    public var asOf: CalendarDate
    public var seed: UInt64
    public var paths: Int
    /// Business days.
    public var horizonDays: Int
    public var steps: Int
    /// How the market states came about; nil for Monte Carlo.
    public var scenarios: ScenarioSummary?
    /// What the command line changed about the scenario, as `key=value`, but for paths and seed; nil for nothing.
    public var changes: [String]?

    public init(
        id: String, title: String, scenario: String, asOf: CalendarDate, seed: UInt64, paths: Int, horizonDays: Int,
        steps: Int, scenarios: ScenarioSummary? = nil
    ) {
        self.id = id
        self.title = title
        self.scenario = scenario
        self.asOf = asOf
        self.seed = seed
        self.paths = paths
        self.horizonDays = horizonDays
        self.steps = steps
        self.scenarios = scenarios
    }
}

/// What it ran on.
public struct EngineSummary: Sendable, Codable {
    public var version: String
    /// The kernel set of OpenBLAS, such as `SkylakeX`.
    public var blasCore: String
    /// The instruction set of the elementwise kernels, such as `x86-64-v4`.
    public var simd: String
    public var workers: Int
    /// `double` or `single`: the precision of the drivers.
    public var precision: String
    /// SHA-256 of what the kernels do, in hexadecimal: 64 digits; nil in results of an earlier version.
    public var kernels: String?

    public init(version: String, blasCore: String, simd: String, workers: Int, precision: String) {
        self.version = version
        self.blasCore = blasCore
        self.simd = simd
        self.workers = workers
        self.precision = precision
    }

    /// What stands beside the identity of a run: results of one identity have the same bits where this is the same.
    public var kernelSet: String { kernels ?? blasCore + " " + simd }
}

/// Seconds spent in each stage, from a monotonic clock. What they leave of the wall time is writing the report down.
public struct Timings: Sendable, Codable {
    /// From the start of the process to the first stage: loading the program and its libraries.
    public var start: Double
    public var load: Double
    public var calibrate: Double
    public var simulate: Double
    public var measure: Double
    /// The parametric figures beside a simulation.
    public var check: Double
    /// The second pass: what positions and factors add to the figures.
    public var attribute: Double
    /// Histories drawn for what the window leaves unknown; nil where that was not asked.
    public var estimate: Double?
    /// Other models of the same book; nil where none was asked.
    public var models: Double?
    /// Putting the report together, giving back the memory of the paths, and writing, up to where this number stands.
    public var report: Double

    public init(
        start: Double, load: Double, calibrate: Double, simulate: Double, measure: Double, check: Double = 0,
        attribute: Double = 0, report: Double = 0
    ) {
        self.start = start
        self.load = load
        self.calibrate = calibrate
        self.simulate = simulate
        self.measure = measure
        self.check = check
        self.attribute = attribute
        self.report = report
    }

    /// The stages by name, in their order.
    public var stages: [(name: String, seconds: Double)] {
        [
            ("start", start), ("load", load), ("calibrate", calibrate), ("simulate", simulate), ("measure", measure),
            ("check", check), ("attribute", attribute), ("estimate", estimate ?? 0), ("models", models ?? 0),
            ("report", report),
        ]
    }

    /// The stages that took any time, for a reader.
    public var passedStages: [(name: String, seconds: Double)] { stages.filter { $0.seconds > 0 } }

    public var total: Double { stages.reduce(0) { $0 + $1.seconds } }

    private enum CodingKeys: CodingKey {
        case start, load, calibrate, simulate, measure, check, attribute, report, estimate, models
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let all: [(CodingKeys, Double)] = [
            (.start, start), (.load, load), (.calibrate, calibrate), (.simulate, simulate), (.measure, measure),
            (.check, check), (.attribute, attribute), (.report, report),
        ]
        for (key, seconds) in all { try container.encode(seconds, forKey: key) }
        // What was not asked took no time.
        if let estimate { try container.encode(estimate, forKey: .estimate) }
        if let models { try container.encode(models, forKey: .models) }
    }

    /// Results of an earlier version have no time of taking apart.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func seconds(_ key: CodingKeys) throws -> Double { try container.decode(Double.self, forKey: key) }
        self.init(
            start: try seconds(.start), load: try seconds(.load), calibrate: try seconds(.calibrate),
            simulate: try seconds(.simulate), measure: try seconds(.measure), check: try seconds(.check),
            attribute: try container.decodeIfPresent(Double.self, forKey: .attribute) ?? 0,
            report: try seconds(.report))
        estimate = try container.decodeIfPresent(Double.self, forKey: .estimate)
        models = try container.decodeIfPresent(Double.self, forKey: .models)
    }
}
