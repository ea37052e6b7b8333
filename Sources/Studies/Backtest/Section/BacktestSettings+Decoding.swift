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
        for (index, value) in (section["models"]?.items ?? []).enumerated() {
            let name = value["name"]?.text ?? ""
            if models.contains(where: { $0.name == name }) {
                issues.append(
                    Issue(
                        "two models are named “\(name)”", hint: "give each a name of its own", at: value.location,
                        path: value.path))
            }
            guard let scenario = source.variant(changedBy: ["models", "[\(index)]"], issues: &issues) else { continue }
            models.append(Model(name: name, scenario: scenario, location: value.location))
        }
    }

    private func checkPeriod(_ issues: inout [Issue]) {
        guard let from, let to, from.content > to.content else { return }
        issues.append(
            Issue(
                "the backtest is from \(from.content) to \(to.content)", hint: "the first day comes first",
                at: from.location, path: from.path))
    }
}
