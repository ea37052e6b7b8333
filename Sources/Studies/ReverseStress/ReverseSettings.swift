import Market
import Measures
import Scenarios
import Settings
import Simulation

/// What a reverse stress test is to look for, as a scenario or the command line says it.
public struct ReverseSettings: ScenarioSection {
    public enum Loss: Sendable, Hashable {
        /// In the base currency.
        case amount(Double)
        /// Of the whole portfolio's value.
        case share(Double)
        /// The lowest loss at which a limit of the book is breached.
        case limit
    }

    /// Nil where nobody said how much.
    public var loss: Loss?
    /// "" for the whole portfolio.
    public var book = ""
    /// Searches at most.
    public var starts = 20
    /// Solutions shown at most.
    public var scenarios = 3
    public var valuation = ValuationTime.today
    /// Whose breach is the loss; nil until that is resolved, and where the loss is stated otherwise.
    public private(set) var limit: Limit?
    /// What the history holds of such moves; nil until that is resolved, and where there is none.
    private(set) var past: PastMoves?
    private var lossLocation: SourceLocation?
    private var bookLocation: SourceLocation?

    public init() {}

    public init(_ section: Value, in source: SectionSource, issues: inout [Issue]) {
        if let written = section["loss"], let text = written.text {
            lossLocation = written.location
            do {
                loss = try Self.loss(text)
            } catch {
                issues.append(error.placed(at: written.location, path: written.path))
            }
        }
        book = section["book"]?.text ?? ""
        bookLocation = section["book"]?.location
        starts = section["starts"]?.count ?? starts
        scenarios = section["scenarios"]?.count ?? scenarios
        valuation = section["at"]?.text == "horizon" ? .horizon : .today
    }

    private static func loss(_ text: String) throws(Issue) -> Loss {
        if text == "limit" { return .limit }
        guard let number = NumberSyntax.number(text) else {
            throw Issue(
                "“\(text)” is no loss",
                hint: "write an amount as in 5M, a share of the portfolio's value as in 10%, or limit")
        }
        guard number > 0 else {
            throw Issue(
                "a loss of \(text) is none",
                hint: number == 0
                    ? "write an amount above 0, as in 5M" : "losses are positive: write \(text.drop { $0 == "-" })")
        }
        try Magnitude.check(number, writtenAs: text, isDivisor: true)
        return text.hasSuffix("%") || text.hasSuffix("bp") ? .share(number) : .amount(number)
    }

    /// The limit whose breach is the loss: the lowest of the book's that is an amount of money; nil where there is none.
    private static func limit(of book: String, in limits: [Limit]) -> Limit? {
        limits.filter { $0.book == book && !$0.key.measure.isProportion }.min { $0.breach < $1.breach }
    }

    public func resolve(in context: SectionContext, remarks: inout SectionRemarks) -> ReverseSettings? {
        guard let books = context.books else { return nil }
        let tree = BookTree(books: books)
        guard tree.index(of: book) != nil else {
            let known = tree.nodes.map(\.path).filter { !$0.isEmpty }
            remarks.issues.append(
                Issue(
                    "no position is in the book “\(book)”", hint: Suggestion.hint(for: book, among: known),
                    at: bookLocation, path: "reverse.book", from: [.setting(["portfolio"])]))
            return nil
        }
        var resolved = self
        resolved.past = context.base.flatMap { PastMoves($0) }
        guard loss == .limit else { return resolved }
        if let limit = Self.limit(of: book, in: context.scenario.section(WrittenLimits.self).items.map(\.limit)) {
            resolved.limit = limit
            return resolved
        }
        let name = book.isEmpty ? "the whole portfolio" : "the book “\(book)”"
        remarks.issues.append(
            Issue(
                "no limit says how much \(name) may lose",
                hint: "add one to limits, as in {\(book.isEmpty ? "" : "book: \(book), ")measure: {kind: value-at-risk,"
                    + " confidence: 99%}, breach: 5M}, or write the amount", at: lossLocation, path: "reverse.loss",
                from: [.setting(["limits"])]))
        return nil
    }
}

extension ReverseSettings {
    public static let key = "reverse"
    public static let summary = "what “twin reverse” looks for"

    public static func shape(in catalog: Catalog) -> Shape {
        .object([
            Setting(
                "loss", .text, .optional,
                "how much to lose: an amount (5M), a share of the portfolio's value (10%), or limit: the lowest breach level"
                    + " of the book's limits; twice the book's 99% value-at-risk where left out"),
            Setting("book", .book, .optional, "a path in the book tree: Equity/US; the whole portfolio where left out"),
            Setting("starts", .count(1...1_000), .optional, "searches at most; 20 where left out"),
            Setting("scenarios", .count(1...50), .optional, "distinct moves shown at most; 3 where left out"),
            Setting(
                "at", .choice(["today", "horizon"]), .optional,
                "when positions are valued: at once, or after the horizon has passed; today where left out"),
        ])
    }
}

extension ResolvedRun {
    /// What a reverse stress test looks for.
    public var reverse: ReverseSettings { section(ReverseSettings.self) ?? ReverseSettings() }
}
