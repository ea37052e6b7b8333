import Measures

/// Remarks to be read beside the figures.
struct NotesSection: PageSection {
    static let anchor = "notes"
    static let heading = "Notes"

    let notes: [String]

    init?(_ report: RiskReport) {
        guard !report.notes.isEmpty else { return nil }
        notes = report.notes
    }

    static let template = """
        <ul class="notes">{{#notes}}<li>{{.}}</li>
        {{/notes}}</ul>
        """
}
