import Market

/// What a command found out, as a reader meets it: values in the order in which they should be met, before any format.
///
/// It holds numbers with their errors and their notations, charts as data, words with the values that they tell; never
/// digits, colours or markup. A study makes one document; each `DocumentFormat` writes it down, and none computes a figure.
public struct Document: Sendable {
    /// What sort of report this is: “Stress test”.
    public var eyebrow: String
    public var title: String
    /// Below the title, a few words each: “As of 2022-12-28”.
    public var facts: [Prose]
    /// Below the title on a screen, on one line however long; eyebrow and facts, wrapped, where nil.
    public var screenFacts: [Prose]?
    /// Of all amounts of money; nil where there are none.
    public var currency: Currency?
    /// Of the engine.
    public var version: String
    public var sections: [DocumentSection]
    /// Every figure as rows at full precision, for spreadsheets and databases; the first is the report's own. They are made
    /// where a format asks for them: a large book has millions.
    public var records: [DocumentRecords]
    /// What tells the finding apart; nil where nothing does.
    public var identity: String?
    /// What books lose on every path; nil where that is not kept, or there are no paths.
    public var losses: DocumentLosses?

    public init(
        eyebrow: String, title: String, facts: [Prose], screenFacts: [Prose]? = nil, currency: Currency? = nil,
        version: String, sections: [DocumentSection], records: [DocumentRecords]
    ) {
        self.eyebrow = eyebrow
        self.title = title
        self.facts = facts
        self.screenFacts = screenFacts
        self.currency = currency
        self.version = version
        self.sections = sections
        self.records = records
    }

    /// With one table of records.
    public init(
        eyebrow: String, title: String, facts: [Prose], screenFacts: [Prose]? = nil, currency: Currency? = nil,
        version: String, sections: [DocumentSection], records: DocumentTable
    ) {
        self.init(
            eyebrow: eyebrow, title: title, facts: facts, screenFacts: screenFacts, currency: currency,
            version: version,
            sections: sections, records: [DocumentRecords(name: "report", table: records)])
    }
}

/// How much of a document is to be read.
public enum Reading: Sendable, Hashable, CaseIterable {
    /// One screen: what matters, and where the rest is.
    case brief
    /// Some screens of plain text.
    case screen
    /// All of it, with charts, for reading at length and for print.
    case page
}

/// A part of a document under a heading.
public struct DocumentSection: Sendable {
    /// The fragment of a link to the section, and its name on a command line: lower case, hyphens. What is told in another
    /// way on a screen than on a page is two sections of one anchor, with a reading each.
    public var anchor: String
    /// Empty for what needs none: the first lines of a report.
    public var heading: String
    public var blocks: [DocumentBlock]
    public var readings: Set<Reading>
    /// Where amounts are counted in what leaves their table room, which the heading then says: the currency.
    public var currency: Currency?

    public init(
        anchor: String, heading: String, blocks: [DocumentBlock], in readings: Set<Reading> = [.screen, .page],
        currency: Currency? = nil
    ) {
        self.anchor = anchor
        self.heading = heading
        self.blocks = blocks
        self.readings = readings
        self.currency = currency
    }
}

extension DocumentSection {
    /// The same for one screen: its first words, and the first lines of its first table.
    package var brief: DocumentSection {
        var section = self
        section.readings = [.brief]
        section.blocks = []
        for block in blocks {
            switch block {
            case .paragraph: section.blocks.append(block)
            case .table(var table):
                table.rows = Array(table.rows.prefix(6))
                section.blocks.append(.table(table))
                return section
            default: break
            }
        }
        return section
    }
}

/// A piece of a section.
public enum DocumentBlock: Sendable {
    /// The first words of a report.
    case lead(Prose)
    case paragraph(Prose)
    /// One of several statements without a mark before them.
    case item(Prose)
    /// An explanation for those who want to know: small on a page.
    case remark(Prose)
    /// Terms, and what is to be said about them.
    case facts([DocumentFact])
    /// The figures that the reader came for, a few at most.
    case headlines([DocumentHeadline])
    case list([Prose])
    case table(DocumentTable)
    /// On pages only.
    case chart(DocumentChart)
    /// On pages only, side by side where there is room.
    case charts([DocumentChart])
    /// On pages only: small charts, each with a few words, side by side.
    case multiples([DocumentMultiple])
    /// On pages only, behind its title until the reader asks.
    case details(title: String, [DocumentBlock])
    /// What was wrong with data, the worst first: a list on a screen, a table on a page.
    case issues([DataIssue])
    /// A command line, to be used again.
    case command(String)
    /// A heading below the section's own.
    case heading(String)
}

/// A term, and what is to be said about it.
public struct DocumentFact: Sendable {
    public var term: String
    public var words: Prose

    public init(_ term: String, _ words: Prose) {
        self.term = term
        self.words = words
    }
}

/// A figure that stands out.
public struct DocumentHeadline: Sendable {
    public var label: String
    /// With its standard error, where it has one.
    public var figure: Quantity
    /// The unit, behind the value and smaller: “USD million”.
    public var unit: String
    /// The 95 % interval; ends that are not known are nil. No interval where it is left out.
    public var interval: (low: Quantity, high: Quantity)?
    /// What it means, in a phrase.
    public var meaning: Prose
    /// Told by its colour, too.
    public var role: ChartRole?

    public init(
        label: String, figure: Quantity, unit: String = "", interval: (low: Quantity, high: Quantity)? = nil,
        meaning: Prose = "", role: ChartRole? = .first
    ) {
        self.label = label
        self.figure = figure
        self.unit = unit
        self.interval = interval
        self.meaning = meaning
        self.role = role
    }
}

/// A chart with its words, and the room that it asks for.
public struct DocumentChart: Sendable {
    /// Above it; empty for none.
    public var title: String
    /// Below it; empty for none.
    public var caption: Prose
    public var chart: any Chart
    /// Points; the height of a chart of rows follows from them where it is zero.
    public var width: Double
    public var height: Double
    /// How it is drawn where there is less room; nil where it is only scaled.
    public var narrow: DocumentNarrowChart?

    public init(
        title: String = "", caption: Prose = "", _ chart: any Chart, width: Double, height: Double = 0,
        narrow: DocumentNarrowChart? = nil
    ) {
        self.title = title
        self.caption = caption
        self.chart = chart
        self.width = width
        self.height = height
        self.narrow = narrow
    }
}

/// A chart for a narrow screen.
public struct DocumentNarrowChart: Sendable {
    public var chart: any Chart
    public var width: Double
    public var height: Double

    public init(_ chart: any Chart, width: Double, height: Double = 0) {
        self.chart = chart
        self.width = width
        self.height = height
    }
}

/// A small chart among others of its kind.
public struct DocumentMultiple: Sendable {
    public var title: String
    public var chart: DocumentChart
    /// Below it, line by line, from left to right.
    public var lines: [[Prose]]

    public init(title: String, chart: DocumentChart, lines: [[Prose]]) {
        self.title = title
        self.chart = chart
        self.lines = lines
    }
}

/// Rows at full precision, made when they are asked for, and the name of their file without its ending.
public struct DocumentRecords: Sendable {
    public var name: String
    private let make: @Sendable () -> DocumentTable

    public init(name: String, table: @autoclosure @escaping @Sendable () -> DocumentTable) {
        self.name = name
        make = table
    }

    public var table: DocumentTable { make() }
}

/// Losses by book and path, for formats that hold them all.
public struct DocumentLosses: Sendable {
    /// Paths of books, "" for the whole portfolio, in the order of the rows.
    public var books: [String]
    public var sample: ProfitAndLoss
    /// Of each path, the sum 1; empty where all count the same.
    public var weights: [Double]

    public init(books: [String], sample: ProfitAndLoss, weights: [Double] = []) {
        self.books = books
        self.sample = sample
        self.weights = weights
    }

    /// Of a book on some paths.
    public func losses(_ book: Int, paths: Range<Int>) -> [Double] {
        sample.withNode(book) { gains in gains[paths].map { 0 - $0 } }
    }
}
