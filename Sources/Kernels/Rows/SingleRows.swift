/// A block of single-precision numbers to read: `Rows` of `Float`, for drivers that need no more.
@frozen
public struct SingleRows {
    public let base: UnsafePointer<Float>
    public let rowCount: Int
    public let pathCount: Int
    /// Elements from one row to the next; at least `pathCount`.
    public let stride: Int

    @inlinable
    public init(base: UnsafePointer<Float>, rowCount: Int, pathCount: Int, stride: Int) {
        self.base = base
        self.rowCount = rowCount
        self.pathCount = pathCount
        self.stride = stride
    }

    @inlinable
    public subscript(row: Int, path: Int) -> Float {
        assert(row >= 0 && row < rowCount && path >= 0 && path < pathCount)
        return base[row &* stride &+ path]
    }

    /// One row as a buffer of `pathCount` numbers.
    @inlinable
    public subscript(row: Int) -> UnsafeBufferPointer<Float> {
        assert(row >= 0 && row < rowCount)
        return UnsafeBufferPointer(start: base + row &* stride, count: pathCount)
    }
}

/// A block of single-precision numbers to write: `MutableRows` of `Float`.
@frozen
public struct MutableSingleRows {
    public let base: UnsafeMutablePointer<Float>
    public let rowCount: Int
    public let pathCount: Int
    public let stride: Int

    @inlinable
    public init(base: UnsafeMutablePointer<Float>, rowCount: Int, pathCount: Int, stride: Int) {
        self.base = base
        self.rowCount = rowCount
        self.pathCount = pathCount
        self.stride = stride
    }

    @inlinable
    public subscript(row: Int, path: Int) -> Float {
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
    public subscript(row: Int) -> UnsafeMutableBufferPointer<Float> {
        assert(row >= 0 && row < rowCount)
        return UnsafeMutableBufferPointer(start: base + row &* stride, count: pathCount)
    }

    /// Some of the rows, as a view of their own.
    @inlinable
    public subscript(rows range: Range<Int>) -> MutableSingleRows {
        assert(range.lowerBound >= 0 && range.upperBound <= rowCount)
        return MutableSingleRows(
            base: base + range.lowerBound &* stride, rowCount: range.count, pathCount: pathCount, stride: stride)
    }

    /// The same memory, to read.
    @inlinable
    public var readOnly: SingleRows { SingleRows(base: base, rowCount: rowCount, pathCount: pathCount, stride: stride) }

    /// The first columns of every row.
    @inlinable
    public func prefix(paths count: Int) -> MutableSingleRows {
        assert(count <= pathCount)
        return MutableSingleRows(base: base, rowCount: rowCount, pathCount: count, stride: stride)
    }

    @inlinable
    public func fill(_ value: Float) {
        for row in 0..<rowCount { self[row].update(repeating: value) }
    }
}

/// Owns the memory of a single-precision block: rows aligned to cache lines, zero at first.
public final class SingleRowStorage {
    public let rows: MutableSingleRows

    /// - Parameter pathCount: rounded up to whole cache lines of sixteen for the stride.
    public init(rowCount: Int, pathCount: Int) {
        let stride = (max(pathCount, 1) + 15) / 16 * 16
        let count = max(rowCount, 1) * stride
        let memory = UnsafeMutableRawPointer.allocate(byteCount: count * 4, alignment: 64)
        let base = memory.bindMemory(to: Float.self, capacity: count)
        base.initialize(repeating: 0, count: count)
        rows = MutableSingleRows(base: base, rowCount: rowCount, pathCount: pathCount, stride: stride)
    }

    deinit { UnsafeMutableRawPointer(rows.base).deallocate() }
}
