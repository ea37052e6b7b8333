import Reports
import Scenarios
import Settings

/// In which formats the reports of a scenario are written where the command line does not say: `outputs: [text, json, xlsx]`.
public struct OutputSettings: ScenarioSection {
    public static let key = "outputs"
    public static let summary = "formats of reports; text, json, csv and html where left out"
    /// The finding itself.
    public static let jsonName = "json"

    /// Every format there is.
    public static var names: [String] { [jsonName] + Catalog.allFormats.map { type(of: $0).name } }

    public static func shape(in catalog: Catalog) -> Shape { .list(.choice(names), atLeast: 1) }

    /// Nil where nothing is said.
    public private(set) var formats: [String]?

    public init() {}

    public init(_ value: Value, in source: SectionSource, issues: inout [Issue]) {
        formats = value.items.compactMap(\.text)
    }

    public func resolve(in context: SectionContext, remarks: inout SectionRemarks) -> [String]?? { .some(formats) }

    /// What a scenario says, without reading anything else that it names; nil where it says nothing or cannot be read.
    public static func written(in request: ScenarioRequest) -> [String]? {
        ScenarioResolver(catalog: .standard).section(
            OutputSettings.self, of: request.file, overrides: request.overrides)?
            .formats
    }
}
