import Market

/// One mistake in what a person wrote: where, what, and what would have been right.
///
/// Issues are facts; `IssueReport` has the wording around them. What an issue is about and what it may follow from decide
/// which issues are shown (see `Issues`); its words and its path are for readers alone.
public struct Issue: Error, Hashable, Sendable {
    public enum Nature: Hashable, Sendable {
        /// The scenario or the data is wrong (exit code 65).
        case badInput
        /// A file that is named does not exist or cannot be read (exit code 66).
        case missingInput
        /// There is not enough memory for what is asked (exit code 75).
        case shortage
    }

    /// What an issue is about.
    public enum Subject: Hashable, Sendable {
        /// A setting of the scenario with all that is below it, by the keys that lead to it, as in
        /// `["market", "levels", "EQ.ACME"]`; a section by its key alone.
        case setting([String])
        /// How a factor moves.
        case factor(FactorID)
    }

    public var nature: Nature
    public var location: SourceLocation?
    /// The dotted path of the value, such as `portfolio.positions[2].instrument.strike`; empty where there is none.
    public var path: String
    /// What is wrong, in a sentence without a full stop.
    public var message: String
    /// What would have been right, or nil.
    public var hint: String?
    /// Nil where nothing else follows from it.
    public var subject: Subject?
    /// It may be wrong for no other reason than that one of these is.
    public var causes: [Subject]
    /// How many rows more of the same file have the same mistake, which is told once.
    public var repetitions = 0

    public init(
        _ message: String, hint: String? = nil, at location: SourceLocation? = nil, path: String = "",
        nature: Nature = .badInput, about subject: Subject? = nil, from causes: [Subject] = []
    ) {
        self.nature = nature
        self.location = location
        self.path = path
        self.message = message
        self.hint = hint
        self.subject = subject
        self.causes = causes
    }

    /// The same issue about something, unless it says already what it is about.
    public func about(_ subject: Subject) -> Issue {
        var issue = self
        issue.subject = issue.subject ?? subject
        return issue
    }
}
