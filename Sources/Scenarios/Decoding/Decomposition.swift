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

    public var hasPositions = true
    public var hasFactors = true
    public var incremental = Incremental.auto
    /// Whether the scenario says anything of it.
    public var isStated = false

    public init() {}

    init(_ value: Value?) {
        self.init()
        isStated = value != nil
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
