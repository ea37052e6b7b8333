/// The greatest losses of some paths, with the paths they came on: the greatest first, of equal ones the first path first.
struct TailPart: Sendable, Hashable, Codable {
    /// As bits, so that every number survives being stored.
    private let losses: [UInt64]
    private let paths: [Int]

    init(_ order: [TailOrder.Loss]) {
        losses = order.map(\.value.bitPattern)
        paths = order.map(\.path)
    }

    var order: [TailOrder.Loss] {
        zip(losses, paths).map { TailOrder.Loss(value: Double(bitPattern: $0), path: $1) }
    }

    /// The losses of all, in their order.
    ///
    /// - Parameter parts: of paths apart from each other.
    static func joined(_ parts: [TailPart]) -> [TailOrder.Loss] {
        guard parts.count > 1 else { return parts.flatMap(\.order) }
        return TailOrder(sorting: parts.flatMap(\.order).sorted { $0.path < $1.path }).losses
    }
}
