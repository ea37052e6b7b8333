import DataSources
import Market
import Settings

/// What is to be imported, and what a person says of it.
public struct ImportRequest: Sendable {
    public var files: [String]
    /// What a column, or a symbol, is: the name in the file and the factor.
    public var columns: [(name: String, factor: String)] = []
    /// The currency that rates of exchange are quoted for, where columns are named by the other alone.
    public var base: Currency?
    /// The class of what is named by a symbol alone.
    public var factorClass = FactorClass.equity
    /// Rates, spreads and volatilities whose unit cannot be told.
    public var unit: String?
    public var dates: String?
    /// What stands before decimals, one of `decimals`.
    public var decimal: String?
    /// What separates fields, one of `delimiters`.
    public var delimiter: String?
    /// Which sheet of a workbook; the first that holds anything where nil.
    public var sheet: String?
    /// A YAML file with settings by file: `history: {ecb.csv: {columns: …}}`, `positions: {book.csv: {columns: …}}`.
    public var settings: String?

    public init(files: [String]) { self.files = files }

    public static let units = ["fraction", "percent", "bp", "hundredths"]
    public static let decimals = NumberFormat.Decimal.allCases.map(\.rawValue)
    public static let delimiters = Delimiter.allCases.map(\.rawValue)

    var decimalMark: NumberFormat.Decimal? { decimal.flatMap(NumberFormat.Decimal.init) }
    var separator: Delimiter? { delimiter.flatMap(Delimiter.init) }

    /// By how many places a stated unit moves the decimal point.
    var shift: Int? {
        switch unit {
        case "percent", "hundredths": -2
        case "bp": -4
        case "fraction": 0
        default: nil
        }
    }

    /// What the settings file says of files, by their names.
    struct Settings {
        var history: [String: Specification] = [:]
        var positions: [String: PositionMapping] = [:]

        static let shape = Shape.object([
            Setting(
                "history",
                .map(key: .text, value: .object(CSVDataSource.settings.filter { $0.name != "path" })), .optional,
                "settings of the csv source by the name of a file"),
            Setting(
                "positions", .map(key: .text, value: .object(PositionMapping.settings)), .optional,
                "portfolio.mapping by the name of a file"),
        ])

        /// - Throws: all that is wrong with the file.
        init(path: String?) throws(Issues) {
            guard let path else { return }
            let text = try FileText.read(path)
            let root: WrittenNode
            do throws(Issue) { root = try WrittenNode.parse(yaml: text, file: path) } catch { throw Issues([error]) }
            var decoder = ShapeDecoder()
            let value = decoder.decode(root, as: Self.shape, path: "")
            guard decoder.issues.isEmpty, let value else { throw Issues(decoder.issues) }
            for (name, own) in value["history"]?.members.map({ ($0.key, $0.value) }) ?? [] {
                var contents: [String: Value.Content] = [:]
                for member in own.members { contents[member.key] = member.value.content }
                history[name] = .defaults(of: CSVDataSource.self, replacing: contents)
            }
            for (name, own) in value["positions"]?.members.map({ ($0.key, $0.value) }) ?? [] {
                positions[name] = PositionMapping(own)
            }
        }
    }
}
