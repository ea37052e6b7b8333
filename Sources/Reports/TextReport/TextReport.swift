import Market
import Measures

/// The report for a terminal: at most 80 columns, the figures first.
public struct TextReport: ReportFormat {
    public static let name = "text"
    public static let summary = "a page for the terminal, 80 columns wide"
    public static let fileName = "report.txt"
    static let width = 80
    static let issueLimit = 8

    /// Whether headings are bold and severities coloured, by escape sequences.
    public let usesColor: Bool

    public init(usesColor: Bool = false) {
        self.usesColor = usesColor
    }

    public func render(_ report: RiskReport) throws -> String {
        var page = TextPage(width: Self.width, usesColor: usesColor)
        writeTitle(of: report, on: &page)
        writeHeadline(of: report, on: &page)
        if let limits = report.limitSection { page.write(limits) }
        writeBooks(of: report, on: &page)
        writeOtherMeasures(of: report, on: &page)
        writeParametric(of: report, on: &page)
        writeModel(of: report, on: &page)
        writeIssues(of: report, on: &page)
        writeNotes(of: report, on: &page)
        writeProvenance(of: report, on: &page)
        return page.text
    }

    private func writeTitle(of report: RiskReport, on page: inout TextPage) {
        for line in report.run.title.printable.wrapped(width: Self.width) { page.write(line, .heading) }
        page.write(
            [
                "as of \(report.run.asOf)", "horizon " + NumberText.counted(report.run.horizonDays, "business day"),
                report.run.scenarioText, report.portfolio.currency.code,
            ].joined(separator: " · "))
    }

    private func writeModel(of report: RiskReport, on page: inout TextPage) {
        let model = report.model
        page.writeHeading("Model")
        if let scenarios = report.run.scenarios {
            page.writeTerm(report.run.paths > 0 ? "Scenarios" : "Method", scenarios.title)
            guard scenarios.usesModel else { return }
        }
        let rank =
            model.smallestEigenvalue != nil && model.rank < model.factors.count
            ? "rank \(model.rank) of \(model.factors.count)" : NumberText.counted(model.factors.count, "factor")
        page.writeTerm("Dependence", "\(model.dependence); \(rank)")
        if let fit = model.dependenceFit {
            if let words = fit.fitWords { page.writeTerm("Fit", words) }
            if let words = fit.tailWords { page.writeTerm("Tails", "extremes strike together most for \(words)") }
            if let words = fit.marginalWords { page.writeTerm("Marginals", words) }
        }
        if let covariance = model.covariance {
            let window = model.window.map { ", \($0.from) to \($0.to)" } ?? ""
            page.writeTerm("Covariance", covariance + window)
        } else {
            page.writeTerm("Covariance", "as the scenario states it; nothing was estimated")
        }
        writeFits(of: model, on: &page)
        if let repair = model.repair {
            let before = NumberText.significant(repair.smallestEigenvalueBefore, digits: 2)
            let after = NumberText.significant(repair.smallestEigenvalueAfter, digits: 2)
            var words = "\(repair.kind): smallest eigenvalue \(before) → \(after)"
            words += ", distance \(NumberText.significant(repair.distance, digits: 2))"
            if let move = repair.moves.first {
                let pair = move.between.map(\.name).joined(separator: " and ")
                words += "; moved most: \(pair), \(NumberText.fixed(move.before, decimals: 3))"
                words += " → \(NumberText.fixed(move.after, decimals: 3))"
            }
            page.writeTerm("Repair", words)
        }
    }

    private static let fitLimit = 6

    private func writeFits(of model: ModelSummary, on page: inout TextPage) {
        for (index, fit) in model.fits.prefix(Self.fitLimit).enumerated() {
            let words = fit.parameters.map { FitWords.parameter($0) }.joined(separator: ", ")
            page.writeTerm(index == 0 ? "Fitted" : "", "\(fit.factor) \(fit.process): \(words)")
        }
        let rest = model.fits.count - Self.fitLimit
        if rest > 0 { page.writeTerm("", "… and \(NumberText.integer(rest)) more in the report") }
    }

    private func writeIssues(of report: RiskReport, on page: inout TextPage) {
        guard let counts = report.dataIssues.counts else { return }
        page.writeHeading("Data issues: \(counts)")
        let issues = report.dataIssues.ranked
        for issue in issues.prefix(Self.issueLimit) {
            let subject = [issue.factor?.name, issue.date?.description].compactMap { $0 }.joined(separator: " ")
            let words = (subject.isEmpty ? "" : subject + ": ") + issue.message + " [" + issue.rule + "]"
            page.writeTerm(issue.severity == .information ? "info" : issue.severity.rawValue, words, issue.severity)
        }
        let rest = issues.count - Self.issueLimit
        if rest > 0 { page.write("  … and \(NumberText.integer(rest)) more in the report") }
    }

    private func writeNotes(of report: RiskReport, on page: inout TextPage) {
        guard !report.notes.isEmpty else { return }
        page.writeHeading("Notes")
        for note in report.notes { page.writeWrapped(note, first: "  - ", hanging: "    ") }
    }

    private func writeProvenance(of report: RiskReport, on page: inout TextPage) {
        let (run, engine, timings) = (report.run, report.engine, report.timings)
        page.writeHeading("Provenance")
        page.writeTerm(
            "Run",
            "\(run.id.prefix(12)) · " + (run.isDrawn ? "seed \(run.seed) · " : "") + run.scenarioText
                + (run.isDrawn ? " · " + NumberText.counted(run.steps, "step") : ""))
        page.writeTerm(
            "Engine",
            "\(engine.version) · \(engine.blasCore) · \(engine.simd) · "
                + "\(NumberText.counted(engine.workers, "worker")) · \(engine.precision)")
        page.writeTerm(
            "Time",
            NumberText.seconds(timings.total) + " s ("
                + timings.passedStages.map { "\($0.name) \(NumberText.seconds($0.seconds))" }.joined(separator: ", ")
                + ")")
        page.writeTerm("Again", report.command)
    }
}
