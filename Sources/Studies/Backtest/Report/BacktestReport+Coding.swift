import Backtesting
import Market
import Reports

/// How a backtest stands in a result: what is written is what is read.
extension BacktestReport: Codable {
    /// Of a result, and of its version.
    public static let schema = "market-twin.backtest/1"

    private enum CodingKeys: CodingKey {
        case schema, title, scenario, finding, version, kernels, currency, confidence, shortfallConfidence, horizonDays,
            step,
            profitAndLossIs, level, count, expectedExceptions, detectable, drawsFromForecasts, models, from, dates,
            profitAndLoss,
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
        try container.encode(isActual ? Self.actual : "hypothetical", forKey: .profitAndLossIs)
        try container.encode(level, forKey: .level)
        try container.encode(days.count, forKey: .count)
        try container.encode(models.first?.expectedExceptions, forKey: .expectedExceptions)
        try container.encode(detectable, forKey: .detectable)
        try container.encode(drawsFromForecasts, forKey: .drawsFromForecasts)
        try container.encode(models.map { WrittenModel($0, level: level) }, forKey: .models)
        try container.encode(days.map(\.origin), forKey: .from)
        try container.encode(days.map(\.target), forKey: .dates)
        try container.encode(profitAndLoss, forKey: .profitAndLoss)
        try container.encode(dataIssues, forKey: .dataIssues)
        try container.encode(notes, forKey: .notes)
        try container.encode(seconds, forKey: .seconds)
    }

    private static let actual = "actual"

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.expect(schema: Self.schema, forKey: .schema)
        func confidence(_ key: CodingKeys) throws -> ConfidenceLevel {
            let level = try container.decode(Double.self, forKey: key)
            do { return try ConfidenceLevel(level) } catch {
                throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: "\(error)")
            }
        }
        let levels = (try confidence(.confidence), try confidence(.shortfallConfidence))
        let gains = try container.decode([Double].self, forKey: .profitAndLoss)
        let origins = try container.decode([CalendarDate].self, forKey: .from)
        let targets = try container.decode([CalendarDate].self, forKey: .dates)
        let models = try container.decode([WrittenModel].self, forKey: .models)
        guard origins.count == gains.count, targets.count == gains.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .dates, in: container, debugDescription: "there are not as many dates as outcomes")
        }
        self.init(
            title: try container.decode(String.self, forKey: .title),
            scenario: try container.decode(String.self, forKey: .scenario),
            version: try container.decode(String.self, forKey: .version),
            currency: try container.decode(Currency.self, forKey: .currency), confidence: levels.0.value,
            shortfallConfidence: levels.1.value,
            horizonDays: try container.decode(Int.self, forKey: .horizonDays),
            step: try container.decode(Int.self, forKey: .step),
            isActual: try container.decode(String.self, forKey: .profitAndLossIs) == Self.actual,
            days: zip(origins, targets).map { Day(origin: $0, target: $1) }, profitAndLoss: gains,
            models: try models.map { written in
                do { return try written.model(of: gains, levels.0, shortfall: levels.1) } catch {
                    throw DecodingError.dataCorruptedError(forKey: .models, in: container, debugDescription: "\(error)")
                }
            },
            level: try container.decode(Double.self, forKey: .level),
            detectable: try container.decode(DetectableRate.self, forKey: .detectable),
            dataIssues: try container.decode([DataIssue].self, forKey: .dataIssues),
            notes: try container.decode([String].self, forKey: .notes),
            seconds: try container.decode(Double.self, forKey: .seconds))
        drawsFromForecasts = try container.decodeIfPresent(Bool.self, forKey: .drawsFromForecasts) ?? false
        kernels = try container.decodeIfPresent(String.self, forKey: .kernels)
        finding = try container.decodeIfPresent(String.self, forKey: .finding)
    }
}

extension DetectableRate: Codable {
    private enum CodingKeys: CodingKey { case power, rate, acceptedExceptions }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(power, forKey: .power)
        try container.encode(rate, forKey: .rate)
        try container.encode(accepted.map { [$0.lowerBound, $0.upperBound] }, forKey: .acceptedExceptions)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        power = try container.decode(Double.self, forKey: .power)
        rate = try container.decodeIfPresent(Double.self, forKey: .rate)
        let ends = try container.decodeIfPresent([Int].self, forKey: .acceptedExceptions)
        guard let ends else { return }
        guard ends.count == 2, ends[0] <= ends[1] else {
            throw DecodingError.dataCorruptedError(
                forKey: .acceptedExceptions, in: container, debugDescription: "a least and a largest count are wanted")
        }
        accepted = ends[0]...ends[1]
    }
}
