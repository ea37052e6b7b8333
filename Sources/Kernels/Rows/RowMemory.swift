/// Owns the memory of a block: rows aligned to cache lines, zero at first.
///
/// A worker makes its storage before its first block and keeps it; nothing allocates inside a loop over paths.
public final class RowMemory<Element: BinaryFloatingPoint> {
    public let rows: MutableRowView<Element>

    private static var cacheLine: Int { 64 }

    /// - Parameter pathCount: rounded up to whole cache lines for the stride.
    public init(rowCount: Int, pathCount: Int) {
        let size = MemoryLayout<Element>.stride
        let line = Self.cacheLine / size
        let stride = (max(pathCount, 1) + line - 1) / line * line
        let count = max(rowCount, 1) * stride
        let memory = UnsafeMutableRawPointer.allocate(byteCount: count * size, alignment: Self.cacheLine)
        // As bytes, for the numbers of a generic type would be set one by one: all bits zero is the number zero.
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: count * size)
        rows = MutableRowView(
            base: memory.bindMemory(to: Element.self, capacity: count), rowCount: rowCount, pathCount: pathCount,
            stride: stride)
    }

    deinit { UnsafeMutableRawPointer(rows.base).deallocate() }

    /// The numbers of one row, copied. Swift may end an object after its last use, so who takes `rows` must use the
    /// storage again after the view, or extend its lifetime; a copy is free of that care.
    public func copy(row: Int) -> [Element] { Array(rows[row]) }
}
