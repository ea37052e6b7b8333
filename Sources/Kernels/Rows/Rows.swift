/// A block of numbers to read: one row a quantity, one column a path, paths contiguous.
///
/// A view: it does not own its memory, and must not outlive the storage it was taken from. `@frozen` and `@inlinable`
/// because every loop over paths crosses modules through it.
@frozen
public struct RowView<Element: BinaryFloatingPoint> {
    public let base: UnsafePointer<Element>
    public let rowCount: Int
    public let pathCount: Int
    /// Elements from one row to the next; at least `pathCount`.
    public let stride: Int

    @inlinable
    public init(base: UnsafePointer<Element>, rowCount: Int, pathCount: Int, stride: Int) {
        self.base = base
        self.rowCount = rowCount
        self.pathCount = pathCount
        self.stride = stride
    }

    @inlinable
    public subscript(row: Int, path: Int) -> Element {
        assert(row >= 0 && row < rowCount && path >= 0 && path < pathCount)
        return base[row &* stride &+ path]
    }

    /// One row as a buffer of `pathCount` numbers.
    @inlinable
    public subscript(row: Int) -> UnsafeBufferPointer<Element> {
        assert(row >= 0 && row < rowCount)
        return UnsafeBufferPointer(start: base + row &* stride, count: pathCount)
    }
}

/// A block of numbers to write: one row a quantity, one column a path, paths contiguous. A view, like `RowView`.
@frozen
public struct MutableRowView<Element: BinaryFloatingPoint> {
    public let base: UnsafeMutablePointer<Element>
    public let rowCount: Int
    public let pathCount: Int
    public let stride: Int

    @inlinable
    public init(base: UnsafeMutablePointer<Element>, rowCount: Int, pathCount: Int, stride: Int) {
        self.base = base
        self.rowCount = rowCount
        self.pathCount = pathCount
        self.stride = stride
    }

    @inlinable
    public subscript(row: Int, path: Int) -> Element {
        get { readOnly[row, path] }
        nonmutating set {
            assert(row >= 0 && row < rowCount && path >= 0 && path < pathCount)
            base[row &* stride &+ path] = newValue
        }
    }

    /// One row as a buffer of `pathCount` numbers.
    @inlinable
    public subscript(row: Int) -> UnsafeMutableBufferPointer<Element> {
        assert(row >= 0 && row < rowCount)
        return UnsafeMutableBufferPointer(start: base + row &* stride, count: pathCount)
    }

    /// Some of the rows, as a view of their own.
    @inlinable
    public subscript(rows range: Range<Int>) -> Self {
        assert(range.lowerBound >= 0 && range.upperBound <= rowCount)
        return Self(
            base: base + range.lowerBound &* stride, rowCount: range.count, pathCount: pathCount, stride: stride)
    }

    /// The same memory, to read.
    @inlinable
    public var readOnly: RowView<Element> {
        RowView(base: base, rowCount: rowCount, pathCount: pathCount, stride: stride)
    }

    /// The first columns of every row.
    @inlinable
    public func prefix(paths count: Int) -> Self {
        assert(count <= pathCount)
        return Self(base: base, rowCount: rowCount, pathCount: count, stride: stride)
    }

    @inlinable
    public func fill(_ value: Element) {
        for row in 0..<rowCount { self[row].update(repeating: value) }
    }
}

/// In double precision, as all rows but drivers are.
public typealias Rows = RowView<Double>
public typealias MutableRows = MutableRowView<Double>
public typealias RowStorage = RowMemory<Double>

/// In single precision, for drivers that need no more.
public typealias SingleRows = RowView<Float>
public typealias MutableSingleRows = MutableRowView<Float>
public typealias SingleRowStorage = RowMemory<Float>
