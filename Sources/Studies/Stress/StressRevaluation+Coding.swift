import Market

extension StressedFactor: Encodable {
    private enum CodingKeys: CodingKey { case factor, from, to, change, convention }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .factor)
        try container.encode(from, forKey: .from)
        try container.encode(to, forKey: .to)
        try container.encode(change, forKey: .change)
        try container.encode(convention == .logarithmic ? "relative" : "absolute", forKey: .convention)
    }
}

extension ClassSensitivity: Encodable {
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

extension ConditionalOutcome: Encodable {
    private enum CodingKeys: CodingKey { case law, mahalanobisDistance, probability, factors, profitAndLoss }

    private struct Gain: Encodable {
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
}

extension StressedFigure: Encodable {
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
}
