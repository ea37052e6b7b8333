import Backtesting
import Market
import Statistics

/// How a backtest stands in a result.
extension BacktestReport: Encodable {
    /// Of a result, and of its version.
    public static let schema = "market-twin.backtest/1"

    private enum CodingKeys: CodingKey {
        case schema, title, scenario, finding, version, kernels, currency, confidence, shortfallConfidence, horizonDays,
            step,
            profitAndLossIs, level, count, expectedExceptions, detectable, models, from, dates, profitAndLoss,
            dataIssues,
            notes, seconds
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.schema, forKey: .schema)
        try container.encode(title, forKey: .title)
        try container.encode(scenario, forKey: .scenario)
        try container.encodeIfPresent(finding, forKey: .finding)
        try container.encode(version, forKey: .version)
        try container.encodeIfPresent(kernels, forKey: .kernels)
        try container.encode(currency, forKey: .currency)
        try container.encode(confidence, forKey: .confidence)
        try container.encode(shortfallConfidence, forKey: .shortfallConfidence)
        try container.encode(horizonDays, forKey: .horizonDays)
        try container.encode(step, forKey: .step)
        try container.encode(isActual ? "actual" : "hypothetical", forKey: .profitAndLossIs)
        try container.encode(level, forKey: .level)
        try container.encode(days.count, forKey: .count)
        try container.encode(models.first?.expectedExceptions, forKey: .expectedExceptions)
        try container.encode(detectable, forKey: .detectable)
        try container.encode(models.map { WrittenModel(model: $0, level: level) }, forKey: .models)
        try container.encode(days.map(\.origin), forKey: .from)
        try container.encode(days.map(\.target), forKey: .dates)
        try container.encode(profitAndLoss, forKey: .profitAndLoss)
        try container.encode(dataIssues, forKey: .dataIssues)
        try container.encode(notes, forKey: .notes)
        try container.encode(seconds, forKey: .seconds)
    }
}

extension DetectableRate: Encodable {
    private enum CodingKeys: CodingKey { case power, rate, acceptedExceptions }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(power, forKey: .power)
        try container.encode(rate, forKey: .rate)
        try container.encode(accepted.map { [$0.lowerBound, $0.upperBound] }, forKey: .acceptedExceptions)
    }
}

extension TrafficLight: Encodable {
    private enum CodingKeys: CodingKey {
        case zone, exceptions, days, cumulativeProbability, multiplier1996, multiplierMAR99
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(zone, forKey: .zone)
        try container.encode(exceptions, forKey: .exceptions)
        try container.encode(count, forKey: .days)
        try container.encode(cumulativeProbability, forKey: .cumulativeProbability)
        try container.encode(multiplier(.basel1996), forKey: .multiplier1996)
        try container.encode(multiplier(.mar99), forKey: .multiplierMAR99)
    }
}

/// A model with its verdicts at a level of significance.
private struct WrittenModel: Encodable {
    let model: BacktestedModel
    let level: Double

    private enum CodingKeys: CodingKey {
        case name, description, exceptions, trafficLight, zones, years, tests, scores, againstBest, valueAtRisk,
            expectedShortfall, shortfallValueAtRisk, shortfallExceptions, transforms
    }

    private enum ZoneKeys: CodingKey { case green, yellow, red }

    private struct Year: Encodable {
        let year: Int
        let days: Int
        let exceptions: Int
        let zone: TrafficLight.Zone
    }

    private struct Scores: Encodable {
        let fisslerZiegel: Double?
        let quantileLoss: Double
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(model.name, forKey: .name)
        try container.encode(model.description, forKey: .description)
        try container.encode(model.exceptionCount, forKey: .exceptions)
        try container.encode(model.recent, forKey: .trafficLight)
        var zones = container.nestedContainer(keyedBy: ZoneKeys.self, forKey: .zones)
        try zones.encode(model.zones[.green] ?? 0, forKey: .green)
        try zones.encode(model.zones[.yellow] ?? 0, forKey: .yellow)
        try zones.encode(model.zones[.red] ?? 0, forKey: .red)
        let years = model.years.map {
            Year(year: $0.year, days: $0.days, exceptions: $0.exceptions, zone: $0.light.zone)
        }
        try container.encode(years, forKey: .years)
        try container.encode(model.tests.map { WrittenTest(test: $0, level: level) }, forKey: .tests)
        try container.encode(
            Scores(fisslerZiegel: model.jointScore, quantileLoss: model.quantileScore), forKey: .scores)
        try container.encode(
            model.comparison.map { WrittenOutcome(outcome: $0, level: level) }, forKey: .againstBest)
        try container.encode(model.forecasts.valueAtRisk, forKey: .valueAtRisk)
        try container.encode(model.shortfallForecasts.expectedShortfall ?? [], forKey: .expectedShortfall)
        try container.encode(model.shortfallForecasts.valueAtRisk, forKey: .shortfallValueAtRisk)
        try container.encode(model.shortfallForecasts.exceptions.exceptionCount, forKey: .shortfallExceptions)
        try container.encode(model.forecasts.transforms ?? [], forKey: .transforms)
    }
}

private struct WrittenTest: Encodable {
    let test: BacktestedModel.Test
    let level: Double

    private enum CodingKeys: CodingKey { case name, asks, outcome, smallSample, power }

    private struct Power: Encodable {
        let against: String
        let probability: Double
        let size: Double?
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(test.name, forKey: .name)
        try container.encode(test.summary, forKey: .asks)
        try container.encode(WrittenOutcome(outcome: test.outcome, level: level), forKey: .outcome)
        try container.encodeIfPresent(
            test.smallSample.map { WrittenOutcome(outcome: $0, level: level) }, forKey: .smallSample)
        let power = test.power.map { Power(against: $0.fault, probability: $0.probability, size: $0.size) }
        try container.encode(power, forKey: .power)
    }
}

private struct WrittenOutcome: Encodable {
    let outcome: TestOutcome
    let level: Double

    private enum CodingKeys: CodingKey { case statistic, pValue, law, verdict, because }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let verdict = outcome.verdict(at: level).rawValue
        switch outcome {
        case .result(let result):
            // A t statistic of residuals without spread has no end.
            try container.encode(result.statistic.isFinite ? result.statistic : nil, forKey: .statistic)
            try container.encode(result.pValue, forKey: .pValue)
            try container.encode(result.law.description, forKey: .law)
            try container.encode(verdict, forKey: .verdict)
        case .impossible(let reason):
            try container.encode(verdict, forKey: .verdict)
            try container.encode(reason, forKey: .because)
        }
    }
}
