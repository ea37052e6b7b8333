import Measures
import Reports

/// What is told on one screen only.
extension RiskReport {
    private static let noteLimit = 5

    /// The limits that are not clear, the breached ones first.
    package var briefLimits: DocumentSection? {
        guard !limits.isEmpty, let whole = limitSection else { return nil }
        let open = limits.count { $0.status != .clear }
        let blocks = whole.blocks.map { block -> DocumentBlock in
            guard case .table(var table) = block else { return block }
            table.rows = Array(table.rows.prefix(min(open, 10)))
            return .table(table)
        }
        // What a limit's words mean is for those who read on.
        return DocumentSection(
            anchor: "limits", heading: whole.heading, blocks: Array(blocks.prefix(2)), in: [.brief])
    }

    package var issueCounts: DocumentSection {
        DocumentSection(
            anchor: "data", heading: "Data",
            blocks: [
                .paragraph(
                    Prose(dataIssues.counts.map { "Issues: \($0)." } ?? "Nothing was found wrong with the data."))
            ],
            in: [.brief])
    }

    /// What the command line changed, and what to be careful with.
    package var doubts: DocumentSection? {
        let changed = (run.changes ?? []).map { "changed on the command line: \($0)" }
        let shown = notes.prefix(Self.noteLimit)
        let rest = notes.count - shown.count
        let words = changed + shown + (rest > 0 ? ["and \(NumberText.counted(rest, "more note"))"] : [])
        return words.isEmpty
            ? nil
            : DocumentSection(
                anchor: "notes", heading: "What changed, what to doubt", blocks: [.list(words.map { Prose($0) })],
                in: [.brief])
    }
}
