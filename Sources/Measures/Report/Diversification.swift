/// How much less a node of the book tree loses than its children one by one, by one measure.
public struct Diversification: Sendable, Keyed {
    public var key: FigureKey
    public var sumOfChildren: Double
    public var benefit: Double

    public init(key: FigureKey, sumOfChildren: Double, benefit: Double) {
        self.key = key
        self.sumOfChildren = sumOfChildren
        self.benefit = benefit
    }
}

extension Diversification {
    private enum CodingKeys: CodingKey { case sumOfChildren, benefit }

    /// - Parameter book: in whose summary it stands.
    package init(from decoder: any Decoder, book: String) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            key: try FigureKey(from: decoder, book: book),
            sumOfChildren: try container.decode(Double.self, forKey: .sumOfChildren),
            benefit: try container.decode(Double.self, forKey: .benefit))
    }
}

extension Diversification: Encodable {
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try key.measure.encode(to: encoder)
        try container.encode(sumOfChildren, forKey: .sumOfChildren)
        try container.encode(benefit, forKey: .benefit)
    }
}
