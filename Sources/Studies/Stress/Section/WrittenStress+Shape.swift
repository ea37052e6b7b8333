import Scenarios
import Settings

extension WrittenStress {
    public static let key = "stress"
    public static let summary = "what “twin stress” does to the market"

    public static func shape(in catalog: Catalog) -> Shape {
        let missing = Setting(
            "missing", .choice(["refuse", "zero"]), .optional,
            "what a factor does that has no level then: nothing where zero; refuse where left out")
        return .list(
            .object([
                Setting("name", .text, .required, "what the scenario is called, each by a name of its own"),
                Setting(
                    "shocks", .map(key: .factorPattern, value: Self.shock), .optional,
                    "moves by factor or pattern, later lines win: -20% of a price, +100bp of a rate, +10 points of a volatility"
                ),
                Setting(
                    "ladder", .object(ladderSettings), .optional,
                    "one shock in steps: {factors: \"EQ.*\", from: -30%, to: 30%}"
                ),
                Setting(
                    "grid", .list(.object(ladderSettings), atLeast: 2), .optional, "two ladders, step against step"),
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
                    .object([Setting("window", .days(1...10_000), .required, "how long, as in 20d"), missing]),
                    .optional,
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
            ]), atLeast: 1)
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

    private static var ladderSettings: [Setting] {
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

    private static var correlationSettings: [Setting] {
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
