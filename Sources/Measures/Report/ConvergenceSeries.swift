/// One measure of the whole portfolio after more and more paths.
public struct ConvergenceSeries: Sendable, Keyed {
    public var key: FigureKey
    public var points: [Point]

    public struct Point: Sendable {
        public var paths: Int
        public var estimate: Estimate

        public init(paths: Int, estimate: Estimate) {
            self.paths = paths
            self.estimate = estimate
        }
    }

    public init(key: FigureKey, points: [Point]) {
        self.key = key
        self.points = points
    }
}

extension ConvergenceSeries: Codable {
    private enum CodingKeys: CodingKey { case points }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try key.measure.encode(to: encoder)
        try container.encode(points, forKey: .points)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(key: try FigureKey(from: decoder), points: try container.decode([Point].self, forKey: .points))
    }
}

extension ConvergenceSeries.Point: Codable {
    private enum CodingKeys: CodingKey { case paths }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(paths, forKey: .paths)
        try estimate.encode(to: encoder)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(paths: try container.decode(Int.self, forKey: .paths), estimate: try Estimate(from: decoder))
    }
}
