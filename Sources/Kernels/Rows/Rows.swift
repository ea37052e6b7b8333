/// A block of numbers to read: one row a quantity, one column a path, paths contiguous.
///
/// A view: it does not own its memory, and must not outlive the `RowStorage` it was taken from. `@frozen` and
/// `@inlinable` because every loop over paths crosses modules through it.
@frozen
public struct Rows {
    public let base: UnsafePointer<Double>
    public let rowCount: Int
    public let pathCount: Int
    /// Elements from one row to the next; at least `pathCount`.
    public let stride: Int

    @inlinable
    public init(base: UnsafePointer<Double>, rowCount: Int, pathCount: Int, stride: Int) {
        self.base = base
        self.rowCount = rowCount
        self.pathCount = pathCount
        self.stride = stride
    }

    @inlinable
    public subscript(row: Int, path: Int) -> Double {
        assert(row >= 0 && row < rowCount && path >= 0 && path < pathCount)
        return base[row &* stride &+ path]
    }

    /// One row as a buffer of `pathCount` numbers.
    @inlinable
    public subscript(row: Int) -> UnsafeBufferPointer<Double> {
        assert(row >= 0 && row < rowCount)
        return UnsafeBufferPointer(start: base + row &* stride, count: pathCount)
    }
}

/// A block of numbers to write: one row a quantity, one column a path, paths contiguous. A view, like `Rows`.
@frozen
public struct MutableRows {
    public let base: UnsafeMutablePointer<Double>
    public let rowCount: Int
    public let pathCount: Int
    public let stride: Int

    @inlinable
    public init(base: UnsafeMutablePointer<Double>, rowCount: Int, pathCount: Int, stride: Int) {
        self.base = base
        self.rowCount = rowCount
        self.pathCount = pathCount
        self.stride = stride
    }

    @inlinable
    public subscript(row: Int, path: Int) -> Double {
        get {
            assert(row >= 0 && row < rowCount && path >= 0 && path < pathCount)
            return base[row &* stride &+ path]
        }
        nonmutating set {
            assert(row >= 0 && row < rowCount && path >= 0 && path < pathCount)
            base[row &* stride &+ path] = newValue
        }
    }

    /// One row as a buffer of `pathCount` numbers.
    @inlinable
    public subscript(row: Int) -> UnsafeMutableBufferPointer<Double> {
        assert(row >= 0 && row < rowCount)
        return UnsafeMutableBufferPointer(start: base + row &* stride, count: pathCount)
    }

    /// Some of the rows, as a view of their own.
    @inlinable
    public subscript(rows range: Range<Int>) -> MutableRows {
        assert(range.lowerBound >= 0 && range.upperBound <= rowCount)
        return MutableRows(
            base: base + range.lowerBound &* stride, rowCount: range.count, pathCount: pathCount, stride: stride)
    }

    /// The same memory, to read.
    @inlinable
    public var readOnly: Rows { Rows(base: base, rowCount: rowCount, pathCount: pathCount, stride: stride) }

    /// The first columns of every row.
    @inlinable
    public func prefix(paths count: Int) -> MutableRows {
        assert(count <= pathCount)
        return MutableRows(base: base, rowCount: rowCount, pathCount: count, stride: stride)
    }

    @inlinable
    public func fill(_ value: Double) {
        for row in 0..<rowCount { self[row].update(repeating: value) }
    }
}

/// Owns the memory of a block: rows aligned to cache lines, zero at first.
///
/// A worker makes its storage before its first block and keeps it; nothing allocates inside a loop over paths.
public final class RowStorage {
    public let rows: MutableRows

    /// - Parameter pathCount: rounded up to whole cache lines of eight for the stride.
    public init(rowCount: Int, pathCount: Int) {
        let stride = (max(pathCount, 1) + 7) / 8 * 8
        let count = max(rowCount, 1) * stride
        let memory = UnsafeMutableRawPointer.allocate(byteCount: count * 8, alignment: 64)
        let base = memory.bindMemory(to: Double.self, capacity: count)
        base.initialize(repeating: 0, count: count)
        rows = MutableRows(base: base, rowCount: rowCount, pathCount: pathCount, stride: stride)
    }

    deinit { UnsafeMutableRawPointer(rows.base).deallocate() }

    /// The numbers of one row, copied. Swift may end an object after its last use, so who takes `rows` must use the
    /// storage again after the view, or extend its lifetime; a copy is free of that care.
    public func copy(row: Int) -> [Double] { Array(rows[row]) }
}
