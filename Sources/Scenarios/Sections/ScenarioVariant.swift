import Settings

/// The scenario with changes that stand in one of its sections: another model of the same portfolio.
public struct ScenarioVariant: Sendable {
    public var name: String
    public var scenario: Scenario
    public var location: SourceLocation?

    /// Of one item of a list of variants: a name, and changes to what makes the model.
    public static func settings(in catalog: Catalog) -> [Setting] {
        let ofToday = ["history", "levels"]
        return [
            Setting("name", .text, .required, "a name of its own"),
            Setting(
                "market", .object(catalog.marketSettings.filter { !ofToday.contains($0.name) }), .optional,
                "changes to what the scenario states of the market"),
            Setting(
                "calibration", .object(catalog.calibrationSettings), .optional, "changes to the scenario's, key by key"),
            Setting(
                "factors", .map(key: .factorPattern, value: .object(catalog.factorSettings)), .optional,
                "rules after the scenario's, so they win"),
            Setting("dependence", catalog.kinds.dependences.shape, .optional, "in place of the scenario's"),
            Setting(
                "simulation", catalog.kinds.simulations.shape, .optional,
                "in place of the scenario's, whose horizon holds where this has none"),
        ]
    }

    /// The variants of a list that stands in a section.
    ///
    /// - Parameters:
    ///   - list: of the settings.
    ///   - keys: those that lead to the list from the section's own; empty where the section is the list.
    ///   - issues: what is wrong with a variant, and names that stand twice, is added.
    public static func all(
        _ list: Value?, at keys: [String], in source: SectionSource, issues: inout [Issue]
    ) -> [ScenarioVariant] {
        var variants: [ScenarioVariant] = []
        for (index, value) in (list?.items ?? []).enumerated() {
            let name = value["name"]?.text ?? ""
            if variants.contains(where: { $0.name == name }) {
                issues.append(
                    Issue(
                        "two models are named “\(name)”", hint: "give each a name of its own", at: value.location,
                        path: value.path))
            }
            guard let scenario = source.variant(changedBy: keys + ["[\(index)]"], issues: &issues) else { continue }
            variants.append(ScenarioVariant(name: name, scenario: scenario, location: value.location))
        }
        return variants
    }
}
