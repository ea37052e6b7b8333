import Measures

/// One node of the book tree.
public struct BookSummary: Sendable, Decodable {
    /// "" for the whole portfolio, `Equity/US/Tech` for a node.
    public var path: String
    /// The last part of the path; “Portfolio” for the whole.
    public var name: String
    /// 0 for the whole portfolio.
    public var depth: Int
    /// Positions in the node and below it.
    public var positions: Int
    /// Value today, in the portfolio's currency.
    public var value: Double
    /// How much less the node loses than its children one by one: Σ children − node. Empty for a node of fewer than two children.
    public var diversification: [Diversification]

    public init(
        path: String, name: String, depth: Int, positions: Int, value: Double, diversification: [Diversification]
    ) {
        self.path = path
        self.name = name
        self.depth = depth
        self.positions = positions
        self.value = value
        self.diversification = diversification
    }

    enum CodingKeys: CodingKey { case path, name, depth, positions, value, diversification }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let path = try container.decode(String.self, forKey: .path)
        var benefits = try container.nestedUnkeyedContainer(forKey: .diversification)
        var diversification: [Diversification] = []
        while !benefits.isAtEnd {
            diversification.append(try Diversification(from: benefits.superDecoder(), book: path))
        }
        self.init(
            path: path, name: try container.decode(String.self, forKey: .name),
            depth: try container.decode(Int.self, forKey: .depth),
            positions: try container.decode(Int.self, forKey: .positions),
            value: try container.decode(Double.self, forKey: .value), diversification: diversification)
    }
}

extension BookSummary: Encodable {
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(path, forKey: .path)
        try container.encode(name, forKey: .name)
        try container.encode(depth, forKey: .depth)
        try container.encode(positions, forKey: .positions)
        try container.encode(value, forKey: .value)
        try container.encode(diversification, forKey: .diversification)
    }
}
