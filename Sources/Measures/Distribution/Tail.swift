import Market

/// The part of a sample that lies beyond a confidence.
///
/// n·(1 − α) is meant as written: 100,000 × (1 − 0.99) is 1,000, though the product of the binary numbers is a little
/// more. So a size within rounding of a whole number is that number.
public struct Tail: Hashable, Sendable {
    /// n·(1 − α): how many losses the tail has, with a fraction where it cuts one.
    public let size: Double

    public init(count: Int, confidence: ConfidenceLevel) {
        let raw = Double(count) * (1 - confidence.value)
        let whole = raw.rounded()
        size = abs(raw - whole) <= 1e-9 * max(1, whole) ? whole : raw
    }

    /// The rank, from the largest loss down and from 1, of the quantile: ⌈n·(1 − α)⌉.
    public var rank: Int { max(1, Int(size.rounded(.up))) }

    /// Losses that lie in the tail as a whole.
    public var wholeCount: Int { Int(size.rounded(.down)) }

    /// The weight of the loss after those.
    public var remainder: Double { size - Double(wholeCount) }
}
