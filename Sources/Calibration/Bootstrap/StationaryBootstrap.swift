import Randomness

/// Rows of a sample drawn anew in blocks of random length, so that what holds from day to day, such as clusters of volatility,
/// holds in what is drawn.
///
/// Each row follows the one before it, the first after the last, but with probability 1/ℓ it is any row: blocks have geometric
/// lengths with mean ℓ, and the drawn sample is stationary.
/// Source: D. N. Politis, J. P. Romano, “The stationary bootstrap”, JASA 89(428), 1994.
public struct StationaryBootstrap: Sendable {
    public let count: Int
    /// ℓ, in rows; 1 draws every row by itself.
    public let meanBlock: Double
    public let seed: UInt64

    /// - Parameters:
    ///   - count: rows of the sample; at least one.
    ///   - meanBlock: at least 1.
    public init(count: Int, meanBlock: Double, seed: UInt64) {
        precondition(count >= 1 && meanBlock >= 1, "a sample has rows, and a block at least one of them")
        self.count = count
        self.meanBlock = meanBlock
        self.seed = seed
    }

    /// The rows of one replication: of its number alone, whatever was drawn before.
    ///
    /// - Parameter length: how many; as many as the sample has where nil.
    public func rows(replication: Int, length: Int? = nil) -> [Int] {
        let length = length ?? count
        var stream = UniformStream(seed: seed, stream: replication)
        var rows: [Int] = []
        rows.reserveCapacity(length)
        while rows.count < length {
            let isNew = stream.next() * meanBlock < 1
            if let last = rows.last, !isNew {
                rows.append(last + 1 < count ? last + 1 : 0)
            } else {
                rows.append(stream.index(below: count))
            }
        }
        return rows
    }
}
