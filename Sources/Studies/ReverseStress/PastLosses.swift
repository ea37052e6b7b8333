import Market

/// How often the history of its factors would have made a book of today lose an amount, over windows of the horizon.
///
/// A figure beside the model's probability, not an estimate of it: windows overlap, and few of them are far out.
public struct PastLosses: Sendable, Hashable, Codable {
    public var from: CalendarDate
    public var to: CalendarDate
    /// Business days of a window.
    public var days: Int
    public var windows: Int
    /// Windows that lose the amount.
    public var losing: Int
    /// How many of those, the earliest first, do not overlap.
    public var times: Int
    /// Of all windows; negative where every one gains.
    public var largest: Double
    /// The end of that window.
    public var largestTo: CalendarDate
    /// Factors without a history, which stay.
    public var still: [FactorID]

    public var years: Double { Double(to.days(since: from)) / 365.25 }
}
