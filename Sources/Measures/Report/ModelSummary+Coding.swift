import Market

/// In a result the correlations are a list of rows.
extension ModelSummary: Codable {
    private enum CodingKeys: CodingKey {
        case dependence, covariance, window, smallestEigenvalue, rank, repair, factors, correlations, dependenceFit,
            histories, fits, bases
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let count = factors.count
        let rows = (correlations.isEmpty ? 0..<0 : 0..<count).map { row in
            Array(correlations[row * count..<(row + 1) * count])
        }
        try container.encode(dependence, forKey: .dependence)
        try container.encode(covariance, forKey: .covariance)
        try container.encode(window, forKey: .window)
        try container.encode(smallestEigenvalue, forKey: .smallestEigenvalue)
        try container.encode(rank, forKey: .rank)
        try container.encode(repair, forKey: .repair)
        try container.encode(factors, forKey: .factors)
        try container.encode(rows, forKey: .correlations)
        try container.encode(dependenceFit, forKey: .dependenceFit)
        try container.encode(histories, forKey: .histories)
        try container.encode(fits, forKey: .fits)
        // Where all rest on the same days, the window tells them.
        if bases.contains(where: { !$0.isUsual }) { try container.encode(bases, forKey: .bases) }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            factors: try container.decode([FactorSummary].self, forKey: .factors),
            dependence: try container.decode(String.self, forKey: .dependence),
            covariance: try container.decodeIfPresent(String.self, forKey: .covariance),
            window: try container.decodeIfPresent(Window.self, forKey: .window),
            correlations: try container.decode([[Double]].self, forKey: .correlations).flatMap(\.self),
            smallestEigenvalue: try container.decodeIfPresent(Double.self, forKey: .smallestEigenvalue),
            rank: try container.decode(Int.self, forKey: .rank),
            repair: try container.decodeIfPresent(RepairSummary.self, forKey: .repair),
            histories: try container.decode([FactorHistory].self, forKey: .histories),
            fits: try container.decode([FitSummary].self, forKey: .fits),
            dependenceFit: try container.decodeIfPresent(DependenceSummary.self, forKey: .dependenceFit),
            bases: try container.decodeIfPresent([FactorBasis].self, forKey: .bases) ?? [])
    }
}
