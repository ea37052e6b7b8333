import Kernels

/// A `RowSummary` as it is stored: every number by its bits.
struct PowerSums: Sendable, Hashable, Codable {
    private let bits: [UInt64]
    private let negativeCount: Int

    init(_ summary: RowSummary) {
        bits = [summary.first, summary.second, summary.third, summary.fourth, summary.greatest].map(\.bitPattern)
        negativeCount = summary.negativeCount
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        bits = try container.decode([UInt64].self, forKey: .bits)
        negativeCount = try container.decode(Int.self, forKey: .negativeCount)
        guard bits.count == 5 else {
            throw DecodingError.dataCorruptedError(forKey: .bits, in: container, debugDescription: "five sums")
        }
    }

    var summary: RowSummary {
        let numbers = bits.map { Double(bitPattern: $0) }
        return RowSummary(
            first: numbers[0], second: numbers[1], third: numbers[2], fourth: numbers[3], greatest: numbers[4],
            negativeCount: negativeCount)
    }
}
