import Market
import Scenarios
import Settings

/// The stress scenarios as they are written: every shock read, nothing looked up.
public struct WrittenStress: ScenarioSection {
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

    public init() {}
}
