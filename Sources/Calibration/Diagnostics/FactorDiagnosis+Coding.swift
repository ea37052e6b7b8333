import Market

/// How a diagnosis stands in a result: what is written is what is read.
extension FactorDiagnosis: Codable {
    private enum CodingKeys: CodingKey {
        case moves, from, to, volatility, skewness, excessKurtosis, kolmogorovSmirnov, ljungBox, ljungBoxOfSquares,
            lowerTail, upperTail, uniformCounts, quantiles, autocorrelations, squareAutocorrelations, volatilities
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(moves, forKey: .moves)
        try container.encode(from, forKey: .from)
        try container.encode(to, forKey: .to)
        try container.encode(volatility, forKey: .volatility)
        // The moments of a factor that never moves do not exist.
        try container.encode(skewness.isFinite ? skewness : nil, forKey: .skewness)
        try container.encode(excessKurtosis.isFinite ? excessKurtosis : nil, forKey: .excessKurtosis)
        try container.encode(uniformity, forKey: .kolmogorovSmirnov)
        try container.encode(independence, forKey: .ljungBox)
        try container.encode(squareIndependence, forKey: .ljungBoxOfSquares)
        try container.encode(lowerTail, forKey: .lowerTail)
        try container.encode(upperTail, forKey: .upperTail)
        try container.encode(uniformCounts, forKey: .uniformCounts)
        try container.encode(quantiles, forKey: .quantiles)
        try container.encode(autocorrelations, forKey: .autocorrelations)
        try container.encode(squareAutocorrelations, forKey: .squareAutocorrelations)
        try container.encode(volatilities, forKey: .volatilities)
    }
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        moves = try container.decode(Int.self, forKey: .moves)
        from = try container.decode(CalendarDate.self, forKey: .from)
        to = try container.decode(CalendarDate.self, forKey: .to)
        volatility = try container.decode(Double.self, forKey: .volatility)
        skewness = try container.decodeIfPresent(Double.self, forKey: .skewness) ?? .nan
        excessKurtosis = try container.decodeIfPresent(Double.self, forKey: .excessKurtosis) ?? .nan
        uniformity = try container.decode(Test.self, forKey: .kolmogorovSmirnov)
        independence = try container.decode(Test.self, forKey: .ljungBox)
        squareIndependence = try container.decode(Test.self, forKey: .ljungBoxOfSquares)
        lowerTail = try container.decodeIfPresent(TailIndex.self, forKey: .lowerTail)
        upperTail = try container.decodeIfPresent(TailIndex.self, forKey: .upperTail)
        uniformCounts = try container.decode([Int].self, forKey: .uniformCounts)
        quantiles = try container.decode([QuantilePoint].self, forKey: .quantiles)
        autocorrelations = try container.decode([Double].self, forKey: .autocorrelations)
        squareAutocorrelations = try container.decode([Double].self, forKey: .squareAutocorrelations)
        volatilities = try container.decode([VolatilityPoint].self, forKey: .volatilities)
    }
}
