import Market

/// How often the history of its factors would have made a book of today lose an amount, over windows of the horizon.
///
/// A figure beside the model's probability, not an estimate of it: windows overlap, and few of them are far out.
public struct PastLosses: Sendable, Hashable, Encodable {
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

    private enum CodingKeys: CodingKey {
        case from, to, days, windows, losing, times, largest, largestTo, still
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(from, forKey: .from)
        try container.encode(to, forKey: .to)
        try container.encode(days, forKey: .days)
        try container.encode(windows, forKey: .windows)
        try container.encode(losing, forKey: .losing)
        try container.encode(times, forKey: .times)
        try container.encode(largest, forKey: .largest)
        try container.encode(largestTo, forKey: .largestTo)
        try container.encode(still.map(\.name), forKey: .still)
    }
}
