import Market
import Measures
import Reports

/// What was wrong with the data, what is to be read beside the figures, and what is needed to get them again.
extension RiskReport {
    package var issuesOnScreen: DocumentSection? {
        dataIssues.counts.map {
            DocumentSection(anchor: "data", heading: "Data issues: \($0)", blocks: [.issues(dataIssues)], in: [.screen])
        }
    }

    package var issuesOnPage: DocumentSection {
        let counts = dataIssues.counts.map { $0 + "." } ?? "Nothing was found wrong with the data."
        return DocumentSection(
            anchor: "data", heading: "Data issues", blocks: [.remark(Prose(counts)), .issues(dataIssues)], in: [.page])
    }

    package var notesOnScreen: DocumentSection? { notes(in: [.screen]) }

    package var notesOnPage: DocumentSection? { notes(in: [.page]) }

    private func notes(in readings: Set<Reading>) -> DocumentSection? {
        notes.isEmpty
            ? nil
            : DocumentSection(
                anchor: "notes", heading: "Notes", blocks: [.list(notes.map { Prose($0) })], in: readings)
    }

    package var provenanceInShort: DocumentSection {
        let seed = run.isDrawn ? "seed \(run.seed) · " : ""
        let steps = run.isDrawn ? " · " + NumberText.counted(run.steps, "step") : ""
        return DocumentSection(
            anchor: "provenance", heading: "Provenance",
            blocks: [
                .facts([
                    DocumentFact("Run", "\(run.id.prefix(12)) · \(seed)\(run.scenarioText)\(steps)"),
                    DocumentFact(
                        "Engine",
                        """
                        \(engine.version) · \(engine.kernelWords) · \
                        \(NumberText.counted(engine.workers, "worker")) · \(engine.precision)
                        """), DocumentFact("Time", timings.words), DocumentFact("Again", Prose(command)),
                ])
            ], in: [.screen])
    }

    package var provenanceAtLength: DocumentSection {
        let draws =
            run.isDrawn
            ? [DocumentFact("Seed", Prose(String(run.seed))), DocumentFact("Paths", Prose(.count(run.paths)))]
            : [DocumentFact("Scenarios", Prose(run.scenarioText))]
        let steps = run.isDrawn ? " in " + NumberText.counted(run.steps, "step") : ""
        let digest = engine.kernels.map { ", digest \($0)" } ?? ""
        let kernels =
            "OpenBLAS core \(engine.blasCore), elementwise \(engine.simd), \(engine.precision) precision\(digest)"
        let facts =
            [DocumentFact("Run", Prose(run.id)), DocumentFact("Scenario", Prose(run.scenario))] + draws + [
                DocumentFact("Horizon", "\(NumberText.counted(run.horizonDays, "business day"))\(steps)"),
                DocumentFact("Engine", "Market Twin \(engine.version)"), DocumentFact("Kernels", Prose(kernels)),
                DocumentFact("Workers", Prose(.count(engine.workers))), DocumentFact("Time", timings.words),
            ]
        return DocumentSection(
            anchor: "provenance", heading: "Provenance",
            blocks: [
                .facts(facts),
                .paragraph(
                    """
                    The same run gives the same figures, to the last bit, on machines with the same kernels, for any number \
                    of workers:
                    """), .command(command),
            ], in: [.page])
    }
}

extension Timings {
    /// “0.52 s (load 0.1, simulate 0.4)”.
    fileprivate var words: Prose {
        let stages = passedStages.map { "\($0.name) \(Quantity($0.seconds, .seconds))" as Prose }
        return "\(Quantity(total, .seconds)) s (\(Prose(stages, separator: ", ")))"
    }
}

extension EngineSummary {
    /// “SkylakeX · x86-64-v4 (5d0f3a8c91e2)”.
    fileprivate var kernelWords: String {
        "\(blasCore) · \(simd)" + (kernels.map { " (\($0.prefix(12)))" } ?? "")
    }
}
