import DataSources
import Settings

/// What a section may ask for while it is read.
public struct SectionSource {
    public let catalog: Catalog
    /// With what it says outside its sections, and the sections before this one.
    public let scenario: Scenario
    /// Whether nothing was found wrong so far: variants would tell the same mistakes again.
    public let isSound: Bool
    /// The scenario as it is written.
    private let tree: WrittenNode
    /// Of the section.
    private let key: String

    init(_ scenario: Scenario, tree: WrittenNode, key: String, isSound: Bool, catalog: Catalog) {
        self.scenario = scenario
        self.tree = tree
        self.key = key
        self.isSound = isSound
        self.catalog = catalog
    }

    /// The path of a file that is named relative to the scenario's own.
    public func path(of file: String) -> String { FilePath.resolve(file, relativeTo: scenario.directory) }

    /// The scenario with changes that stand in the section, and without the section.
    ///
    /// - Parameters:
    ///   - keys: those that lead to the changes from the section's own, an item of a list by its number, as in
    ///     `["models", "[0]"]`.
    ///   - issues: what is wrong with the changed scenario is added.
    /// - Returns: nil where so much is wrong that nothing further can be checked.
    public func variant(changedBy keys: [String], issues: inout [Issue]) -> Scenario? {
        var changes: WrittenNode? = tree[key]
        for key in keys { changes = changes?[key] }
        guard let changes else { return nil }
        let changed = tree.without(key).changed(by: changes, keys: Set(catalog.runSettings.map(\.name)))
        var found: [Issue] = []
        let variant = Scenario.decode(
            changed, file: scenario.file, directories: ScenarioDirectories(scenario.directory), catalog: catalog,
            issues: &found)
        issues += found.map { issue in
            // It stands in the section, whatever setting of the scenario that changes.
            var own = issue
            own.subject = nil
            return own
        }
        return variant
    }
}
