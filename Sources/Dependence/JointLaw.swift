/// The joint law of some changes, as far as it has a closed form.
public enum JointLaw: Sendable, Hashable {
    case normal
    case studentT(degreesOfFreedom: Double)
    /// Neither; only means, standard deviations and correlations are known.
    ///
    /// - Parameter reason: a clause: “EQ.A follows heston, …”.
    case other(reason: String)

    public var degreesOfFreedom: Double? {
        guard case .studentT(let degrees) = self else { return nil }
        return degrees
    }

    /// Why there is no closed form; nil where there is one.
    public var reason: String? {
        guard case .other(let reason) = self else { return nil }
        return reason
    }
}
