/// Remarks to be read beside the figures.
struct NotesSection: PageSection {
    static let anchor = "notes"
    static let heading = "Notes"

    let notes: [String]

    init?(_ notes: [String]) {
        guard !notes.isEmpty else { return nil }
        self.notes = notes
    }

    static let template = """
        <ul class="notes">{{#notes}}<li>{{.}}</li>
        {{/notes}}</ul>
        """
}
