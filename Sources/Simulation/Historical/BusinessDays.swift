/// Business days, of which a year has 252, for market states that are known at their closes only.
enum BusinessDays {
    /// The day at whose close a time within the horizon is observed: from 1 to the horizon.
    ///
    /// - Parameter time: years.
    static func closing(_ time: Double, within horizonDays: Int) -> Int {
        min(max(Int((time * 252 - 1e-6).rounded(.up)), 1), horizonDays)
    }
}
