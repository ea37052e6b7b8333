/// A table whose first column names the rows.
public struct DocumentTable: Sendable {
    public enum Alignment: Sendable {
        /// Flush right.
        case number
        /// Flush left, short.
        case words
        /// Flush left and broken into lines; text puts it below its row.
        case prose
    }

    public struct Column: Sendable {
        public var title: String
        public var alignment: Alignment
        /// What stands for the title in text, which then says above the table what it means; nil where there is room.
        public var abbreviation: String?

        public init(_ title: String, _ alignment: Alignment = .number, abbreviation: String? = nil) {
            self.title = title
            self.alignment = alignment
            self.abbreviation = abbreviation
        }
    }

    /// A number with the text that shows it, or words.
    public struct Cell: Sendable, ExpressibleByStringLiteral {
        public var text: String
        /// At full precision; nil for words, and for a number that is not known.
        public var value: Double?
        /// Markup beside the text on a page, such as a bar.
        public var markup: String?

        public init(_ text: String, value: Double? = nil, markup: String? = nil) {
            self.text = text
            self.value = value
            self.markup = markup
        }

        public init(stringLiteral value: String) { self.init(value) }

        /// A number that only `DocumentCSV` shows, at full precision; empty where it is nil.
        public static func exact(_ value: Double?) -> Cell { Cell(value?.description ?? "", value: value) }
    }

    public struct Row: Sendable {
        public var label: String
        public var cells: [Cell]
        /// Levels below the first.
        public var depth: Int
        /// A total, or what else stands out.
        public var isStrong: Bool

        public init(_ label: String, _ cells: [Cell], depth: Int = 0, isStrong: Bool = false) {
            self.label = label
            self.cells = cells
            self.depth = depth
            self.isStrong = isStrong
        }
    }

    /// What the table shows; heard where it is not seen.
    public var caption: String
    /// Over the names of the rows.
    public var stub: String
    public var columns: [Column]
    public var rows: [Row]
    /// Rows that text shows at most.
    public var textLimit: Int

    public init(
        caption: String, stub: String, columns: [Column], rows: [Row], textLimit: Int = 40
    ) {
        for row in rows { precondition(row.cells.count == columns.count, "a cell for each column of \(caption)") }
        self.caption = caption
        self.stub = stub
        self.columns = columns
        self.rows = rows
        self.textLimit = textLimit
    }
}
