import Market

/// Why a dependence or a marginal law cannot be fitted to a history. A fit that fails is an error, never a default.
public enum DependenceFitError: Error, Hashable, Sendable {
    /// No factor, or none of a group, has a history.
    case noHistory(lack: String, setting: String)
    case tooFewChanges(needed: Int, found: Int, purpose: String)
    /// The likelihood rises down to the bound at which the variance would cease to exist.
    ///
    /// - Parameter factors: those whose own changes say so; empty where only all of them together do.
    case tailsTooHeavy(bound: Double, factors: [FactorID] = [])
    /// Too few changes lie beyond the threshold of a tail, as many are equal to it.
    case tiedTail(side: String, found: Int, needed: Int)
    /// A factor that no group takes.
    case noGroup(FactorID)
    /// All factors stand still.
    case noVariation
    /// Fewer than two factors move, where a pair is what is asked about.
    case noPair(still: [FactorID])
    case notConverged(String)
    /// Settings that go together are given in part.
    case incomplete(given: String, missing: String)
    /// A list of quantiles that fall.
    case notAscending(setting: String)
    /// Tails and middle that have no law with the volatility of the calibration.
    ///
    /// - Parameter deviation: of the law, in those of the calibration.
    case deviationOff(Double)
}

extension DependenceFitError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noHistory(let lack, let setting):
            "\(setting) is left out, and \(lack) a history to fit it to"
        case .tooFewChanges(let needed, let found, let purpose):
            "\(purpose) needs at least \(needed) changes, and the window has \(found)"
        case .tailsTooHeavy(let bound, let factors):
            (factors.isEmpty ? "the history has" : "\(Self.list(factors)) \(factors.count == 1 ? "has" : "have")")
                + " tails so heavy that the fit ends at \(bound) degrees of freedom, its lower bound"
        case .tiedTail(let side, let found, let needed):
            "only \(found) of its changes lie beyond the threshold of the \(side) tail, as many others are equal to it, and a"
                + " fit needs \(needed)"
        case .noGroup(let factor): "no group takes \(factor)"
        case .noVariation: "the history does not vary"
        case .noPair(let still):
            "its degrees of freedom are told by pairs of factors that move, and there is none"
                + (still.isEmpty
                    ? "" : ": \(Self.list(still)) never \(still.count == 1 ? "moves" : "move") in the window")
        case .notConverged(let reason): "the fit does not converge: \(reason)"
        case .incomplete(let given, let missing): "“\(given)” is given without “\(missing)”"
        case .notAscending(let setting): "the numbers of “\(setting)” do not ascend"
        case .deviationOff(let deviation):
            "its tails with its middle have \((deviation * 1e3).rounded() / 1e3) times the standard deviation of the calibration,"
                + " and no shape of the middle mends that"
        }
    }

    private static func list(_ factors: [FactorID]) -> String {
        let rest = factors.count > 5 ? " and \(factors.count - 5) more" : ""
        return factors.prefix(5).map(\.name).joined(separator: ", ") + rest
    }

    /// What would be right.
    public var hint: String {
        switch self {
        case .noHistory(_, let setting): "state \(setting), or give the factors a history"
        case .tooFewChanges: "take a longer calibration.window, or state the setting"
        case .tailsTooHeavy:
            "state degreesOfFreedom, or look for errors in the data, such as many changes of zero or a few far beyond all"
                + " others"
        case .noGroup(let factor): "add a group for it, as in \"\(factor.factorClass.rawValue).*\": {} or \"*\": {}"
        case .tiedTail: "leave out days without trade, take another threshold, or another marginal"
        case .noPair: "state degreesOfFreedom, or write dependence: {kind: gaussian}"
        case .noVariation: "take another window, or state the setting"
        case .notConverged: "state the setting"
        case .incomplete(_, let missing): "give \(missing) too, or leave both to the history"
        case .notAscending: "quantiles grow with their probability"
        case .deviationOff:
            "take a longer window or another threshold, another marginal, or shapes and scales that go with the quantiles"
        }
    }
}
