/// How a step of at most a day lies among business days, as shares of a day.
struct DayShares: Hashable, Sendable {
    /// What of the day was over before the step.
    let elapsed: Double
    /// What of the step belongs to that day.
    let first: Double
    /// What of the step belongs to the day after.
    let second: Double
    /// Whether the day ends with the step, or within it.
    let closesDay: Bool

    /// The longest step, in years.
    static let day = 1.0 / 252

    /// Times closer than this, in years, are the same.
    private static let rounding = 1e-9

    init(_ step: TimeStep) {
        let rounding = Self.rounding / Self.day
        let end = step.end / Self.day
        let start = step.start / Self.day
        let opening = (start + rounding).rounded(.down)
        let close = opening + 1
        precondition(end - start <= 1 + rounding, "a step of at most a business day")
        elapsed = start - opening <= rounding ? 0 : start - opening
        closesDay = end >= close - rounding
        first = closesDay ? 1 - elapsed : end - start
        second = end > close + rounding ? end - close : 0
    }

    var isWholeDay: Bool { closesDay && elapsed == 0 && second == 0 }
}
