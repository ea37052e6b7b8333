import Settings
import Yams

/// What stands in a file, before anyone asks what it means: texts, lists and mappings with their places.
indirect enum WrittenNode: Sendable {
    struct Entry: Sendable {
        var key: String
        var keyLocation: SourceLocation?
        var value: WrittenNode
    }

    case scalar(String, at: SourceLocation?)
    case list([WrittenNode], at: SourceLocation?)
    case mapping([Entry], at: SourceLocation?)

    var location: SourceLocation? {
        switch self {
        case .scalar(_, let location), .list(_, let location), .mapping(_, let location): location
        }
    }

    var noun: String {
        switch self {
        case .scalar(let text, _): text.isEmpty ? "nothing" : "“\(text)”"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }

    /// Parses YAML text.
    ///
    /// - Parameter file: as it is named in messages.
    /// - Throws: an `Issue` with its place where the text is no YAML, holds several documents, or none.
    static func parse(yaml text: String, file: String) throws(Issue) -> WrittenNode {
        try checkSize(text, file: file)
        let yaml = try SurrogatePairs.joined(in: text, file: file)
        let root: Node?
        do {
            root = try Yams.compose(yaml: yaml)
        } catch let error as YamlError {
            throw issue(error, file: file)
        } catch {
            throw Issue("cannot be read as YAML: \(error)", at: SourceLocation(file: file, line: 1, column: 1))
        }
        guard let root else {
            throw Issue(
                "the file is empty", hint: "a scenario begins with “version: 1”",
                at: SourceLocation(file: file, line: 1, column: 1))
        }
        var budget = valueLimit
        return try WrittenNode(root, file: file, budget: &budget)
    }

    /// The most values a file may stand for: a few aliases of aliases can be told to mean billions. So many take three
    /// seconds and 400 MB.
    private static let valueLimit = 500_000

    /// Refuses what would take minutes to parse before anyone could count its values.
    ///
    /// Every value but the last ends with a comma, a colon, a bracket or a line.
    private static func checkSize(_ text: String, file: String) throws(Issue) {
        let ends = text.utf8.reduce(0) { [0x2C, 0x3A, 0x0A, 0x5D, 0x7D].contains($1) ? $0 + 1 : $0 }
        guard ends > 4 * valueLimit else { return }
        throw Issue(
            "“\(file)” stands for more than \(valueLimit) values",
            hint: "prices, positions and correlations belong in CSV files that the scenario names")
    }

    private init(_ node: Node, file: String, budget: inout Int) throws(Issue) {
        let location = node.mark.map { SourceLocation(file: file, line: $0.line, column: $0.column) }
        budget -= 1
        guard budget > 0 else {
            throw Issue(
                "the file stands for more than \(Self.valueLimit) values",
                hint: "write less, or use fewer aliases; positions and prices belong in CSV files",
                at: location)
        }
        switch node {
        case .scalar(let scalar):
            let isNull = node.tag.description == "tag:yaml.org,2002:null"
            self = .scalar(isNull ? "" : scalar.string, at: location)
        case .sequence(let nodes):
            var items: [WrittenNode] = []
            for node in nodes { items.append(try WrittenNode(node, file: file, budget: &budget)) }
            self = .list(items, at: location)
        case .mapping(let mapping):
            var entries: [Entry] = []
            var merged: [Entry] = []
            for (key, value) in mapping {
                let place = key.mark.map { SourceLocation(file: file, line: $0.line, column: $0.column) }
                let node = try WrittenNode(value, file: file, budget: &budget)
                if Self.isMerge(key) {
                    merged += try Self.merged(node, at: place)
                } else {
                    entries.append(Entry(key: key.string ?? "", keyLocation: place, value: node))
                }
            }
            // Of what is merged the first counts, and a key of the mapping itself comes before all: so it stands last, as later
            // lines win where an order matters.
            var known = Set(entries.map(\.key))
            self = .mapping(merged.filter { known.insert($0.key).inserted } + entries, at: location)
        case .alias:
            self = .scalar("", at: location)
        }
    }

    /// `<<`, without quotes.
    private static func isMerge(_ key: Node) -> Bool {
        guard case .scalar(let scalar) = key else { return false }
        return scalar.string == "<<" && scalar.style == .plain
    }

    /// The entries that a merge key brings: of a mapping, or of several.
    ///
    /// Source: O. Ben-Kiki, C. Evans, B. Ingerson, “Merge key language-independent type for YAML version 1.1”, 2005.
    private static func merged(_ node: WrittenNode, at place: SourceLocation?) throws(Issue) -> [Entry] {
        switch node {
        case .mapping(let entries, _): return entries
        case .list(let items, _):
            var all: [Entry] = []
            for item in items { all += try merged(item, at: place) }
            return all
        case .scalar:
            throw Issue(
                "\(node.noun) stands where a mapping to be merged belongs",
                hint: "write <<: *name, where &name stands before a mapping, or <<: [*one, *other]", at: place)
        }
    }

    private static func issue(_ error: YamlError, file: String) -> Issue {
        func place(_ mark: Mark) -> SourceLocation {
            SourceLocation(file: file, line: max(1, mark.line), column: max(1, mark.column))
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return Issue(
                "not valid YAML: \(problem)", hint: "check the indentation, the colons and the brackets around here",
                at: place(mark))
        case .duplicatedKeysInMapping(let duplicates, let context):
            let keys = duplicates.sorted().map { "“\($0)”" }.joined(separator: ", ")
            return Issue(
                "the key \(keys) is written twice in one mapping", hint: "keep one of them", at: place(context.mark))
        case .reader(let problem, _, _, _):
            return Issue("not valid YAML: \(problem)", at: SourceLocation(file: file, line: 1, column: 1))
        default:
            return Issue("not valid YAML: \(error)", at: SourceLocation(file: file, line: 1, column: 1))
        }
    }
}
