/// A report as content, before any format: what a command found out, in the order in which a reader should meet it.
///
/// A command makes one document; `DocumentText`, `DocumentPage` and `DocumentCSV` show it. None of them computes a figure.
public struct Document: Sendable {
    /// What sort of report this is: “Stress test”.
    public var eyebrow: String
    public var title: String
    /// Below the title, a few words each: “As of 2022-12-28”.
    public var facts: [String]
    /// Of the engine.
    public var version: String
    public var sections: [DocumentSection]
    /// Every figure as rows at full precision, for spreadsheets and databases.
    public var records: DocumentTable

    public init(
        eyebrow: String, title: String, facts: [String], version: String, sections: [DocumentSection],
        records: DocumentTable
    ) {
        self.eyebrow = eyebrow
        self.title = title
        self.facts = facts
        self.version = version
        self.sections = sections
        self.records = records
    }
}

/// A part of a document under a heading.
public struct DocumentSection: Sendable {
    /// The fragment of a link to the section: lower case, hyphens.
    public var anchor: String
    public var heading: String
    public var blocks: [DocumentBlock]

    public init(anchor: String, heading: String, blocks: [DocumentBlock]) {
        self.anchor = anchor
        self.heading = heading
        self.blocks = blocks
    }
}

/// A piece of a section.
public enum DocumentBlock: Sendable {
    case paragraph(String)
    /// An explanation for those who want to know: small on a page.
    case remark(String)
    /// Terms, and what is to be said about them.
    case facts([(term: String, words: String)])
    /// The figures that the reader came for, a few at most.
    case headlines([DocumentHeadline])
    case list([String])
    case table(DocumentTable)
    /// On pages only.
    case chart(DocumentChart)
    /// On pages only, side by side where there is room.
    case charts([DocumentChart])
    /// A heading below the section's own.
    case heading(String)
}

/// A figure that stands out.
public struct DocumentHeadline: Sendable {
    public var label: String
    public var value: String
    /// The unit, behind the value and smaller.
    public var unit: String
    /// What it means, in a phrase.
    public var meaning: String

    public init(label: String, value: String, unit: String = "", meaning: String = "") {
        self.label = label
        self.value = value
        self.unit = unit
        self.meaning = meaning
    }
}

/// A drawing with its words.
public struct DocumentChart: Sendable {
    /// Above it; empty for none.
    public var title: String
    public var caption: String
    /// An `<svg>` element that describes itself, in the colours of `ChartTheme.page`.
    public var markup: String
    /// What it shows, for those who hear the page and those who check it.
    public var data: DocumentTable?

    public init(title: String = "", caption: String, markup: String, data: DocumentTable? = nil) {
        self.title = title
        self.caption = caption
        self.markup = markup
        self.data = data
    }
}
