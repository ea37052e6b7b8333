/// What a reader must know of a fit before its figures are trusted: that it ended at a bound, or that the history does not
/// tell its parameters.
public struct FitRemark: Sendable, Codable, Hashable {
    public enum Rule: String, Sendable, Codable, CaseIterable {
        /// A parameter lies at an end of its range.
        case atBound = "fit-at-bound"
        /// The likelihood has no peak: other parameters fit as well.
        case flat = "flat-likelihood"
        /// The fitted volatility is far from that of the changes.
        case volatility = "fitted-volatility"
    }

    public var rule: Rule
    /// A sentence without a full stop, that follows the names of the process and the factor.
    public var words: String

    public init(_ rule: Rule, _ words: String) {
        self.rule = rule
        self.words = words
    }
}

extension FitRemark {
    /// Of the reversion to a mean.
    static let noReversion = FitRemark(
        .atBound, "no reversion to a mean is found: meanReversion is at its bound 0, and the long level has no effect")

    /// Parameters that the history does not tell apart.
    static func flat(_ names: [String]) -> FitRemark {
        FitRemark(
            .flat,
            "the likelihood is flat: the history does not tell \(names.joined(separator: ", ")) apart, other values fit as"
                + " well, and none has an error")
    }
}
