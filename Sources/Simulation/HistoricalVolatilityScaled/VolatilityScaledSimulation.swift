import Market
import Settings

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Historical simulation whose changes are brought to today's volatility: each is multiplied by the volatility of its
/// factor today over that of its own day.
///
/// Source: J. Hull, A. White, “Incorporating volatility updating into the historical simulation method for
/// value-at-risk”, Journal of Risk 1(1), 1998.
public struct VolatilityScaledSimulation: SimulationMethod {
    public static let kind = "historical-volatility-scaled"
    public static let summary = "historical simulation with each change scaled to today's volatility of its factor"
    public static let settings = [
        horizonSetting, windowSetting,
        Setting(
            "decay", .number(.fraction), .defaulted(.number(0.94)),
            "of the exponentially weighted volatility of a factor"),
        Setting(
            "returns", .choice(["logarithmic", "simple"]), .defaulted(.text("logarithmic")),
            "what is scaled where changes are relative: log(S₁/S₀) or S₁/S₀ − 1"),
    ]
    public static let needsHistory = true

    private let horizonDays: Int
    public let window: Int?
    private let decay: Double
    private let isSimple: Bool

    public init(_ specification: Specification) {
        horizonDays = specification.count("horizon")
        window = specification.has("window") ? specification.count("window") : nil
        decay = specification.number("decay")
        isSimple = specification.text("returns") == "simple"
    }

    public var title: String {
        "historical days scaled to today's volatilities (exponentially weighted, decay \(decay))"
    }

    public func sampling(window: Int) -> Sampling { .historical(scenarios: window, horizonDays: horizonDays) }

    public func states(_ changes: DailyChanges) throws(SimulationProblem) -> any MarketStates {
        var scaled = changes.changes
        var compositions: [HistoricalScenarios.Composition] = []
        for (column, convention) in changes.conventions.enumerated() {
            let composition: HistoricalScenarios.Composition =
                convention == .logarithmic && isSimple ? .simple : .init(convention)
            compositions.append(composition)
            let own = (0..<scaled.rowCount).map { row in
                composition == .simple ? expm1(scaled[row, column]) : scaled[row, column]
            }
            let volatility = ExponentialVolatility(own, decay: decay)
            for (row, change) in own.enumerated() {
                let then = volatility.forecasts[row]
                let value = then > 0 ? change * (volatility.next / then) : change
                if composition == .simple, value <= -1 {
                    throw SimulationProblem(
                        "the simple return of \(changes.factors[column]) on \(changes.dates[row]), \(change), would be"
                            + " \(value) at today's volatility, and a price cannot lose more than itself",
                        hint: "write returns: logarithmic")
                }
                scaled[row, column] = value
            }
        }
        return HistoricalScenarios(compositions: compositions, changes: scaled, span: horizonDays)
    }

    public static func states(from record: StatesRecord) throws(RunProblem) -> any MarketStates {
        try HistoricalScenarios(record)
    }
}
