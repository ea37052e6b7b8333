import Measures
import Settings

/// The limits of a scenario as they are written: checked against themselves, not yet against the portfolio.
public struct WrittenLimits: ScenarioSection {
    public struct Item: Sendable {
        public var limit: Limit
        /// The measure that is limited.
        public var measure: any RiskMeasure
        public var location: SourceLocation?
        public var bookLocation: SourceLocation?
        public var measureLocation: SourceLocation?
        public var path: String
    }

    public private(set) var items: [Item] = []

    /// None.
    public init() {}

    /// The measures that are limited, in order.
    public var neededMeasures: [Scenario.Located<any RiskMeasure>] {
        items.map { .init(content: $0.measure, location: $0.measureLocation, path: $0.path + ".measure") }
    }

    public init(_ list: Value, in source: SectionSource, issues: inout [Issue]) {
        for item in list.items { read(item, catalog: source.catalog, issues: &issues) }
    }

    private mutating func read(_ item: Value, catalog: Catalog, issues: inout [Issue]) {
        guard let measure = item["measure"], let breach = item["breach"]?.number,
            let type = measure.chosen(in: catalog.kinds.measures)?.type
        else { return }
        let warn = item["warn"]
        if let level = warn?.number, level >= breach {
            issues.append(
                Issue(
                    "the warning level is not below the limit itself",
                    hint: "warn is the smaller one: it says when to look closer, breach when it is too late",
                    at: warn?.location, path: warn?.path ?? item.path))
        }
        if type.isProportion, breach > 1 {
            issues.append(
                Issue(
                    "a limit of \(type.kind) is a fraction of the cases, at most 100%", hint: "write it as in 40%",
                    at: item["breach"]?.location, path: item.path + ".breach"))
        }
        // A measure with several confidences stands for one limit each, as it does for measures.
        for measure in Scenario.measures(measure, catalog: catalog) {
            let key = FigureKey(measure.content, book: item["book"]?.text ?? "")
            add(
                Item(
                    limit: Limit(key, warn: warn?.number, breach: breach), measure: measure.content,
                    location: item.location,
                    bookLocation: item["book"]?.location, measureLocation: measure.location, path: item.path),
                issues: &issues)
        }
    }

    private mutating func add(_ item: Item, issues: inout [Issue]) {
        let twin = items.first { $0.limit.key == item.limit.key }
        guard let twin else { return items.append(item) }
        let place = twin.location.map { "it stands in line \($0.line) too; " } ?? ""
        issues.append(
            Issue(
                "this book has a limit for this measure already", hint: place + "keep one of them",
                at: item.location, path: item.path))
    }
}

extension WrittenLimits {
    public static let key = "limits"
    public static let summary = "how much risk a book may have"

    public static func shape(in catalog: Catalog) -> Shape {
        .list(
            .object([
                Setting(
                    "book", .book, .optional, "a path in the book tree: Equity/US; the whole portfolio where left out"),
                Setting(
                    "measure", catalog.kinds.measures.shape, .required,
                    "what is limited; computed even where measures leaves it out"),
                Setting(
                    "warn", .number(.positive), .optional, "the level at which to look closer; below the limit itself"),
                Setting(
                    "breach", .number(.positive), .required,
                    "the limit: a loss in the base currency, or a fraction for a probability"),
            ]))
    }
}
