import Backtesting
import Market
import Statistics

/// How a model with its verdicts at a level of significance stands in a result. Outcomes and confidences stand with the report.
struct WrittenModel: Codable {
    private let name: String
    private let description: String
    private let exceptions: Int
    private let trafficLight: Light
    private let zones: Zones
    private let years: [Year]
    private let tests: [WrittenTest]
    private let scores: Scores
    private let againstBest: WrittenOutcome?
    private let valueAtRisk: [Double]
    private let expectedShortfall: [Double]
    private let shortfallValueAtRisk: [Double]
    private let shortfallExceptions: Int
    private let transforms: [Double]

    private struct Light: Codable {
        let zone: TrafficLight.Zone
        let exceptions: Int
        let days: Int
        let cumulativeProbability: Double
        let multiplier1996: Double
        let multiplierMAR99: Double
    }

    private struct Zones: Codable {
        let green: Int
        let yellow: Int
        let red: Int
    }

    private struct Year: Codable {
        let year: Int
        let days: Int
        let exceptions: Int
        let zone: TrafficLight.Zone
    }

    private struct Scores: Codable {
        let fisslerZiegel: Double?
        let quantileLoss: Double
    }

    init(_ model: BacktestedModel, level: Double) {
        name = model.name
        description = model.description
        exceptions = model.exceptionCount
        trafficLight = Light(
            zone: model.recent.zone, exceptions: model.recent.exceptions, days: model.recent.count,
            cumulativeProbability: model.recent.cumulativeProbability,
            multiplier1996: model.recent.multiplier(.basel1996), multiplierMAR99: model.recent.multiplier(.mar99))
        zones = Zones(
            green: model.zones[.green] ?? 0, yellow: model.zones[.yellow] ?? 0, red: model.zones[.red] ?? 0)
        years = model.years.map {
            Year(year: $0.year, days: $0.days, exceptions: $0.exceptions, zone: $0.light.zone)
        }
        tests = model.tests.map { WrittenTest($0, level: level) }
        scores = Scores(fisslerZiegel: model.jointScore, quantileLoss: model.quantileScore)
        againstBest = model.comparison.map { WrittenOutcome($0, level: level) }
        valueAtRisk = model.forecasts.valueAtRisk
        expectedShortfall = model.shortfallForecasts.expectedShortfall ?? []
        shortfallValueAtRisk = model.shortfallForecasts.valueAtRisk
        shortfallExceptions = model.shortfallForecasts.exceptions.exceptionCount
        transforms = model.forecasts.transforms ?? []
    }

    /// The model as it was judged.
    ///
    /// - Parameters:
    ///   - gains: the outcomes.
    ///   - confidence: of its value-at-risk.
    ///   - shortfall: the confidence of its expected shortfall.
    func model(
        of gains: [Double], _ confidence: ConfidenceLevel, shortfall: ConfidenceLevel
    ) throws -> BacktestedModel {
        func light(_ exceptions: Int, _ days: Int) throws -> TrafficLight {
            guard exceptions >= 0, exceptions <= days else {
                throw ImpossibleResult(words: "\(exceptions) exceptions of \(days) days")
            }
            return TrafficLight(exceptions: exceptions, of: days, confidence: confidence)
        }
        let counts = [(TrafficLight.Zone.green, zones.green), (.yellow, zones.yellow), (.red, zones.red)]
        return BacktestedModel(
            name: name, description: description,
            forecasts: try ForecastSeries(
                profitAndLoss: gains, confidence: confidence, valueAtRisk: valueAtRisk,
                transforms: transforms.isEmpty ? nil : transforms),
            shortfallForecasts: try ForecastSeries(
                profitAndLoss: gains, confidence: shortfall, valueAtRisk: shortfallValueAtRisk,
                expectedShortfall: expectedShortfall.isEmpty ? nil : expectedShortfall),
            tests: try tests.map { try $0.test }, recent: try light(trafficLight.exceptions, trafficLight.days),
            years: try years.map {
                BacktestedModel.Year(
                    year: $0.year, days: $0.days, exceptions: $0.exceptions, light: try light($0.exceptions, $0.days))
            },
            zones: Dictionary(uniqueKeysWithValues: counts.filter { $0.1 > 0 }),
            scores: (scores.fisslerZiegel, scores.quantileLoss), comparison: try againstBest?.outcome)
    }
}

/// What no backtest can have found.
struct ImpossibleResult: Error, CustomStringConvertible {
    let words: String
    var description: String { words }
}

private struct WrittenTest: Codable {
    let name: String
    let asks: String
    let outcome: WrittenOutcome
    let smallSample: WrittenOutcome?
    let power: Power?

    struct Power: Codable {
        let against: String
        let probability: Double
        let size: Double?
    }

    init(_ test: BacktestedModel.Test, level: Double) {
        name = test.name
        asks = test.summary
        outcome = WrittenOutcome(test.outcome, level: level)
        smallSample = test.smallSample.map { WrittenOutcome($0, level: level) }
        power = test.power.map { Power(against: $0.fault, probability: $0.probability, size: $0.size) }
    }

    var test: BacktestedModel.Test {
        get throws {
            BacktestedModel.Test(
                name: name, summary: asks, outcome: try outcome.outcome, smallSample: try smallSample?.outcome,
                power: power.map { StatedPower(fault: $0.against, probability: $0.probability, size: $0.size) })
        }
    }
}

private struct WrittenOutcome: Codable {
    private let result: TestOutcome?
    private let verdict: String
    private let words: String?

    private enum CodingKeys: CodingKey { case statistic, pValue, law, verdict, because }

    init(_ outcome: TestOutcome, level: Double) {
        result = outcome
        verdict = outcome.verdict(at: level).rawValue
        if case .impossible(let reason) = outcome { words = reason } else { words = nil }
    }

    var outcome: TestOutcome {
        get throws {
            guard let result else { throw ImpossibleResult(words: "a test has neither a p-value nor a reason") }
            return result
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if let result = result?.result {
            // A t statistic of residuals without spread has no end.
            try container.encode(result.statistic.isFinite ? result.statistic : nil, forKey: .statistic)
            try container.encode(result.pValue, forKey: .pValue)
            try container.encode(result.law.description, forKey: .law)
            try container.encode(verdict, forKey: .verdict)
        } else {
            try container.encode(verdict, forKey: .verdict)
            try container.encode(words, forKey: .because)
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        verdict = try container.decode(String.self, forKey: .verdict)
        words = try container.decodeIfPresent(String.self, forKey: .because)
        guard let p = try container.decodeIfPresent(Double.self, forKey: .pValue) else {
            result = words.map { .impossible(because: $0) }
            return
        }
        guard (0...1).contains(p), let law = NullLaw(description: try container.decode(String.self, forKey: .law))
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .pValue, in: container, debugDescription: "a p-value is from 0 to 1, of a law known here")
        }
        let statistic = try container.decodeIfPresent(Double.self, forKey: .statistic) ?? .infinity
        result = .result(TestResult(statistic: statistic, pValue: p, law: law))
    }
}
