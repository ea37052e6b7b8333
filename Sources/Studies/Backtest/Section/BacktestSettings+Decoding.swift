import Scenarios
import Settings

extension BacktestSettings {
    public init(_ section: Value, in source: SectionSource, issues: inout [Issue]) {
        from = section["from"]?.located(\.date)
        to = section["to"]?.located(\.date)
        step = section["step"]?.count ?? 1
        refit = section["refit"]?.count ?? 1
        confidence = section["confidence"]?.located(\.confidence)
        shortfallConfidence = section["shortfallConfidence"]?.located(\.confidence)
        profitAndLossFile = section["profitAndLoss"]?["file"]?.located { file in
            file.text.map(source.path)
        }
        location = section.location
        checkPeriod(&issues)
        // The same mistake would be told once for every model.
        guard source.isSound, issues.isEmpty else { return }
        models = ScenarioVariant.all(section["models"], at: ["models"], in: source, issues: &issues)
    }

    private func checkPeriod(_ issues: inout [Issue]) {
        guard let from, let to, from.content > to.content else { return }
        issues.append(
            Issue(
                "the backtest is from \(from.content) to \(to.content)", hint: "the first day comes first",
                at: from.location, path: from.path))
    }
}
