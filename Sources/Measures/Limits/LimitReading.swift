/// A limit beside the figure that it limits: kept, warned of, breached, or not decided by so small a sample.
///
/// The status is that of the zone in which the whole 95 % interval lies, so a figure that is truly within its limit is
/// called a breach once in forty runs at most. An interval that reaches over a level decides nothing.
public struct LimitReading: Hashable, Sendable {
    public var limit: Limit
    public var estimate: Estimate
    public var status: LimitStatus
    /// Where the lower and the upper end of the interval stand.
    public var low: LimitZone
    public var high: LimitZone
    /// How many more paths would decide, nine times in ten if the present estimate is the true figure; nil where it is
    /// decided, where no number of paths would, and where there are no more to draw.
    public var morePaths: Int?

    /// - Parameter drawnPaths: how many paths the figure is read off, where there could be more and its interval would
    ///   shrink with the root of their number; nil elsewhere.
    public init(_ limit: Limit, estimate: Estimate, drawnPaths: Int?) {
        self.limit = limit
        self.estimate = estimate
        // An end that so few paths cannot bound may be anywhere.
        low = limit.zone(of: estimate.low ?? -.infinity)
        high = limit.zone(of: estimate.high ?? .infinity)
        status = low == high ? LimitStatus(low) : .undecided
        morePaths = drawnPaths.flatMap {
            Self.morePaths(than: $0, limit: limit, estimate: estimate, from: low, to: high)
        }
    }

    /// The share of the limit that is used.
    public var utilisation: Double { estimate.value / limit.breach }

    /// Whether it cannot be ruled out, nor said, that the limit is breached.
    public var mayBeBreached: Bool { status == .undecided && high == .breach }

    /// The most severe level that the interval reaches over; nil where it is decided.
    public var openLevel: LimitZone? { status == .undecided ? high : nil }

    private static func morePaths(
        than count: Int, limit: Limit, estimate: Estimate, from low: LimitZone, to high: LimitZone
    ) -> Int? {
        let levels = [(LimitZone.warning, limit.warn), (.breach, limit.breach)].compactMap { zone, level in
            low < zone && zone <= high ? level : nil
        }
        // Where two are open, each may be missed half as often.
        let quantile = levels.count > 1 ? nineteenTwentieths : nineTenths
        var needed = count
        for level in levels {
            guard let own = paths(toExclude: level, estimate, count: count, quantile: quantile) else { return nil }
            needed = max(needed, own)
        }
        return needed > count ? needed - count : nil
    }

    /// The normal quantiles of 90 % and 95 %.
    private static let nineTenths = 1.2815515655446004
    private static let nineteenTwentieths = 1.6448536269514722

    /// How many paths in all bring the nearer end of the interval to one side of the level in nine samples of ten, or
    /// whatever the normal quantile says: its distance from the value falls with the root of their number, and the value of
    /// another sample strays from this one, so that the distance of the level must be that of the end and of so many
    /// samples.
    /// Source: W. G. Cochran, “Sampling Techniques”, 3rd ed., Wiley 1977, chapter 4, and the power of a test of normal means.
    private static func paths(toExclude level: Double, _ estimate: Estimate, count: Int, quantile: Double) -> Int? {
        let isBelow = estimate.value < level
        guard let end = isBelow ? estimate.high : estimate.low, estimate.value != level else { return nil }
        let ratio = (end - estimate.value) / (level - estimate.value) * (1 + quantile / twoSided95)
        let paths = Double(count) * ratio * ratio
        guard paths < 1e15 else { return nil }
        // An end at the level is beyond it, so the upper one must fall short of it.
        return max(count + 1, isBelow ? Int(paths) + 1 : Int(paths.rounded(.up)))
    }
}

extension [LimitReading] {
    /// The limits, in their order, beside their figures.
    ///
    /// - Parameters:
    ///   - drawnPaths: nil where there could not be more.
    public init(
        _ limits: [Limit], figures: [RiskFigure], drawnPaths: Int?
    ) throws(LimitWithoutFigure) {
        self = []
        for (index, limit) in limits.enumerated() {
            guard let figure = figures.first(where: { $0.key == limit.key }) else {
                throw LimitWithoutFigure(limit: limit, index: index, figures: figures.map(\.key))
            }
            append(
                LimitReading(
                    limit, estimate: figure.estimate,
                    drawnPaths: figure.key.measure.convergesWithPaths ? drawnPaths : nil))
        }
    }
}

/// A limit that nothing was measured for: it would say nothing, and be taken for kept.
public struct LimitWithoutFigure: Error, Hashable, Sendable {
    public let limit: Limit
    /// The place of the limit among all of them, from 0.
    public let index: Int
    /// What there are figures of.
    public let figures: [FigureKey]

    public init(limit: Limit, index: Int, figures: [FigureKey]) {
        self.limit = limit
        self.index = index
        self.figures = figures
    }
}

/// A reading holds the members of its limit and of its estimate beside its own; what follows from these is not read.
extension LimitReading: Codable {
    private enum CodingKeys: CodingKey {
        case book, warn, breach, status, utilisation, lowStatus, highStatus, morePaths
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(limit.book, forKey: .book)
        try limit.key.measure.encode(to: encoder)
        try container.encode(limit.warn, forKey: .warn)
        try container.encode(limit.breach, forKey: .breach)
        try container.encode(status, forKey: .status)
        try container.encode(utilisation, forKey: .utilisation)
        try estimate.encode(to: encoder)
        try container.encode(low, forKey: .lowStatus)
        try container.encode(high, forKey: .highStatus)
        try container.encode(morePaths, forKey: .morePaths)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(try Limit(from: decoder), estimate: try Estimate(from: decoder), drawnPaths: nil)
        morePaths = try container.decodeIfPresent(Int.self, forKey: .morePaths)
    }
}
