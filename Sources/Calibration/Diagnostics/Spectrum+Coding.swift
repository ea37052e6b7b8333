/// How a spectrum stands in a result: what is written is what is read.
extension Spectrum: Codable {
    private enum CodingKeys: CodingKey {
        case eigenvalues, observations, lowerEdge, upperEdge, informative, informativeShare
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(eigenvalues, forKey: .eigenvalues)
        try container.encode(observations, forKey: .observations)
        try container.encode(lowerEdge, forKey: .lowerEdge)
        try container.encode(upperEdge, forKey: .upperEdge)
        try container.encode(informativeCount, forKey: .informative)
        try container.encode(informativeShare, forKey: .informativeShare)
    }
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        eigenvalues = try container.decode([Double].self, forKey: .eigenvalues)
        observations = try container.decode(Int.self, forKey: .observations)
        lowerEdge = try container.decode(Double.self, forKey: .lowerEdge)
        upperEdge = try container.decode(Double.self, forKey: .upperEdge)
    }
}
