import Market
import Settings

/// Levels of zero or less where the factor's class has none: prices, exchange rates, volatilities.
///
/// `report` keeps them, for a factor whose changes are measured absolutely: WTI closed at −36.98 on 2020-04-20.
public struct NonPositiveLevel: HistoryRule {
    public static let kind = "non-positive"
    public static let summary = "a price, an exchange rate or a volatility of zero or less"
    public static let settings = Treatment.settings(.refuse, of: QualityAction.allCases, severity: .error)
    public static let finds = "levels that are not positive"
    public static let stage = QualityStage.levels

    public let treatment: Treatment

    public init(_ specification: Specification) { treatment = Treatment(specification) }

    public func findings(in market: MergedHistory) -> [Finding] {
        market.history.factors.enumerated().flatMap { factor, id -> [Finding] in
            guard id.factorClass.isPositive else { return [] }
            let levels = market.levels(of: factor)
            return MergedHistory.runs(levels.indices) { levels[$0] <= 0 }.map { run in
                let lowest = Phrase.number(levels[run].min() ?? 0)
                return Finding(
                    factor: factor, dates: run,
                    message: run.count == 1
                        ? "the level \(lowest) is not positive"
                        : "\(run.count) levels are not positive, the lowest \(lowest)" + market.until(run))
            }
        }
    }
}
