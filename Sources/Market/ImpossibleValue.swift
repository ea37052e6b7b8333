/// A number that cannot be what it was taken for.
public enum ImpossibleValue: Error, Hashable, Sendable {
    case confidence(Double)
}

extension ImpossibleValue: CustomStringConvertible {
    /// In a sentence without a full stop.
    public var description: String {
        switch self {
        case .confidence(let value) where value > 0 && value < ConfidenceLevel.least:
            "a confidence is at least \(ConfidenceLevel.least), not \(value)"
        case .confidence(let value): "a confidence lies between 0 and 1, not at \(value)"
        }
    }
}
