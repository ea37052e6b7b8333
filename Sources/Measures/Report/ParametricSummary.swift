/// Figures of the whole portfolio from sensitivities and the model's covariance, beside simulated ones: a check.
public struct ParametricSummary: Sendable, Codable {
    public struct Figure: Sendable, Codable, Hashable {
        /// `delta-normal`, `delta-gamma`, `cornish-fisher`, `imhof`.
        public var method: String
        /// The measure's kind.
        public var kind: String
        public var confidence: Double?
        /// A loss; without sampling error.
        public var value: Double

        public init(method: String, kind: String, confidence: Double?, value: Double) {
            self.method = method
            self.kind = kind
            self.confidence = confidence
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

    public func value(_ method: String, _ kind: String, confidence: Double?) -> Double? {
        figures.first { $0.method == method && $0.kind == kind && $0.confidence == confidence }?.value
    }
}
