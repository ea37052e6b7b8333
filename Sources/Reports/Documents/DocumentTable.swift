import Measures

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
        /// Over this column and those beside it that say the same; nil for none.
        public var group: String?

        public init(
            _ title: String, _ alignment: Alignment = .number, abbreviation: String? = nil, group: String? = nil
        ) {
            self.title = title
            self.alignment = alignment
            self.abbreviation = abbreviation
            self.group = group
        }
    }

    /// Words, a number, or both.
    public struct Cell: Sendable, ExpressibleByStringInterpolation {
        public var words: Prose
        /// The ends of an interval, in place of words.
        public var interval: Interval?
        /// A bar beside the number on a page.
        public var bar: (any Chart)?

        public init(_ words: Prose, bar: (any Chart)? = nil) {
            self.words = words
            self.bar = bar
        }

        public init(_ words: String) { self.init(Prose(words)) }

        public init(_ value: Quantity, bar: (any Chart)? = nil) { self.init(Prose(value), bar: bar) }

        public init(_ value: Double?, _ notation: Notation, of key: FigureKey? = nil, bar: (any Chart)? = nil) {
            self.init(Quantity(value, notation, of: key), bar: bar)
        }

        /// “12.26M to 12.43M”.
        public init(from low: Quantity, to high: Quantity) {
            words = "\(low) to \(high)"
            interval = Interval(low: low, high: high)
        }

        public init(stringLiteral words: String) { self.init(Prose(words)) }

        public init(stringInterpolation: Prose.StringInterpolation) {
            self.init(Prose(stringInterpolation: stringInterpolation))
        }

        /// A number that only records show, at full precision; empty where it is nil.
        public static func exact(_ value: Double?) -> Cell { Cell(.exact(value)) }

        /// The number, where the cell is nothing but one.
        public var quantity: Quantity? { words.quantity }
    }

    /// The ends of an interval.
    public struct Interval: Sendable {
        public var low: Quantity
        public var high: Quantity
    }

    public struct Row: Sendable {
        public var label: Prose
        public var cells: [Cell]
        /// Levels below the first.
        public var depth: Int
        /// A total, or what else stands out.
        public var isStrong: Bool
        /// The label at full length, for those who ask; nil where it is no other.
        public var fullLabel: String?

        public init(
            _ label: String, _ cells: [Cell], depth: Int = 0, isStrong: Bool = false, fullLabel: String? = nil
        ) {
            self.init(Prose(label), cells, depth: depth, isStrong: isStrong, fullLabel: fullLabel)
        }

        public init(
            _ label: Prose, _ cells: [Cell], depth: Int = 0, isStrong: Bool = false, fullLabel: String? = nil
        ) {
            self.label = label
            self.cells = cells
            self.depth = depth
            self.isStrong = isStrong
            self.fullLabel = fullLabel
        }
    }

    /// How far columns stand apart in text.
    public enum Spacing: Sendable {
        case even
        /// Errors close to their figures.
        case pairs
        /// A few figures, each with its error and its interval.
        case figures
    }

    /// What the table shows; heard where it is not seen.
    public var caption: String
    /// Over the names of the rows.
    public var stub: String
    public var columns: [Column]
    public var rows: [Row]
    /// Rows that text shows at most.
    public var textLimit: Int
    public var spacing: Spacing
    /// What text leaves the labels at least where it chooses what amounts are counted in.
    public var labelWidth: Int

    public init(
        caption: String, stub: String, columns: [Column], rows: [Row], textLimit: Int = 40, spacing: Spacing = .even,
        labelWidth: Int = 24
    ) {
        for row in rows { precondition(row.cells.count == columns.count, "a cell for each column of \(caption)") }
        self.caption = caption
        self.stub = stub
        self.columns = columns
        self.rows = rows
        self.textLimit = textLimit
        self.spacing = spacing
        self.labelWidth = labelWidth
    }
}
