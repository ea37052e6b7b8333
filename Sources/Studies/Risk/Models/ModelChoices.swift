import Scenarios
import Settings

/// Other reasonable models of the same book, whose figures stand beside the run's.
public struct ModelChoices: ScenarioSection {
    /// A model, and the run that it makes.
    public struct Choice: Sendable {
        public var name: String
        public var resolved: ResolvedRun
    }

    public static let key = "models"
    public static let summary =
        "other models of the same book, each the scenario with changes; none where left out"

    public static func shape(in catalog: Catalog) -> Shape {
        .list(.object(ScenarioVariant.settings(in: catalog)), atLeast: 1)
    }

    private var variants: [ScenarioVariant] = []

    /// None.
    public init() {}

    public init(_ list: Value, in source: SectionSource, issues: inout [Issue]) {
        // The same mistake would be told once for every model.
        guard source.isSound else { return }
        variants = ScenarioVariant.all(list, at: [], in: source, issues: &issues)
    }

    public func resolve(in context: SectionContext, remarks: inout SectionRemarks) -> [Choice]? {
        guard context.isSound else { return [] }
        var choices: [Choice] = []
        for variant in variants {
            do throws(Issues) {
                choices.append(Choice(name: variant.name, resolved: try context.resolve(variant.scenario)))
            } catch {
                remarks.issues += error.all.map { issue in
                    var issue = issue
                    issue.message = "the model “\(variant.name)”: \(issue.message)"
                    return issue.placed(at: variant.location, path: Self.key)
                }
            }
        }
        return choices
    }
}
