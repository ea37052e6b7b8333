/// Why a process cannot be fitted to a history. A fit that does not converge is an error, never a default.
public enum FitError: Error, Hashable, Sendable {
    case tooFewMoves(needed: Int, found: Int)
    /// A level that the process cannot have, such as 0 for a lognormal one.
    case impossibleLevel(Double)
    /// The factor never moves, or moves without any randomness.
    case noVariation
    case notConverged(String)
    /// The history contradicts the process; the words say how, and the hint what would help where more days would not.
    case unsuitable(String, hint: String)
}

extension FitError {
    /// Changes that differ by rounding alone.
    public static let evenGrowth = FitError.unsuitable(
        "it grows evenly, and its changes differ by rounding alone, so it has no volatility to fit",
        hint: "leave it to a process without settings of its own, which takes the volatility 0, or state them")

    /// The autoregressive coefficient of the levels is 0 or less.
    static func swinging(coefficient: Double) -> FitError {
        .unsuitable(
            "it returns to its mean within a day or swings about it (the autoregressive coefficient is"
                + " \((coefficient * 1e4).rounded() / 1e4)), faster than a mean-reverting diffusion can",
            hint: "state meanReversion, or choose another process")
    }
}

extension FitError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooFewMoves(let needed, let found): "the fit needs at least \(needed) daily moves, and there are \(found)"
        case .impossibleLevel(let level): "the process cannot take the level \(level)"
        case .noVariation: "its history does not vary"
        case .notConverged(let reason): "the fit does not converge: \(reason)"
        case .unsuitable(let reason, _): "its history does not suit the process: \(reason)"
        }
    }

    /// What would be right, where the error knows better than that a longer history may help.
    public var hint: String? {
        if case .unsuitable(_, let hint) = self { hint } else { nil }
    }
}
