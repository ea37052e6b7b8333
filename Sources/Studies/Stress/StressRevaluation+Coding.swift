import Market
import Measures

extension StressedFactor: Codable {
    private enum CodingKeys: CodingKey { case factor, from, to, change, convention }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .factor)
        try container.encode(from, forKey: .from)
        try container.encode(to, forKey: .to)
        try container.encode(change, forKey: .change)
        try container.encode(convention == .logarithmic ? Self.relative : "absolute", forKey: .convention)
    }

    private static let relative = "relative"

    /// Its gain stands in another list.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let convention = try container.decode(String.self, forKey: .convention)
        self.init(
            id: try container.decode(FactorID.self, forKey: .factor),
            convention: convention == Self.relative ? .logarithmic : .absolute,
            from: try container.decode(Double.self, forKey: .from), to: try container.decode(Double.self, forKey: .to),
            profitAndLoss: 0)
    }
}

extension ClassSensitivity: Codable {
    private enum CodingKeys: String, CodingKey {
        case factorClass = "class"
        case per, delta, gamma
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(factorClass, forKey: .factorClass)
        try container.encode(factorClass.sensitivityUnit, forKey: .per)
        try container.encode(delta, forKey: .delta)
        try container.encode(gamma, forKey: .gamma)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            factorClass: try container.decode(FactorClass.self, forKey: .factorClass),
            delta: try container.decode(Double.self, forKey: .delta),
            gamma: try container.decode(Double.self, forKey: .gamma))
    }
}

extension FactorClass {
    /// What sensitivities to the class are told per.
    public var sensitivityUnit: String {
        switch self {
        case .equity, .foreignExchange, .commodity: "1%"
        case .interestRate, .creditSpread: "1 bp"
        case .volatility: "1 point"
        }
    }
}

extension ConditionalOutcome: Codable {
    private enum CodingKeys: CodingKey { case law, mahalanobisDistance, probability, factors, profitAndLoss }

    private struct Gain: Codable {
        let mean: Double
        let standardError: Double
        let standardDeviation: Double
        let low: Double
        let high: Double
        let draws: Int
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(law, forKey: .law)
        try container.encode(distance, forKey: .mahalanobisDistance)
        try container.encode(probability, forKey: .probability)
        try container.encode(factors, forKey: .factors)
        try container.encode(
            Gain(
                mean: mean, standardError: standardError, standardDeviation: deviation, low: low, high: high,
                draws: draws), forKey: .profitAndLoss)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let gain = try container.decode(Gain.self, forKey: .profitAndLoss)
        self.init(
            factors: try container.decode([Factor].self, forKey: .factors),
            distance: try container.decode(Double.self, forKey: .mahalanobisDistance),
            probability: try container.decode(Double.self, forKey: .probability),
            law: try container.decode(String.self, forKey: .law), mean: gain.mean, standardError: gain.standardError,
            deviation: gain.standardDeviation, low: gain.low, high: gain.high, draws: gain.draws)
    }
}

extension StressedFigure: Codable {
    private enum CodingKeys: CodingKey { case book, before, after, change, changeStandardError }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(book, forKey: .book)
        try key.measure.encode(to: encoder)
        try container.encode(before, forKey: .before)
        try container.encode(after, forKey: .after)
        try container.encode(change, forKey: .change)
        try container.encode(changeError, forKey: .changeStandardError)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            key: try FigureKey(from: decoder), before: try container.decode(Estimate.self, forKey: .before),
            after: try container.decode(Estimate.self, forKey: .after),
            changeError: try container.decodeIfPresent(Double.self, forKey: .changeStandardError))
    }
}
