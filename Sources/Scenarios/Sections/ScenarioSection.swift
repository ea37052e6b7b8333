import Measures
import Settings

/// A section of the scenario file: what one study reads of it, below a key of the top level.
///
/// The catalog lists them, and decoding, the schema and `twin check` walk that list. Every section is read with the scenario,
/// whatever is then done with it; it is resolved where its study is wanted, or the whole scenario checked. A type that
/// conforms is the section as it is written: every setting read, nothing looked up.
public protocol ScenarioSection: Sendable {
    /// What the section comes to against the portfolio and its market.
    associatedtype Resolved: Sendable

    /// At the top level of the file.
    static var key: String { get }
    /// One line of the schema, which says what holds where the section is left out.
    static var summary: String { get }
    /// What stands below the key.
    static func shape(in catalog: Catalog) -> Shape

    /// What holds where a scenario has no such section.
    init()

    /// - Parameters:
    ///   - value: of the shape.
    ///   - issues: what is wrong with the section by itself is added.
    init(_ value: Value, in source: SectionSource, issues: inout [Issue])

    /// What a run must measure for it, beside what the scenario asks for.
    var neededMeasures: [Scenario.Located<any RiskMeasure>] { get }

    /// - Parameter remarks: what is wrong with the section, or worth a remark, is added.
    /// - Returns: nil where it could not be resolved.
    func resolve(in context: SectionContext, remarks: inout SectionRemarks) -> Resolved?
}

extension ScenarioSection {
    public var neededMeasures: [Scenario.Located<any RiskMeasure>] { [] }

    /// As a setting of the scenario.
    static func setting(in catalog: Catalog) -> Setting { Setting(key, shape(in: catalog), .optional, summary) }

    static var subject: Issue.Subject { .setting([key]) }
}
