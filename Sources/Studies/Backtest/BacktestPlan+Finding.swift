import Scenarios
import Settings

extension BacktestPlan {
    /// What tells the backtest apart: its models as of the last forecast, and every day that is judged with what came of it.
    var finding: String {
        let judged = days.map { day in
            Value.Content.list(
                [.date(day.origin), .date(day.target)] + day.levels.map { .number($0) }
                    + (day.profitAndLoss.map { [.list([.number($0)])] } ?? []))
        }
        return RunIdentity.finding(
            of: BacktestStudy.name, in: models.map(\.resolved.identity),
            asked: [
                .number(confidence.value), .number(shortfallConfidence.value), .count(step), .count(refit),
                .list(models.map { .text($0.name) }), .list(judged),
            ])
    }
}
