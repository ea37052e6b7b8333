import Backtesting
import Market
import Reports
import Statistics

extension BacktestReport {
    /// The backtest as a document: which model deserves trust, and why.
    public var document: Document {
        let first = days.first.map { "\($0.target)" } ?? ""
        let last = days.last.map { "\($0.target)" } ?? ""
        return Document(
            eyebrow: "Backtest", title: title,
            facts: [
                "\(NumberText.counted(days.count, "day")) from \(first) to \(last)",
                "\(figures), \(NumberText.counted(horizonDays, "day")) ahead",
                Prose(isActual ? "actual P&L" : "P&L of today's positions"),
            ] + (step > 1 ? ["a forecast every \(step) business days"] : []), currency: currency, version: version,
            sections: [trustSection, yearSection, testSection] + models.map { section(of: $0) }
                + (dataIssues.isEmpty ? [] : [dataSection]) + (notes.isEmpty ? [] : [noteSection]), records: records)
    }

    /// “VaR 99%”.
    var valueAtRiskName: String { "VaR \(NumberText.percent(confidence))" }

    var shortfallName: String { "ES \(NumberText.percent(shortfallConfidence))" }

    private var figures: String { "\(valueAtRiskName) and \(shortfallName)" }

    var words: BacktestWords { BacktestWords(self) }

    // MARK: Which model deserves trust?

    private var trustSection: DocumentSection {
        let best = models.first
        let byJoint = models.allSatisfy { $0.jointScore != nil }
        var blocks: [DocumentBlock] = [.paragraph("\(verdict)\(wholeRange)")]
        let base = best.map { byJoint ? $0.jointScore ?? 0 : $0.quantileScore } ?? 0
        blocks.append(.table(comparison(byJoint: byJoint, base: base)))
        if models.count > 1 { blocks.append(.chart(scoreChart(byJoint: byJoint, base: base))) }
        let score =
            byJoint
            ? "the joint score of VaR and ES of Fissler and Ziegel"
            : "the quantile loss of VaR, for some ES is not positive"
        let ranking =
            models.count > 1
            ? " Ranked by \(score), above the best on average: lower is better, and only a score compares models. “p of equal”"
                + " asks whether the difference may be chance (Diebold–Mariano)."
            : ""
        blocks.append(
            .remark(
                """
                The light is Basel's for the last \(NumberText.counted(best?.recent.count ?? 0, "day")); “rejected” counts the \
                tests that reject at \(.share(level)), of those that could be done.\(ranking)
                """))
        blocks.append(.remark(sampleWords))
        return DocumentSection(
            anchor: "trust", heading: "Which model deserves trust?", blocks: blocks, in: Set(Reading.allCases))
    }

    /// Side by side; one model alone has nothing to be compared with.
    private func comparison(byJoint: Bool, base: Double) -> DocumentTable {
        let isAlone = models.count == 1
        let columns: [DocumentTable.Column] = [
            .init("exceptions"), .init("expected"), .init("light", .words), .init("rejected"), .init("score"),
            .init("p of equal"),
        ]
        return DocumentTable(
            caption: "The models, the best first", stub: "model", columns: isAlone ? Array(columns.prefix(4)) : columns,
            rows: models.indices.map { place in
                let model = models[place]
                let own = byJoint ? model.jointScore ?? 0 : model.quantileScore
                let rejected = model.rejections(at: level)
                let cells: [DocumentTable.Cell] = [
                    .init(.count(model.exceptionCount)), .init(.decimal(model.expectedExceptions, 1)),
                    .init(model.recent.zone.rawValue), "\(rejected.count) of \(rejected.of)",
                    model.comparison == nil ? "best" : .init(words.difference(own - base)),
                    .init(model.comparison.map { words.pValue($0, level: level) } ?? ""),
                ]
                return .init(words.label(place), isAlone ? Array(cells.prefix(4)) : cells)
            })
    }

    private var verdict: String {
        guard let best = models.first else { return "" }
        let overlap = outcomesOverlap ? ", though outcomes overlap" : ""
        let unrejected = models.filter { $0.rejections(at: level).count == 0 }.map(\.name)
        guard models.count > 1 else {
            let rejected = best.rejections(at: level)
            return rejected.count == 0
                ? "No test rejects the model \(best.name)."
                : "\(rejected.count) of \(rejected.of) tests reject the model \(best.name)\(overlap)."
        }
        func score(_ model: BacktestedModel) -> Double { model.jointScore ?? model.quantileScore }
        let others = models.dropFirst().filter { score($0) != score(best) }
        let same = models.dropFirst().filter { score($0) == score(best) }.map(\.name)
        let close = others.filter { $0.comparison?.verdict(at: level) != .rejected }.map(\.name)
        let equal = same.isEmpty ? "" : ", and \(words.list(same)) just as well"
        let chance =
            others.isEmpty
            ? "."
            : close.isEmpty
                ? "; every other scores worse by more than chance."
                : "; that \(words.list(close)) score\(close.count == 1 ? "s" : "") worse may be chance."
        let accepted =
            unrejected.isEmpty
            ? " Each model is rejected by some test\(overlap)." : " No test rejects \(words.list(unrejected))."
        return "\(best.name) forecasts best\(equal)\(chance)\(accepted)"
    }

    /// How often the best model was wrong in the whole range, and lately beside it.
    private var wholeRange: Prose {
        guard let best = models.first else { return "" }
        let exceptions = NumberText.counted(best.exceptionCount, "exception")
        var words: Prose = """
             Over all \(NumberText.counted(days.count, "day")) \(best.name) has \(exceptions) of \(valueAtRiskName), and \
            \(.decimal(best.expectedExceptions, 1)) are expected
            """
        if best.recent.count < days.count {
            let expected = Quantity.decimal(Double(best.recent.count) * best.forecasts.tailProbability, 1)
            words.append(
                "; in the last \(.count(best.recent.count)), \(.count(best.recent.exceptions)), and \(expected) are expected"
            )
        }
        words.append(".")
        return words
    }

    private var sampleWords: Prose {
        let expected = Quantity.decimal(Double(days.count) * (models.first?.forecasts.tailProbability ?? 0), 1)
        let accepted =
            detectable.accepted.map {
                $0.count == 1
                    ? "; only \($0.lowerBound) is taken for chance"
                    : "; \($0.lowerBound) to \($0.upperBound) exceptions are taken for chance"
            } ?? ""
        var words: Prose = "What the sample can tell: a right model has \(expected) exceptions on average\(accepted)."
        if let rate = detectable.rate {
            words.append(
                """
                 A model whose exceptions come at \(.share(rate, decimals: 2)) is found out with a chance of \
                \(.share(detectable.power)) by their number alone.
                """)
        }
        if outcomesOverlap {
            words.append(
                """
                 Outcomes overlap: tests of independence are left out, and the p-values of the others are too small; step: \
                \(horizonDays)d would keep outcomes apart.
                """)
        }
        return words
    }

    private func scoreChart(byJoint: Bool, base: Double) -> DocumentChart {
        let entries = models.map { model in
            let difference = (byJoint ? model.jointScore ?? 0 : model.quantileScore) - base
            let statistic = model.comparison?.statistic ?? 0
            return ScoreChart.Entry(
                name: model.name, difference: difference,
                standardError: statistic == 0 ? 0 : abs(difference / statistic))
        }
        return DocumentChart(
            title: "Scores", caption: "Mean score above the best model's, with the 95 % interval of the difference.",
            ScoreChart(entries: entries, title: "Scores of the models"), width: 640)
    }

    // MARK: Exceptions by year

    private var yearSection: DocumentSection {
        let all = models.first?.years ?? []
        let probability = models.first?.forecasts.tailProbability ?? 0
        let tables = words.groups(of: 8).map { group in
            DocumentTable(
                caption: "Exceptions by year", stub: "year",
                columns: [.init("days"), .init("expected")] + words.columns(group),
                rows: all.indices.map { index in
                    .init(
                        String(all[index].year),
                        [
                            "\(all[index].days)", .init(.decimal(Double(all[index].days) * probability, 1)),
                        ]
                            + models[group].map { model in
                                let year = model.years[index]
                                let zone = TrafficLight.Zone.allCases.firstIndex(of: year.light.zone) ?? 0
                                return "\(.count(year.exceptions))\(["", " y", " r"][zone])"
                            })
                })
        }
        let highest = models.flatMap(\.years).map(\.exceptions).max() ?? 1
        let charts = models.map { model in
            DocumentChart(
                title: model.name, caption: "Bars: exceptions; line: expected.",
                YearlyExceptionsChart(
                    years: model.years, probability: probability, highest: highest,
                    title: "Exceptions by year of \(model.name)"), width: 330, height: 170)
        }
        return DocumentSection(
            anchor: "years", heading: "Exceptions by year",
            blocks: tables.map { .table($0) } + [
                .charts(charts),
                .remark("y and r: yellow and red by Basel's reasoning for as many days as the year has."),
            ])
    }

    // MARK: Tests

    private var testSection: DocumentSection {
        let tests = models.first?.tests ?? []
        // What a test asks is told once.
        let tables = words.groups(of: 4).map { group in
            let asks = group.lowerBound == 0
            return DocumentTable(
                caption: "p-values of the tests", stub: "test",
                columns: words.columns(group) + (asks ? [.init("what it asks", .prose)] : []),
                rows: tests.indices.map { index in
                    .init(
                        tests[index].name,
                        models[group].map { .init(words.pValue($0.tests[index].outcome, level: level)) }
                            + (asks ? [.init(words.question(index))] : []))
                })
        }
        return DocumentSection(
            anchor: "tests", heading: "Tests, p-values",
            blocks: tables.map { .table($0) } + [
                .remark("* rejected at \(.share(level)). \(testRemark)"),
                .list(words.obstacles.map { Prose($0) }), .list(words.smallSamples(level: level)),
            ])
    }

    private var testRemark: String {
        (outcomesOverlap
            ? "Outcomes overlap, so that a right model is rejected more often, and no power is stated."
            : "Power: how likely the test is to find such a fault in as many days. By chance alone a test rejects a right"
                + " model in at most about \(NumberText.percent(level)) of cases, unless it says otherwise.")
            + (drawsFromForecasts
                ? " The tests of Acerbi and Székely draw losses from each day's own forecast." : "")
            + (words.obstacles.isEmpty ? "" : " Could not be done:")
    }

    private var dataSection: DocumentSection {
        DocumentSection(
            anchor: "data", heading: "Data issues: \(dataIssues.counts ?? "")",
            blocks: [
                .table(
                    DocumentTable(
                        caption: "Data issues on the days that were judged", stub: "date",
                        columns: [
                            .init("factor", .words), .init("rule", .words), .init("what was found, and done", .prose),
                        ],
                        rows: dataIssues.ranked.map { issue in
                            .init(
                                issue.date?.description ?? "",
                                [.init(issue.factor?.name ?? ""), .init(issue.rule), .init(issue.message)])
                        }, textLimit: 8))
            ])
    }

    private var noteSection: DocumentSection {
        DocumentSection(
            anchor: "notes", heading: "Notes", blocks: [.list(notes.map { Prose($0) })], in: Set(Reading.allCases))
    }
}

extension DocumentOutline {
    /// Of a backtest.
    public static let backtest = DocumentOutline(["trust", "years", "tests", "model", "data", "notes"])
}
