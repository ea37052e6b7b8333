import Scenarios
import Settings

extension BacktestSettings {
    public static let key = "backtest"
    public static let summary = "how forecasts of the past are judged"

    public static func shape(in catalog: Catalog) -> Shape {
        .object([
            Setting(
                "from", .date, .optional,
                "the first day whose profit and loss is judged; the first that the window allows where left out"),
            Setting(
                "to", .date, .optional,
                "the last day whose profit and loss is judged; asOf, or the history's last, where left out"),
            Setting("step", .days(1...2_520), .optional, "from one forecast to the next; 1d where left out"),
            Setting(
                "refit", .days(1...2_520), .optional,
                "how long parameters fitted by maximum likelihood are kept; levels, volatilities and correlations are of"
                    + " each day all the same; 1d where left out"),
            Setting(
                "confidence", .number(.fraction), .optional,
                "of the value-at-risk, and of the expected shortfall unless that has its own; the scenario's measures nearest"
                    + " to 99 % and 97.5 % where left out"),
            Setting(
                "shortfallConfidence", .number(.fraction), .optional,
                "of the expected shortfall, such as 97.5%; that of the value-at-risk where only this is left out"),
            Setting(
                "models", .list(.object(ScenarioVariant.settings(in: catalog)), atLeast: 1), .optional,
                "models to compare, each the scenario with changes; the scenario itself where left out"),
            Setting(
                "profitAndLoss",
                .object([
                    Setting("file", .file, .required, "as CSV: date,pnl, in the base currency, a gain is positive")
                ]), .optional, "what was really gained and lost; the portfolio held through the history where left out"),
        ])
    }
}
