/// What a stress does to the level of one factor.
public enum Shock: Hashable, Sendable {
    /// A fraction of the level that stands: −0.2 takes 100 to 80.
    case relative(Double)
    /// In the level's own unit: 0.01 takes 3 % to 4 %.
    case absolute(Double)
    /// The level itself.
    case level(Double)

    public func applied(to level: Double) -> Double {
        switch self {
        case .relative(let change): level + level * change
        case .absolute(let change): level + change
        case .level(let level): level
        }
    }
}
