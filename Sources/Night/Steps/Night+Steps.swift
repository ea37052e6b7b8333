import FoundationEssentials
import GRDB
import Journal
import LinearAlgebra
import Market
import Measures
import Reports
import Compare
import Risk
import Scenarios
import Simulation
import Store
import Stress
import StudyKit

/// What a step came to, and what the journal learns of it besides.
struct Made {
    var outcome: StepFact.Outcome
    /// Whether a signed head must cover it at once.
    var isSigned = false
    /// In the same commit.
    var insert: (Database) throws -> Void = { _ in }
}

extension Night {
    /// Does a step.
    func perform(_ step: StepName, _ key: StepKey) throws -> Made {
        guard let name = step.scenario, let scenario = scenarios[name] else {
            return try step.stage == .reports ? reports() : sign()
        }
        switch step.stage {
        case .close: return try close(scenario)
        case .quality: return try quality(scenario)
        case .calibrate: return try calibrate(scenario)
        case .run: return try run(scenario)
        case .stress: return try stress(scenario)
        case .backtest: return try backtest(scenario)
        case .compare: return try compare(scenario)
        case .limits: return try limits(scenario)
        case .reports, .sign: preconditionFailure("of the whole night")
        }
    }

    private func close(_ scenario: ScenarioNight) throws -> Made {
        let prepared = try scenario.prepare()
        let files = NumberText.counted(prepared.files.count, "file")
        let last = prepared.lastDate.map { ", levels to \($0)" } ?? ""
        return Made(outcome: .init("\(files)\(last)"))
    }

    private func quality(_ scenario: ScenarioNight) throws -> Made {
        let issues = try scenario.resolve().dataIssues
        let warnings = issues.filter { $0.severity != .information }
        let words =
            issues.isEmpty
            ? "nothing was found wrong"
            : "\(NumberText.counted(warnings.count, "warning")), \(issues.count - warnings.count) for information"
        return Made(outcome: .init(words, lines: warnings.map { ($0.date.map { "\($0): " } ?? "") + $0.message }))
    }

    private func calibrate(_ scenario: ScenarioNight) throws -> Made {
        let resolved = try scenario.resolve()
        let model = resolved.model
        let window = model.window.map { " on changes from \($0.from) to \($0.to)" } ?? ""
        return Made(
            outcome: .init(
                "\(NumberText.counted(resolved.run.market.factors.count, "factor"))\(window)"
                    + (model.covariance.map { ", \($0)" } ?? "")))
    }

    private func run(_ scenario: ScenarioNight) throws -> Made {
        let evidence = try RiskStudy().evidence(of: scenario.resolve(), scenario.request, in: workshop)
        let files = try RiskStudy().files(of: evidence.report, in: formats)
        let breaches = evidence.report.limits.filter { $0.status == .breach }
        let recorder = RunRecorder(store, workers: workshop.workers)
        let (id, record) = try recorder.prepare(
            evidence,
            .init(
                scenario: scenario.entry.name, changes: scenario.changes, night: status.night,
                exitCode: breaches.isEmpty ? 0 : 3, began: scenario.began),
            outputs: files.map { ($0.name, $0.whole) })
        let words = record.figures.filter { $0.key.isOfWhole }.leading.map { figure in
            let exact = Notation.amount(figure.estimate, in: nil)
            return "\(MeasureWords(figure).label) \(exact.text(figure.estimate.value, .counted(in: .one)))"
                + " ± \(exact.text(figure.estimate.standardError, .counted(in: .one)))"
        }
        return Made(
            outcome: .init(words.joined(separator: ", ") + " \(record.portfolio.currency)", run: id), isSigned: true
        ) { db in try recorder.insert(record, id: id, in: db) }
    }

    private func stress(_ scenario: ScenarioNight) throws -> Made {
        let report = try StressStudy().run(scenario.request, in: workshop)
        let files = try stored(StressStudy().files(of: report, in: formats), under: "stress")
        let losses = report.outcomes.compactMap { outcome in
            outcome.revaluation.map { (outcome.name, $0.profitAndLoss) }
        }
        let worst = losses.min { $0.1 < $1.1 }
        let words = worst.map { "; worst “\($0.0.printable)” \(NumberText.compact($0.1)) \(report.currency)" } ?? ""
        return Made(outcome: .init(NumberText.counted(report.outcomes.count, "scenario") + words, files: files))
    }

    /// The positions of a stored forecast at the levels that came.
    private func backtest(_ scenario: ScenarioNight) throws -> Made {
        guard let forecast = try forecast(for: scenario) else {
            return Made(outcome: .init("no stored forecast ends today"))
        }
        let record = try runs.record(forecast.record)
        let bound = try BoundRun(try record.run.run(from: store.objects), kinds: workshop.catalog.kinds)
        var today = try scenario.resolve()
        let known = Set(today.run.market.factors.map(\.id))
        let further = bound.market.factors.map(\.id).filter { !known.contains($0) }
        if !further.isEmpty { today = try workshop.resolve(scenario.request, further: further) }
        let levels = Dictionary(uniqueKeysWithValues: today.run.run.market.factors.map { ($0.id, $0.level) })
        let row = try bound.market.factors.map { factor -> Double in
            guard let level = levels[factor.id] else {
                throw StepFailure(
                    "\(factor.id) has no level today, and the forecast of \(forecast.asOf) needs it", exitCode: 65)
            }
            return level
        }
        let gain = bound.profitAndLoss(
            levels: Matrix(rowCount: 1, columnCount: row.count, elements: row), at: .horizon
        ).withNode(0) { $0[0] }
        guard gain.isFinite else {
            throw StepFailure("the forecast's positions have no value at today's levels", exitCode: 65)
        }
        let fact = OutcomeFact(record: forecast.record, asOf: today.run.asOf, profitAndLoss: gain)
        let risk = record.figures.first { $0.key.isOfWhole && $0.kind == "value-at-risk" }
        let verdict = risk.map { figure in
            let words = "\(MeasureWords(figure).label) of \(NumberText.compact(figure.estimate.value))"
            return -gain > figure.estimate.value ? ", beyond the \(words): an exception" : ", within the \(words)"
        }
        return Made(
            outcome: .init(
                "the portfolio of \(forecast.asOf) gained \(NumberText.compact(gain)) \(record.portfolio.currency)\(verdict ?? "")"
            )
        ) { [store] db in
            let entry = try store.append(OutcomeFact.kind, fact, in: db)
            try fact.insert(number: entry.number, in: db)
        }
    }

    private func compare(_ scenario: ScenarioNight) throws -> Made {
        guard let run = outcomes[StepName(.run, scenario.entry.name)]?.run, let before = try before(scenario) else {
            return Made(outcome: .init("there is no run of an earlier date"))
        }
        let comparison = try RunPair(before, run, in: runs).comparison(in: workshop)
        let lines = comparison.lines
        return Made(
            outcome: .init(
                "since \(comparison.first.run.asOf): " + (lines.first ?? "no figure is common"),
                files: try stored(ComparisonStudy().files(of: comparison, in: formats), under: "compare"), lines: lines)
        )
    }

    private func limits(_ scenario: ScenarioNight) throws -> Made {
        guard let run = outcomes[StepName(.run, scenario.entry.name)]?.run else {
            return Made(outcome: .init("no run"))
        }
        let limits = try runs.record(run).limits
        let breaches = limits.filter { $0.status == .breach }
        let open = limits.count { $0.status == .undecided }
        let words =
            limits.isEmpty
            ? "none are stated"
            : "\(breaches.count) of \(limits.count) breached" + (open > 0 ? ", \(open) undecided" : "")
        return Made(
            outcome: .init(
                words, isBreach: !breaches.isEmpty, lines: breaches.map { "\(scenario.entry.name): \($0.words)" }))
    }

    /// The files of a finding as objects.
    private func stored(_ files: [DocumentFile], under folder: String) throws -> [RunRecord.File] {
        try files.map { file in
            let bytes = file.whole
            return RunRecord.File(
                name: "\(folder)/\(file.name)", object: try store.objects.put(bytes), size: bytes.count)
        }
    }

    private func sign() throws -> Made { Made(outcome: .init("signed"), isSigned: true) }
}
