import Kernels

/// Runs a kernel on an array and gives its output as an array.
func mapped(
    _ x: [Double], _ kernel: (UnsafeBufferPointer<Double>, UnsafeMutableBufferPointer<Double>) -> Void
) -> [Double] {
    var out = [Double](repeating: -7, count: x.count)
    x.withUnsafeBufferPointer { input in out.withUnsafeMutableBufferPointer { kernel(input, $0) } }
    return out
}

/// Evenly spaced numbers from `low` to `high`, both included.
func grid(_ low: Double, _ high: Double, _ count: Int) -> [Double] {
    (0..<count).map { low + (high - low) * Double($0) / Double(count - 1) }
}

extension Array where Element == Double {
    /// The bits of each number, so that comparison sees the sign of zero and the payload of NaN.
    var bits: [UInt64] { map(\.bitPattern) }
}

/// The largest distance of two arrays, in units in the last place of the second.
func unitsInTheLastPlace(_ x: [Double], _ reference: [Double]) -> Double {
    zip(x, reference).map { $0 == $1 ? 0 : abs($0 - $1) / $1.ulp }.max() ?? 0
}
