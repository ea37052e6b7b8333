/// How often losses fell into each of equally wide bins.
public struct Histogram: Sendable, Codable {
    /// The lower end of the first bin, a loss (negative: a gain).
    public var start: Double
    public var binWidth: Double
    public var counts: [Int]
    /// Losses below the first and above the last bin.
    public var below: Int
    public var above: Int

    public init(start: Double, binWidth: Double, counts: [Int], below: Int, above: Int) {
        self.start = start
        self.binWidth = binWidth
        self.counts = counts
        self.below = below
        self.above = above
    }
}
