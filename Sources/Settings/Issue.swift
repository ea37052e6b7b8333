/// Where in a file something is written. Lines and columns count from one.
public struct SourceLocation: Hashable, Sendable {
    public var file: String
    public var line: Int
    public var column: Int

    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }
}

/// One mistake in what a person wrote: where, what, and what would have been right.
///
/// Issues are facts; `IssueReport` has the wording around them.
public struct Issue: Error, Hashable, Sendable {
    public enum Nature: Hashable, Sendable {
        /// The scenario or the data is wrong (exit code 65).
        case badInput
        /// A file that is named does not exist or cannot be read (exit code 66).
        case missingInput
    }

    public var nature: Nature
    public var location: SourceLocation?
    /// The dotted path of the value, such as `portfolio.positions[2].instrument.strike`; empty where there is none.
    public var path: String
    /// What is wrong, in a sentence without a full stop.
    public var message: String
    /// What would have been right, or nil.
    public var hint: String?

    public init(
        _ message: String, hint: String? = nil, at location: SourceLocation? = nil, path: String = "",
        nature: Nature = .badInput
    ) {
        self.nature = nature
        self.location = location
        self.path = path
        self.message = message
        self.hint = hint
    }
}

/// Several mistakes, all of those that could be found.
public struct Issues: Error, Sendable {
    public var all: [Issue]

    public init(_ all: [Issue]) { self.all = all }
}
