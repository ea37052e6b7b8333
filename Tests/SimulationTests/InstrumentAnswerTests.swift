import Market
import MarketTwin
import Settings
import Simulation
import Testing

/// What a unit of every instrument is worth, known from elsewhere.
@Suite("Instruments have known values")
struct InstrumentAnswerTests {
    struct Answer {
        var settings: [String: Value.Content]
        var value: Double
    }

    private static func factor(_ id: String, _ level: Double) -> TestMarket.Factor {
        let isGeometric = ["EQ", "FX", "CM"].contains { id.hasPrefix($0) }
        return .init(
            id: id, level: level, volatility: 0.01,
            process: isGeometric ? "geometric-brownian-motion" : "arithmetic-brownian-motion")
    }

    static let factors = [
        factor("EQ.A", 42), factor("CM.OIL", 80.5), factor("FX.EURUSD", 1.1), factor("VOL.A", 0.2),
        factor("IR.USD.6M", 0.05), factor("IR.USD.1Y", 0.058), factor("IR.USD.18M", 0.064), factor("IR.USD.2Y", 0.068),
        factor("CS.A.5Y", 0.01),
    ]

    private static func option(_ right: String, volatility: Settings.Quantity) -> [String: Value.Content] {
        [
            "factor": .factor("EQ.A"), "right": .text(right), "strike": .number(40), "expiry": .term(.years(0.5)),
            "volatility": .quantity(volatility), "rate": .quantity(.number(0.1)),
        ]
    }

    /// By kind. Every choice of every setting has to be among them.
    static let answers: [String: [Answer]] = [
        "equity": [.init(settings: ["factor": .factor("EQ.A")], value: 42)],
        "commodity": [.init(settings: ["factor": .factor("CM.OIL")], value: 80.5)],
        "cash": [.init(settings: [:], value: 1)],
        "fx-spot": [.init(settings: ["factor": .factor("FX.EURUSD")], value: 1.1)],
        // 1.1·exp(−3 %·2) − 1.05·exp(−4 %·2).
        "fx-forward": [
            .init(
                settings: [
                    "factor": .factor("FX.EURUSD"), "strike": .number(1.05), "maturity": .term(.years(2)),
                    "rate": .quantity(.number(0.04)), "foreignRate": .quantity(.number(0.03)),
                ], value: 0.06666882323670609)
        ],
        // J. Hull, “Options, Futures, and Other Derivatives”, 9th ed., example 15.6: 4.76 and 0.81.
        "european-option": [
            .init(settings: option("call", volatility: .number(0.2)), value: 4.759422392871535),
            .init(settings: option("put", volatility: .number(0.2)), value: 0.8085993729000958),
            .init(settings: option("call", volatility: .factor(FactorID("VOL.A")!)), value: 4.759422392871535),
        ],
        // 100·exp(−5 %·2), the rate in two parts.
        "zero-coupon-bond": [
            .init(
                settings: [
                    "maturity": .term(.years(2)), "rate": .quantity(.number(0.04)), "spread": .rate("CS.A.5Y"),
                ], value: 90.48374180359595)
        ],
        // The same book, table 4.2 and section 4.4: 98.39.
        "fixed-rate-bond": [
            .init(
                settings: [
                    "coupon": .number(0.06), "maturity": .term(.years(2)), "frequency": .count(2),
                    "rate": .quantity(.curve("IR.USD")),
                ], value: 98.3850627729396)
        ],
    ]

    @Test("a unit is worth what it is worth elsewhere", arguments: InstrumentContractTests.kinds)
    func known(kind: String) throws {
        let answers = try #require(Self.answers[kind], "say what a unit of \(kind) is worth")
        for answer in answers {
            var market = TestMarket(factors: Self.factors)
            market.hold(1, kind, answer.settings)
            let value = try market.simulator(paths: 1, days: 1).valuesToday[0]
            #expect(abs(value - answer.value) < 1e-12 * max(1, abs(answer.value)), "\(value)")
        }
        for variant in InstrumentContractTests.Variant.all(kind) {
            let isKnown = answers.contains { answer in
                variant.choices.allSatisfy { answer.settings[$0.key] == .text($0.value) }
            }
            #expect(isKnown, "say what a unit of \(variant.testDescription) is worth")
        }
    }
}
