import Settings

/// How a scenario wants its leading figures taken apart.
public struct Decomposition: Hashable, Sendable {
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

    init(_ value: Value?) {
        self.init()
        measures = value?["measures"]?.text.flatMap(Measures.init) ?? .auto
        if case .flag(let isOn)? = value?["positions"]?.content { hasPositions = isOn }
        if case .flag(let isOn)? = value?["factors"]?.content { hasFactors = isOn }
        incremental = value?["incremental"]?.text.flatMap(Incremental.init) ?? .auto
    }
}

extension Catalog {
    /// What stands below `decomposition`.
    var decompositionSettings: [Setting] {
        [
            Setting(
                "measures", .choice(Decomposition.Measures.allCases.map(\.rawValue)), .optional,
                "every value-at-risk and expected shortfall, or the first of each: auto takes all where that costs little"
            ),
            Setting(
                "positions", .flag, .optional,
                "what each position and book adds to the figures; true where left out"),
            Setting(
                "factors", .flag, .optional,
                "what each risk factor adds to them; true where left out"),
            Setting(
                "incremental", .choice(Decomposition.Incremental.allCases.map(\.rawValue)), .optional,
                "figures of each position alone, and without it: auto computes them for portfolios of moderate size"),
        ]
    }
}
