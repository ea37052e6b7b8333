import Measures
import Reports

extension Document {
    /// The report of a run for people: the figures first, then where they come from, then how they were made.
    public init(_ report: RiskReport) {
        let facts: [Prose] = [
            "horizon \(NumberText.counted(report.run.horizonDays, "business day"))", Prose(report.run.scenarioText),
            Prose(report.portfolio.currency.code),
        ]
        let attribution = AttributionSections(report)
        let sections: [DocumentSection?] =
            [
                report.opening, report.cards, report.headlineTable, report.trustInShort, report.trustAtLength,
                report.limitSection, report.briefLimits,
                report.notesOnPage, report.distribution, report.settling, report.bookTree, report.bookPage,
            ] + (attribution?.all ?? []) + [
                attribution?.brief, report.diversification, report.otherMeasures, report.measures,
                report.parametricTable(on: .screen), report.parametricTable(on: .page), report.modelInShort,
                report.modelAtLength, report.fittedProcesses, report.correlationMap, report.histories, report.factors,
                report.issuesOnScreen, report.issuesOnPage, report.issueCounts, report.notesOnScreen, report.doubts,
                report.provenanceInShort, report.provenanceAtLength,
            ]
        self.init(
            eyebrow: "Market risk report", title: report.run.title, facts: ["As of \(report.run.asOf)"] + facts,
            screenFacts: ["as of \(report.run.asOf)"] + facts, currency: report.portfolio.currency,
            version: report.engine.version,
            sections: sections.compactMap(\.self),
            records: [
                DocumentRecords(name: "report", table: report.figureRecords),
                DocumentRecords(name: "components", table: report.componentRecords),
            ])
        identity = report.finding ?? report.run.id
        losses = report.losses
    }
}

extension DocumentOutline {
    /// Of the report of a run.
    public static let run = DocumentOutline([
        "figures", "trust", "limits", "notes", "losses", "convergence", "books", "contributions",
        "further-contributions",
        "tail", "diversification", "measures", "parametric", "model", "fitted-processes", "correlations", "histories",
        "factors", "data", "provenance",
    ])
}
