import Parametric
import Settings

/// No scenarios: sensitivities, the covariance of the model, and the distribution of the quadratic loss they make.
public struct ParametricSimulation: SimulationMethod {
    public static let kind = "parametric"
    public static let summary = "delta-normal or delta-gamma: sensitivities and the model's covariance, no scenarios"
    public static let settings = [
        horizonSetting,
        Setting(
            "method", .choice(ParametricMethod.allCases.map(\.rawValue)),
            .defaulted(.text(ParametricMethod.imhof.rawValue)), "how the distribution of the loss is found"),
    ]

    /// The most factors whose second derivatives are taken: the matrix of them, and its eigenvalues, grow with the square
    /// and the cube.
    public static let factorLimit = 1_000

    private let horizonDays: Int
    private let method: ParametricMethod

    public init(_ specification: Specification) {
        horizonDays = specification.count("horizon")
        method = specification.word("method")
    }

    public var title: String { "sensitivities and the model's covariance, \(method.rawValue)" }

    public func sampling(window: Int) -> Sampling { .historical(scenarios: 0, horizonDays: horizonDays) }

    public static let sample = SampleOrigin.law

    public func problem(factorCount: Int) -> SimulationProblem? {
        guard factorCount > Self.factorLimit, method.usesGamma else { return nil }
        return SimulationProblem(
            "the portfolio has \(factorCount) risk factors, and second derivatives are taken of"
                + " \(Self.factorLimit) at most",
            hint: "write method: delta-normal, or choose {kind: monte-carlo}", setting: "method")
    }

    public func states(_ changes: DailyChanges) throws(SimulationProblem) -> any MarketStates {
        ParametricStates(method: method)
    }

    public static func states(from record: StatesRecord) throws(RunProblem) -> any MarketStates {
        try ParametricStates(record)
    }
}
