import CKernels

extension Elementwise {
    /// `a + b·x`.
    public static func affine(_ a: Double, _ b: Double, _ x: Row, into out: MutableRow, kernels: KernelSet = .best) {
        map(x, into: out) { kernels.loops.pointee.affine(a, b, $0, $1, $2) }
    }

    /// `y += weight · x`.
    public static func accumulate(_ weight: Double, _ x: Row, into y: MutableRow, kernels: KernelSet = .best) {
        map(x, into: y) { kernels.loops.pointee.accumulate(weight, $0, $1, $2) }
    }

    /// `y += a + b · x`: one step of a Brownian motion.
    public static func increment(
        _ a: Double, _ b: Double, _ x: Row, into y: MutableRow, kernels: KernelSet = .best
    ) {
        map(x, into: y) { kernels.loops.pointee.increment(a, b, $0, $1, $2) }
    }

    /// `y += weight · x1 · x2`.
    public static func accumulateProduct(
        _ weight: Double, _ x1: Row, _ x2: Row, into y: MutableRow, kernels: KernelSet = .best
    ) {
        zip(x1, x2, into: y) { kernels.loops.pointee.accumulate_product(weight, $0, $1, $2, $3) }
    }

    /// `x1 · x2`.
    public static func multiply(_ x1: Row, _ x2: Row, into out: MutableRow, kernels: KernelSet = .best) {
        zip(x1, x2, into: out) { kernels.loops.pointee.multiply($0, $1, $2, $3) }
    }

    /// `x1 / x2`.
    public static func divide(_ x1: Row, _ x2: Row, into out: MutableRow, kernels: KernelSet = .best) {
        zip(x1, x2, into: out) { kernels.loops.pointee.divide($0, $1, $2, $3) }
    }

    /// `1 / x`.
    public static func reciprocal(_ x: Row, into out: MutableRow, kernels: KernelSet = .best) {
        map(x, into: out) { kernels.loops.pointee.reciprocal($0, $1, $2) }
    }

    /// Single-precision numbers as double-precision ones.
    public static func widen(
        _ x: UnsafeBufferPointer<Float>, into out: MutableRow, kernels: KernelSet = .best
    ) {
        precondition(x.count == out.count, "rows of different lengths")
        guard let input = x.baseAddress, let output = out.baseAddress else { return }
        kernels.loops.pointee.widen(input, output, out.count)
    }
}
