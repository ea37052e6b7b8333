import Market
import Measures
import Reports

/// The market model in a few facts, and what was repaired in it.
extension RiskReport {
    /// Fits that a screen lists.
    private static let fitLimit = 6

    private var statedCovariance: String { "as the scenario states it; nothing was estimated" }

    /// For a screen.
    package var modelInShort: DocumentSection {
        var facts: [DocumentFact] = []
        if let scenarios = run.scenarios {
            facts.append(DocumentFact(run.hasPaths ? "Scenarios" : "Method", Prose(scenarios.title)))
        }
        if run.scenarios?.usesModel ?? true {
            let isDeficient = model.smallestEigenvalue != nil && model.rank < model.factors.count
            let rank =
                isDeficient
                ? "rank \(model.rank) of \(model.factors.count)" : NumberText.counted(model.factors.count, "factor")
            facts.append(DocumentFact("Dependence", "\(model.dependence); \(rank)"))
            if let fit = model.dependenceFit {
                if let words = fit.fitWords { facts.append(DocumentFact("Fit", words)) }
                if let words = fit.tailWords {
                    facts.append(DocumentFact("Tails", "extremes strike together most for \(words)"))
                }
                if let words = fit.marginalWords { facts.append(DocumentFact("Marginals", Prose(words))) }
            }
            let window = model.window.map { ", \($0.from) to \($0.to)" } ?? ""
            facts.append(
                DocumentFact("Covariance", Prose(model.covariance.map { $0 + window } ?? statedCovariance)))
            facts += ownDaysInShort
            facts += fitsInShort
            if let repair = model.repair { facts.append(DocumentFact("Repair", repair.inShort)) }
        }
        return DocumentSection(anchor: "model", heading: "Model", blocks: [.facts(facts)], in: [.screen])
    }

    /// Factors whose estimates rest on other days than those of most.
    private var ownDaysInShort: [DocumentFact] {
        let own = model.bases.filter { !$0.isUsual }
        let shown = own.prefix(Self.fitLimit).enumerated().map { index, basis in
            DocumentFact(
                index == 0 ? "Own days" : "",
                Prose("\(basis.factor) \(NumberText.counted(basis.changes, "change")), \(basis.from) to \(basis.to)"))
        }
        let rest = own.count - Self.fitLimit
        return shown + (rest > 0 ? [DocumentFact("", "… and \(Quantity.count(rest)) more in the report")] : [])
    }

    /// What each factor's estimate rests on, where that differs.
    private var basesTable: [DocumentBlock] {
        guard model.bases.contains(where: { !$0.isUsual }) else { return [] }
        // Those apart first, for a long list is cut.
        let ordered = model.bases.filter { !$0.isUsual } + model.bases.filter(\.isUsual)
        let rows = ordered.prefix(300).map { basis -> DocumentTable.Row in
            .init(
                basis.factor.name,
                [
                    .init(.count(basis.changes)), .init(basis.from.description), .init(basis.to.description),
                    .init(basis.frequency),
                ])
        }
        return [
            .heading("What each factor rests on"),
            .table(
                DocumentTable(
                    caption: "Changes of each factor", stub: "Factor",
                    columns: [.init("Changes"), .init("From", .words), .init("To", .words), .init("Levels", .words)],
                    rows: Array(rows))),
        ]
    }

    private var fitsInShort: [DocumentFact] {
        let shown = model.fits.prefix(Self.fitLimit).enumerated().map { index, fit in
            let parameters = Prose(fit.parameters.map { FitWords.parameter($0) }, separator: ", ")
            return DocumentFact(index == 0 ? "Fitted" : "", "\(fit.factor) \(fit.process): \(parameters)")
        }
        let rest = model.fits.count - Self.fitLimit
        return shown + (rest > 0 ? [DocumentFact("", "… and \(Quantity.count(rest)) more in the report")] : [])
    }

    /// For a page.
    package var modelAtLength: DocumentSection {
        let usesModel = run.scenarios?.usesModel ?? true
        let fit = usesModel ? model.dependenceFit : nil
        var facts =
            run.scenarios.map { [DocumentFact(run.hasPaths ? "Scenarios" : "Method", Prose($0.title))] } ?? []
        if usesModel {
            facts.append(DocumentFact("Dependence", Prose(model.dependence)))
            facts.append(DocumentFact("Covariance", Prose(model.covariance ?? statedCovariance)))
        }
        if let fit {
            if let words = fit.fitWords {
                facts.append(
                    DocumentFact(
                        "Fitted dependence", "\(words), to \(NumberText.counted(fit.observations, "change"))"))
            }
            if let words = fit.tailWords { facts.append(DocumentFact("Tail dependence", "largest for \(words)")) }
        }
        if usesModel, let window = model.window {
            let rhythm = model.bases.first(where: \.isUsual).map { ", levels \($0.frequency)" } ?? ""
            facts.append(
                DocumentFact(
                    "Window", "\(window.from) to \(window.to), \(NumberText.counted(window.changes, "change"))\(rhythm)"
                ))
        }
        facts.append(DocumentFact("Risk factors", Prose(.count(model.factors.count))))
        if usesModel, let eigenvalue = model.smallestEigenvalue {
            let place = model.repair == nil ? "" : " before the repair"
            facts.append(
                DocumentFact(
                    "Correlation matrix",
                    "smallest eigenvalue \(.number(eigenvalue, digits: 2))\(place), rank \(.count(model.rank))"))
        }
        return DocumentSection(
            anchor: "model", heading: "Market model",
            blocks: [.facts(facts)] + (usesModel ? basesTable : []) + (fit?.marginalBlocks ?? [])
                + (model.repair?.blocks ?? []), in: [.page])
    }

    /// The processes that were fitted to the history of their factor.
    package var fittedProcesses: DocumentSection? {
        guard !model.fits.isEmpty else { return nil }
        let rows = model.fits.map { fit -> DocumentTable.Row in
            .init(
                fit.factor.name,
                [
                    .init(fit.process), .init(Prose(fit.parameters.map { FitWords.parameter($0) }, separator: ", ")),
                    .init(.decimal(fit.logLikelihood, 1)),
                    "\(.decimal(fit.akaike, 1)) / \(.decimal(fit.bayesian, 1))",
                ])
        }
        return DocumentSection(
            anchor: "fitted-processes", heading: "Fitted processes",
            blocks: [
                .remark(
                    """
                    Estimates from the factor's own history, ± one standard error; “twin calibrate” shows how well they fit.
                    """),
                .table(
                    DocumentTable(
                        caption: "Fitted processes", stub: "Factor",
                        columns: [
                            .init("Process", .words), .init("Parameters", .prose), .init("Log-likelihood"),
                            .init("AIC / BIC"),
                        ], rows: rows)),
            ], in: [.page])
    }
}

extension RepairSummary {
    fileprivate var inShort: Prose {
        var words: Prose = """
            \(kind): smallest eigenvalue \(.number(smallestEigenvalueBefore, digits: 2)) → \
            \(.number(smallestEigenvalueAfter, digits: 2)), distance \(.number(distance, digits: 2))
            """
        if let move = moves.first {
            let pair = move.between.map(\.name).joined(separator: " and ")
            words.append("; moved most: \(pair), \(.decimal(move.before, 3)) → \(.decimal(move.after, 3))")
        }
        return words
    }

    fileprivate var blocks: [DocumentBlock] {
        let words: Prose = """
            The correlation matrix was not positive definite; \(kind) moved it by \(.number(distance, digits: 3)) (Frobenius \
            norm). Its smallest eigenvalue went from \(.number(smallestEigenvalueBefore, digits: 2)) to \
            \(.number(smallestEigenvalueAfter, digits: 2)).\(moves.isEmpty ? "" : " The pairs moved most:")
            """
        let table = DocumentTable(
            caption: "Repaired pairs", stub: "Pair", columns: [.init("Before"), .init("After"), .init("Change")],
            rows: moves.map { move in
                .init(
                    move.between.map(\.name).joined(separator: " – "),
                    [move.before, move.after, move.after - move.before].map { .init(.decimal($0, 4)) })
            })
        return [.heading("Repair of the correlations"), .paragraph(words), .table(table)]
    }
}
