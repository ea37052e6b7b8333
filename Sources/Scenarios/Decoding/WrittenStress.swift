import Market
import Settings
import Stress

/// The stress scenarios as they are written: every shock read, nothing looked up.
public struct WrittenStress: Sendable {
    /// A shock of the factors that a pattern matches.
    public struct ShockRule: Sendable {
        public enum Size: Sendable {
            /// As in `-20%`, whose meaning depends on the class of the factor.
            case written(WrittenShock)
            case stated(Shock)
        }

        public var pattern: FactorPattern
        public var size: Size
        public var location: SourceLocation?
        public var keyLocation: SourceLocation?
        public var path: String
        /// For messages.
        public var text: String
    }

    /// A ladder of shocks of the factors that any of some patterns matches.
    public struct Axis: Sendable {
        public var patterns: [FactorPattern]
        public var shocks: [WrittenShock]
        /// What the shocks change; nil where their unit says it.
        public var isRelative: Bool?
        public var location: SourceLocation?
        public var path: String
    }

    public struct Curve: Sendable {
        public var names: [Scenario.Located<String>]
        public var move: CurveMove
        public var pivotLocation: SourceLocation?
    }

    public struct Episode: Sendable {
        public var from: Scenario.Located<CalendarDate>
        public var to: Scenario.Located<CalendarDate>
        public var isMissingZero: Bool
    }

    public struct Worst: Sendable {
        public var window: Scenario.Located<Int>
        public var isMissingZero: Bool
    }

    public struct Correlations: Sendable {
        public enum Target: Sendable {
            /// The same for every pair.
            case all(Double)
            case blocks([Block])
        }

        public struct Block: Sendable {
            public var first: FactorPattern
            public var second: FactorPattern
            public var value: Double
            public var location: SourceLocation?
            public var path: String
        }

        public var target: Target
        public var weight: Double
        public var location: SourceLocation?
        public var path: String
    }

    /// A number for the factors that a pattern matches.
    public struct Rule<Number: Sendable>: Sendable {
        public var pattern: FactorPattern
        public var number: Number
        public var location: SourceLocation?
        public var path: String
    }

    /// One stress scenario.
    public struct Item: Sendable {
        public var name: String
        public var location: SourceLocation?
        public var path: String
        public var shocks: [ShockRule] = []
        public var conditional: [ShockRule] = []
        /// One of a ladder, two of a grid.
        public var axes: [Axis] = []
        public var curve: Curve?
        public var replay: Episode?
        public var worst: Worst?
        public var volatilities: [Rule<Double>] = []
        public var correlations: Correlations?
        public var liquidity: [Rule<Int>] = []

        /// Whether its parts can stand in one scenario.
        public var goesTogether = true

        /// Whether it changes the model, not only levels.
        public var changesModel: Bool { !volatilities.isEmpty || correlations != nil || !liquidity.isEmpty }

        public var statesLevels: Bool { !shocks.isEmpty || curve != nil || replay != nil }
    }

    /// Points of a grid at most.
    static let pointLimit = 10_000

    public internal(set) var items: [Item] = []
    /// Whether there is such a section at all.
    public internal(set) var isWritten = false
}

extension Catalog {
    /// What stands below `stress`.
    var stressSettings: [Setting] {
        let missing = Setting(
            "missing", .choice(["refuse", "zero"]), .optional,
            "what a factor does that has no level then: nothing where zero; refuse where left out")
        return [
            Setting("name", .text, .required, "what the scenario is called, each by a name of its own"),
            Setting(
                "shocks", .map(key: .factorPattern, value: Self.shock), .optional,
                "moves by factor or pattern, later lines win: -20% of a price, +100bp of a rate, +10 points of a volatility"
            ),
            Setting(
                "ladder", .object(ladderSettings), .optional,
                "one shock in steps: {factors: \"EQ.*\", from: -30%, to: 30%}"
            ),
            Setting("grid", .list(.object(ladderSettings), atLeast: 2), .optional, "two ladders, step against step"),
            Setting("curve", .oneOrMore(.text), .optional, "a curve that moves by tenor, as in IR.USD"),
            Setting("parallel", Self.rateMove, .optional, "of a curve: what every node moves by"),
            Setting(
                "steepening", Self.rateMove, .optional,
                "of a curve: by how much the longest node rises against the shortest, linear in the tenor"),
            Setting("twist", Self.rateMove, .optional, "of a curve: another name of steepening"),
            Setting(
                "butterfly", Self.rateMove, .optional,
                "of a curve: by how much the pivot rises against both ends, which fall by half of it"),
            Setting(
                "pivot", .term, .optional,
                "of a curve: the tenor that steepening leaves alone; the middle of the curve where left out"),
            Setting(
                "replay",
                .object([
                    Setting("from", .date, .required, "the close before the first change"),
                    Setting("to", .date, .required, "the close after the last"), missing,
                ]), .optional, "what happened between two closes of the history, from today's levels"),
            Setting(
                "worst",
                .object([Setting("window", .days(1...10_000), .required, "how long, as in 20d"), missing]), .optional,
                "the window of the history that would lose this portfolio most"),
            Setting(
                "conditional", .map(key: .factorPattern, value: Self.shock), .optional,
                "moves of some factors; the calibrated dependence moves the others"),
            Setting(
                "correlations", .object(correlationSettings), .optional,
                "correlations on their way to others; VaR and ES before and after"),
            Setting(
                "volatilities", .map(key: .factorPattern, value: .number(.positive)), .optional,
                "what volatilities are multiplied by, later lines win; VaR and ES before and after"),
            Setting(
                "liquidity", .map(key: .text, value: .days(1...2_520)), .optional,
                "how long factors take to leave, by class (EQ) or pattern; ES before and after"),
        ]
    }

    private static var rateMove: Shape { .number(.init(minimum: -1, maximum: 1)) }

    private static var shock: Shape {
        .either(
            .text,
            or: .object([
                Setting("relative", .text, .optional, "a share of the level, as in 25%"),
                Setting("absolute", .text, .optional, "in the level's own unit, as in -5, 50bp or 3 points"),
                Setting("level", .number(), .optional, "the level itself"),
            ]))
    }

    private var ladderSettings: [Setting] {
        [
            Setting("factors", .oneOrMore(.factorPattern), .required, "what moves, together"),
            Setting("from", .text, .optional, "the first shock, as in -30%"),
            Setting("to", .text, .optional, "the last"),
            Setting("steps", .count(2...1_001), .optional, "how many, both ends included; 13 where left out"),
            Setting("values", .list(.text, atLeast: 1), .optional, "the shocks themselves, in place of from and to"),
            Setting(
                "change", .choice(["relative", "absolute"]), .optional,
                "what a percent of a rate or volatility means"),
        ]
    }

    private var correlationSettings: [Setting] {
        [
            Setting(
                "towards",
                .either(
                    .choice(["one", "zero"]),
                    or: .list(
                        .object([
                            Setting("between", .list(.factorPattern, atLeast: 2), .required, "two factors or patterns"),
                            Setting("is", .number(.correlation), .required, "from −1 to 1"),
                        ]), atLeast: 1)), .required,
                "one, zero, or blocks, of which later lines win; pairs in no block stay"),
            Setting("by", .number(.init(minimum: 0, maximum: 1)), .required, "how far: 0% nowhere, 100% all the way"),
        ]
    }
}
