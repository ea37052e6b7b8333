import Kernels

/// Sums over chunks of paths as a tree over their numbers: those of some chunks, ready to be joined with those of others.
///
/// Two neighbours of a level make one of the next, the first always an even one; so few are kept, and when all chunks are there
/// the sum has the bits of the whole, in whatever order they came.
struct ChunkSums: Sendable, Hashable, Codable {
    private struct Place: Hashable, Codable {
        var level: Int
        var number: Int
    }

    private var parts: [Place: PowerSums] = [:]

    init() {}

    mutating func add(_ sum: RowSummary, chunk: Int) { add(sum, at: Place(level: 0, number: chunk)) }

    mutating func add(_ other: ChunkSums) {
        for (place, sum) in other.parts { add(sum.summary, at: place) }
    }

    private mutating func add(_ sum: RowSummary, at place: Place) {
        var (sum, place) = (sum, place)
        while let neighbour = parts.removeValue(forKey: Place(level: place.level, number: place.number ^ 1)) {
            sum = place.number.isMultiple(of: 2) ? sum + neighbour.summary : neighbour.summary + sum
            place = Place(level: place.level + 1, number: place.number / 2)
        }
        parts[place] = PowerSums(sum)
    }

    /// Of all chunks: one without a neighbour rises as it is.
    var total: RowSummary {
        let ordered = parts.sorted { $0.key.level < $1.key.level }.map(\.value.summary)
        guard var sum = ordered.first else { return .empty }
        for first in ordered.dropFirst() { sum = first + sum }
        return sum
    }
}
