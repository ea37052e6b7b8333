import Measures

/// Figures of the whole portfolio from sensitivities and the model's covariance, beside simulated ones: a check.
public struct ParametricSummary: Sendable, Codable {
    public struct Figure: Sendable, Hashable, Keyed {
        /// `delta-normal`, `delta-gamma`, `cornish-fisher`, `imhof`.
        public var method: String
        public var key: FigureKey
        /// A loss; without sampling error.
        public var value: Double

        public init(method: String, key: FigureKey, value: Double) {
            self.method = method
            self.key = key
            self.value = value
        }
    }

    public var figures: [Figure]
    /// What was left out, and what the figures do not know of, one sentence each.
    public var remarks: [String]

    public init(figures: [Figure], remarks: [String]) {
        self.figures = figures
        self.remarks = remarks
    }

    /// The methods, in order.
    public var methods: [String] {
        figures.reduce(into: []) { known, figure in if !known.contains(figure.method) { known.append(figure.method) } }
    }

    public func value(_ method: String, _ key: FigureKey) -> Double? {
        figures.first { $0.method == method && $0.key == key }?.value
    }
}

extension ParametricSummary.Figure: Codable {
    private enum CodingKeys: CodingKey { case method, value }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(method, forKey: .method)
        try key.measure.encode(to: encoder)
        try container.encode(value, forKey: .value)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            method: try container.decode(String.self, forKey: .method), key: try FigureKey(from: decoder),
            value: try container.decode(Double.self, forKey: .value))
    }
}
