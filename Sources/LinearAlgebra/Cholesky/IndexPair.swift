/// Two different rows of a square matrix, the smaller index first.
public struct IndexPair: Hashable, Sendable, Codable {
    public let first: Int
    public let second: Int

    public init(_ first: Int, _ second: Int) {
        self.first = first
        self.second = second
    }
}
