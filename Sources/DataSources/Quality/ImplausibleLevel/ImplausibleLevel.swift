import Market
import Settings

/// Levels and changes that no rate, spread or implied volatility has: most often percent or basis points read as fractions.
///
/// A series in percent of levels below one, such as yields of 0.4, is known by its changes: their volatility is a hundred times
/// too large. It is measured by a `RobustScale`, over days where dates lie a day or a weekend apart, else over the time between
/// them. The same limits hold for figures that are typed into a scenario.
public struct ImplausibleLevel: HistoryRule {
    public static let kind = "implausible"
    public static let summary = "a rate, spread, volatility or quantity that none has: percent read as fractions?"
    public static let settings =
        [
            limit("rate", 1, "zero rates"), limit("spread", 2, "credit spreads"),
            limit("volatility", 3, "implied volatilities"),
            limit("priceVolatility", 5, "annual volatilities of prices, relative"),
            limit("rateVolatility", 0.1, "annual volatilities of rates and spreads, in their own units"),
            limit("quantity", 1e14, "units of a position"),
            Setting(
                "except", .list(.factorPattern), .optional,
                "factors that are as they should be, by id or pattern"),
        ] + Treatment.settings(.refuse, of: [.report, .exclude, .refuse], severity: .error)
    public static let finds = "implausible levels"
    public static let stage = QualityStage.levels
    public static let advice = "read the file with unit: percent (or bp), correct it"

    private static func limit(_ name: String, _ value: Double, _ what: String) -> Setting {
        Setting(name, .number(.positive), .defaulted(.number(value)), "the most that is believed of " + what)
    }

    public let treatment: Treatment
    public let limits: PlausibleLimits
    private let exceptions: [FactorPattern]

    public init(_ specification: Specification) {
        treatment = Treatment(specification)
        limits = PlausibleLimits(
            rate: specification.number("rate"), spread: specification.number("spread"),
            volatility: specification.number("volatility"),
            priceVolatility: specification.number("priceVolatility"),
            rateVolatility: specification.number("rateVolatility"), quantity: specification.number("quantity"))
        exceptions = specification.texts("except").compactMap { FactorPattern($0) }
    }

    /// Whether a factor is said to be as it should be.
    public func excepts(_ factor: FactorID) -> Bool { exceptions.contains { $0.matches(factor) } }

    public func findings(in market: MergedHistory) -> [Finding] {
        market.history.factors.enumerated().flatMap { factor, id -> [Finding] in
            guard !excepts(id), let limit = limits.level(of: id.factorClass) else { return [] }
            let levels = market.levels(of: factor)
            let beyond = MergedHistory.runs(levels.indices) { levels[$0].magnitude > limit }
            guard let first = beyond.first, let last = beyond.last else {
                return restless(levels, of: factor, id, market).map { [$0] } ?? []
            }
            // Refused or told, a series in another unit is one mistake; left out, it is level by level.
            let whole = first.lowerBound..<last.upperBound
            let runs = treatment.action == .exclude ? beyond : [whole]
            return runs.map { run in
                let found = levels[run].filter { $0.magnitude > limit }
                let largest = found.max { $0.magnitude < $1.magnitude } ?? 0
                let question = PlausibleLimits.question(largest, within: limit)
                return Finding(
                    factor: factor, dates: run,
                    message: found.count == 1
                        ? "the level \(Phrase.number(largest)) is \(question)"
                        : "\(found.count) levels\(market.until(run)) are too large, the largest \(Phrase.number(largest)),"
                            + " which is \(question)")
            }
        }
    }

    /// Changes that are too large for the class, where the levels are not.
    private func restless(_ levels: [Double], of factor: Int, _ id: FactorID, _ market: MergedHistory) -> Finding? {
        let known = levels.indices.filter { levels[$0].isFinite }
        guard known.count > 10, let limit = limits.volatility(of: id.factorClass, isRelative: false) else { return nil }
        let steps = zip(known, known.dropFirst())
        var gaps = steps.map { Double(market.history.dates[$1].days(since: market.history.dates[$0])) }
        guard let scale = RobustScale(of: steps.map { levels[$1] - levels[$0] }) else { return nil }
        let gap = RobustScale.median(&gaps)
        let volatility = scale.deviation * (gap <= 3 ? 252 : 365.25 / gap).squareRoot()
        guard volatility > limit else { return nil }
        return Finding(
            factor: factor, dates: levels.indices,
            message:
                "its changes make a volatility of \(PlausibleLimits.question(volatility, within: limit / 5)) a year")
    }
}
