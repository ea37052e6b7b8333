import Kernels

/// The drivers of a block of paths at one stage, in half the memory where that changes no bit: drivers that were drawn and
/// correlated in single precision, and not shaped after that, are single-precision numbers still.
enum KeptDrivers {
    case single(SingleRowStorage)
    case double(RowStorage)

    init(_ drivers: Rows) {
        if Self.areSingle(drivers) {
            let kept = SingleRowStorage(rowCount: drivers.rowCount, pathCount: drivers.pathCount)
            for row in 0..<drivers.rowCount {
                let (from, to) = (drivers[row], kept.rows[row])
                for path in from.indices { to[path] = Float(from[path]) }
            }
            self = .single(kept)
        } else {
            let kept = RowStorage(rowCount: drivers.rowCount, pathCount: drivers.pathCount)
            for row in 0..<drivers.rowCount { _ = kept.rows[row].update(fromContentsOf: drivers[row]) }
            self = .double(kept)
        }
    }

    /// In bytes.
    var memory: Int {
        switch self {
        case .single(let storage): storage.rows.rowCount * storage.rows.stride * 4
        case .double(let storage): storage.rows.rowCount * storage.rows.stride * 8
        }
    }

    private static func areSingle(_ drivers: Rows) -> Bool {
        (0..<drivers.rowCount).allSatisfy { row in drivers[row].allSatisfy { Double(Float($0)) == $0 } }
    }

    /// The rows as they were drawn.
    ///
    /// - Parameters:
    ///   - wanted: which will be looked at.
    ///   - scratch: all rows, to widen the wanted ones into.
    func rows(_ wanted: [Int], widenedInto scratch: MutableRows) -> Rows {
        switch self {
        case .double(let storage): return storage.rows.readOnly
        case .single(let storage):
            for row in wanted { Elementwise.widen(UnsafeBufferPointer(storage.rows[row]), into: scratch[row]) }
            withExtendedLifetime(storage) {}
            return scratch.readOnly
        }
    }
}
