import Settings

/// How a scenario wants its leading figures taken apart.
public struct Decomposition: ScenarioSection, Hashable {
    /// Which positions get figures of their own and of the portfolio without them.
    public enum Incremental: String, CaseIterable, Sendable {
        /// All, where that takes no longer than the run itself.
        case auto
        case all
        case none
    }

    /// Which figures are taken apart.
    public enum Measures: String, CaseIterable, Sendable {
        /// All, where that costs little; else the first ones.
        case auto
        case all
        /// The first value-at-risk and the first expected shortfall.
        case first
    }

    public var measures = Measures.auto
    public var hasPositions = true
    public var hasFactors = true
    public var incremental = Incremental.auto

    public init() {}

    public init(_ value: Value, in source: SectionSource, issues: inout [Issue]) {
        measures = value["measures"]?.text.flatMap(Measures.init) ?? .auto
        if case .flag(let isOn)? = value["positions"]?.content { hasPositions = isOn }
        if case .flag(let isOn)? = value["factors"]?.content { hasFactors = isOn }
        incremental = value["incremental"]?.text.flatMap(Incremental.init) ?? .auto
    }

    public func resolve(in context: SectionContext, remarks: inout SectionRemarks) -> Decomposition? { self }
}

extension Decomposition {
    public static let key = "decomposition"
    public static let summary = "how the leading figures are taken apart; whatever is quick where left out"

    public static func shape(in catalog: Catalog) -> Shape {
        .object([
            Setting(
                "measures", .choice(Measures.allCases.map(\.rawValue)), .optional,
                "every value-at-risk and expected shortfall, or the first of each: auto takes all where that costs little"
            ),
            Setting(
                "positions", .flag, .optional,
                "what each position and book adds to the figures; true where left out"),
            Setting(
                "factors", .flag, .optional,
                "what each risk factor adds to them; true where left out"),
            Setting(
                "incremental", .choice(Incremental.allCases.map(\.rawValue)), .optional,
                "figures of each position alone, and without it: auto computes them for portfolios of moderate size"),
        ])
    }
}

extension ResolvedRun {
    /// How its leading figures are to be taken apart.
    public var decomposition: Decomposition { section(Decomposition.self) ?? Decomposition() }
}
