import CKernels

/// Loops over rows of paths, vectorised for the processor at hand.
///
/// An output may be one of the inputs, but must not overlap one otherwise. An element's bits do not depend on its
/// position, on the length of the row or on alignment. Each kernel has a plain twin with `Reference` in its name.
/// Error bounds are measured against 40 digits, on every kernel set.
public enum Elementwise {
    /// A row of numbers to read.
    public typealias Row = UnsafeBufferPointer<Double>

    /// A row of numbers to write.
    public typealias MutableRow = UnsafeMutableBufferPointer<Double>

    /// The instruction set of the loops that run here: `x86-64-v4`, `x86-64-v3`, `baseline` or `arm64`.
    public static var instructionSet: String { KernelSet.best.name }
}

extension Elementwise {
    /// Calls a loop of one input and one output; nothing for empty rows, whose addresses may be missing.
    @inline(__always)
    static func map(
        _ x: Row, into out: MutableRow, _ loop: (UnsafePointer<Double>, UnsafeMutablePointer<Double>, Int) -> Void
    ) {
        precondition(x.count == out.count, "rows of different lengths")
        guard let input = x.baseAddress, let output = out.baseAddress else { return }
        loop(input, output, out.count)
    }

    /// Calls a loop of two inputs and one output.
    @inline(__always)
    static func zip(
        _ x1: Row, _ x2: Row, into out: MutableRow,
        _ loop: (UnsafePointer<Double>, UnsafePointer<Double>, UnsafeMutablePointer<Double>, Int) -> Void
    ) {
        precondition(x1.count == out.count && x2.count == out.count, "rows of different lengths")
        guard let first = x1.baseAddress, let second = x2.baseAddress, let output = out.baseAddress else { return }
        loop(first, second, output, out.count)
    }
}
