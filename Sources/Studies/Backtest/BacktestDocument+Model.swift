import Backtesting
import Market
import Reports
import Statistics

extension BacktestReport {
    /// One model: its lights, its forecasts against what came, its exceptions, its tests in full.
    func section(of model: BacktestedModel) -> DocumentSection {
        var facts = [DocumentFact("Basel light", words.light(model.recent))]
        if let zones = words.zones(model.zones) { facts.append(DocumentFact("Over time", zones)) }
        if let hits = words.shortfallHits(model) { facts.append(DocumentFact("ES", hits)) }
        let (joint, quantile) = (
            Quantity.number(model.jointScore, digits: 5), Quantity.number(model.quantileScore, digits: 5)
        )
        facts.append(DocumentFact("Scores", "Fissler–Ziegel \(joint), quantile loss \(quantile)"))
        let tables: [DocumentBlock] = [.table(exceptions(of: model)), .table(results(of: model))]
        return DocumentSection(
            anchor: "model-" + String(models.firstIndex { $0.name == model.name } ?? 0),
            heading: "\(model.name): \(NumberText.counted(model.exceptionCount, "exception"))",
            // One day makes no line.
            blocks: [.paragraph(Prose(model.description)), .facts(facts)] + (days.count > 1 ? charts(of: model) : [])
                + tables)
    }

    private func charts(of model: BacktestedModel) -> [DocumentBlock] {
        [
            .chart(
                DocumentChart(
                    caption: """
                        Profit and loss by day (grey), \(valueAtRiskName) (line) and \(shortfallName) (dashed) below zero, \
                        exceptions (dots).
                        """,
                    ForecastBandChart(
                        forecasts: model.forecasts, shortfalls: model.shortfalls,
                        years: days.map { $0.target.components.year }, title: "Forecasts of \(model.name)"),
                    width: 720, height: 280)),
            .charts([
                DocumentChart(
                    title: "Probability integral transform",
                    caption: "Even where the model is right (dashed: 95% band).",
                    UniformityChart(
                        counts: Self.counts(model.forecasts.transforms ?? []),
                        title: "Probability integral transform of \(model.name)"), width: 330, height: 170)
            ]),
        ]
    }

    /// In twenty bins.
    private static func counts(_ transforms: [Double]) -> [Int] {
        var counts = [Int](repeating: 0, count: 20)
        for transform in transforms { counts[min(Int(transform * 20), 19)] += 1 }
        return counts
    }

    private func exceptions(of model: BacktestedModel) -> DocumentTable {
        let shortfalls = model.shortfalls
        let hits = model.forecasts.exceptions.hits
        return DocumentTable(
            caption: "Exceptions of \(model.name)", stub: "exception on",
            columns: [
                .init("P&L, \(currency)"), .init(valueAtRiskName), .init(shortfallName), .init("loss / VaR"),
            ],
            rows: days.indices.filter { hits[$0] }.map { day in
                let (outcome, risk) = (profitAndLoss[day], model.forecasts.valueAtRisk[day])
                return .init(
                    days[day].target.description,
                    [
                        .init(outcome, words.amount), .init(risk, words.amount), .init(shortfalls[day], words.amount),
                        .init(.decimal(risk > 0 ? -outcome / risk : nil, 2)),
                    ])
            }, textLimit: 10)
    }

    /// On pages only: text has the p-values of all models side by side.
    private func results(of model: BacktestedModel) -> DocumentTable {
        DocumentTable(
            caption: "Tests of \(model.name)", stub: "test",
            columns: [
                .init("statistic"), .init("p-value"), .init("small-sample p"), .init("verdict", .words), .init("power"),
                .init("law or reason", .prose),
            ],
            rows: model.tests.map { test in
                let reason =
                    switch test.outcome {
                    case .result(let result): result.law.description
                    case .impossible(let reason): reason
                    }
                return .init(
                    test.name,
                    [
                        .init(.number(test.outcome.statistic)), .init(test.outcome.pValue, .testProbability),
                        .init(test.smallSample?.pValue, .testProbability),
                        .init(test.outcome.verdict(at: level).rawValue),
                        .init(.share(test.power?.probability, decimals: 0)),
                        .init(reason),
                    ])
            }, textLimit: 0)
    }

    /// A row for each day and model.
    var records: DocumentTable {
        DocumentTable(
            caption: "Forecasts and outcomes", stub: "date",
            columns: [
                .init("forecast on", .words), .init("model", .words), .init("pnl"), .init("value-at-risk"),
                .init("expected-shortfall"), .init("exception"), .init("pit"), .init("shortfall-value-at-risk"),
            ],
            rows: models.flatMap { model in
                let hits = model.forecasts.exceptions.hits
                return days.indices.map { day in
                    DocumentTable.Row(
                        days[day].target.description,
                        [
                            .init(days[day].origin.description), .init(model.name), .exact(profitAndLoss[day]),
                            .exact(model.forecasts.valueAtRisk[day]), .exact(model.shortfalls[day]),
                            .init(hits[day] ? "1" : "0"), .exact(model.forecasts.transforms?[day]),
                            .exact(model.shortfallForecasts.valueAtRisk[day]),
                        ])
                }
            })
    }
}

extension BacktestedModel {
    /// By day.
    var shortfalls: [Double] { shortfallForecasts.expectedShortfall ?? [] }
}
