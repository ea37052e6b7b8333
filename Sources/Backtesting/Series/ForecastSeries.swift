import Market

/// What a model forecast for each period, and what then happened.
///
/// All in one currency, or all as returns; periods in order of time. Forecasts for a period were made before it.
public struct ForecastSeries: Hashable, Sendable {
    /// Gains are positive.
    public let profitAndLoss: [Double]
    /// Of the value-at-risk and the expected shortfall, such as 0.99.
    public let confidence: ConfidenceLevel
    /// Losses are positive.
    public let valueAtRisk: [Double]
    /// Losses are positive; none is less than the value-at-risk.
    public let expectedShortfall: [Double]?
    /// The forecast probability of a profit and loss of at most the one that came: 0 to 1.
    public let transforms: [Double]?
    /// The forecast standard deviations, greater than zero.
    public let volatility: [Double]?
    /// The forecast losses about and beyond the value-at-risk, from which tests may draw.
    public let tails: [ForecastTail]?

    /// - Throws: where the series do not fit one another, or a number is impossible.
    public init(
        profitAndLoss: [Double], confidence: ConfidenceLevel, valueAtRisk: [Double], expectedShortfall: [Double]? = nil,
        transforms: [Double]? = nil, volatility: [Double]? = nil, tails: [ForecastTail]? = nil
    ) throws(ForecastSeriesError) {
        guard !profitAndLoss.isEmpty else { throw .empty }
        try Self.check("profit and loss", profitAndLoss, profitAndLoss.count) { $0.isFinite }
        try Self.check("value-at-risk", valueAtRisk, profitAndLoss.count) { $0.isFinite }
        if let expectedShortfall {
            try Self.check("expected shortfall", expectedShortfall, profitAndLoss.count) { $0.isFinite }
            for (index, shortfall) in expectedShortfall.enumerated() {
                // A degenerate forecast may be a rounding apart.
                let slack = 1e-12 * abs(valueAtRisk[index])
                guard shortfall >= valueAtRisk[index] - slack else {
                    throw .shortfallBelowValueAtRisk(
                        index: index, shortfall: shortfall, valueAtRisk: valueAtRisk[index])
                }
            }
        }
        if let transforms {
            try Self.check("probability transforms", transforms, profitAndLoss.count) { $0 >= 0 && $0 <= 1 }
        }
        if let volatility {
            try Self.check("volatility", volatility, profitAndLoss.count) { $0 > 0 && $0.isFinite }
        }
        if let tails, tails.count != profitAndLoss.count {
            throw .length(of: "forecast tails", count: tails.count, expected: profitAndLoss.count)
        }
        self.profitAndLoss = profitAndLoss
        self.confidence = confidence
        self.valueAtRisk = valueAtRisk
        self.expectedShortfall = expectedShortfall
        self.transforms = transforms
        self.volatility = volatility
        self.tails = tails
    }

    public var count: Int { profitAndLoss.count }

    /// α = 1 − confidence: how often a loss should exceed the value-at-risk.
    public var tailProbability: Double { confidence.tailProbability }

    /// Whether each loss was greater than its value-at-risk; a loss equal to it is none.
    public var exceptions: ExceptionSeries {
        let hits = zip(profitAndLoss, valueAtRisk).map { -$0 > $1 }
        return ExceptionSeries(hits, probability: tailProbability)
    }

    private static func check(
        _ name: String, _ values: [Double], _ count: Int, _ isValid: (Double) -> Bool
    ) throws(ForecastSeriesError) {
        guard values.count == count else { throw .length(of: name, count: values.count, expected: count) }
        for (index, value) in values.enumerated() where !isValid(value) {
            throw .value(of: name, index: index, value: value)
        }
    }
}
