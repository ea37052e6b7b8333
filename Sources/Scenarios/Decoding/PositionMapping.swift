import DataSources
import Settings

/// How a file of positions that others wrote becomes one of this program: `portfolio.mapping`.
///
/// A column of ours is made of a text with columns of the file in braces: `factor: "EQ.{Symbol}"`, `quantity: "{Quantity}"`,
/// `kind: equity`. Without columns the file has ours, and the rest of the mapping says how it writes them.
public struct PositionMapping: Sendable {
    /// What becomes of several rows with one id and the same terms.
    public enum Lots: String, CaseIterable, Sendable {
        case refuse
        /// Their quantities are added.
        case add
    }

    /// Ours, and the text that each is made of.
    var columns: [(name: String, text: String)] = []
    /// What the file calls a kind, and the kind.
    var kinds: [(name: String, kind: String)] = []
    /// Rows to leave out, by a column of the file and what stands in it.
    var skip: [(column: String, values: [String])] = []
    /// Columns of the file that say nothing here.
    var ignore: [String] = []
    /// A column that quantities are multiplied by.
    var multiplier: String?
    var lots = Lots.refuse
    var numbers = NumberFormat.plain
    var delimiter = Delimiter.comma

    public init() {}

    static var settings: [Setting] {
        [
            Setting(
                "columns", .map(key: .text, value: .text), .optional,
                "our columns, each of a text with columns of the file in braces: {id: \"{Symbol}\", kind: equity, factor:"
                    + " \"EQ.{Symbol}\", quantity: \"{Quantity}\"}"),
            Setting(
                "kinds", .map(key: .text, value: .text), .optional,
                "what the file calls a kind, and the kind: {STK: equity}"),
            Setting(
                "skip", .map(key: .text, value: .oneOrMore(.text)), .optional,
                "rows to leave out, by a column of the file and what stands in it: {Account: Total}"),
            Setting("ignore", .list(.text), .optional, "columns of the file that say nothing here"),
            Setting("multiplier", .text, .optional, "a column of the file that quantities are multiplied by"),
            Setting(
                "lots", .choice(Lots.allCases.map(\.rawValue)), .optional,
                "several rows with one id and the same terms are refused, or their quantities added; refuse where left out"
            ),
            Setting("brackets", .flag, .optional, "whether a figure in brackets is negative; false where left out"),
        ] + NumberFormat.settings
    }

    init(_ value: Value) {
        func pairs(_ key: String) -> [(String, Value)] { value[key]?.members.map { ($0.key, $0.value) } ?? [] }
        columns = pairs("columns").compactMap { name, text in text.text.map { (name, $0) } }
        kinds = pairs("kinds").compactMap { name, kind in kind.text.map { (name, $0) } }
        skip = pairs("skip").map { ($0, $1.items.compactMap(\.text)) }
        ignore = value["ignore"]?.items.compactMap(\.text) ?? []
        multiplier = value["multiplier"]?.text
        lots = value["lots"]?.text.flatMap(Lots.init) ?? .refuse
        delimiter = value["delimiter"]?.text.flatMap(Delimiter.init) ?? .comma
        let thousands = value["thousands"]?.text.flatMap(NumberFormat.Separator.init) ?? .none
        let decimal = value["decimal"]?.text.flatMap(NumberFormat.Decimal.init) ?? .point
        numbers = NumberFormat(
            thousands: thousands.character, decimal: decimal.character, readsBrackets: value["brackets"]?.flag ?? false)
    }
}
