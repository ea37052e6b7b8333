import CKernels

extension Elementwise {
    /// e to the power of x; error below 1.01 units in the last place.
    ///
    /// Overflows to infinity and underflows gradually to zero.
    public static func exponential(_ x: Row, into out: MutableRow, kernels: KernelSet = .best) {
        map(x, into: out) { kernels.loops.pointee.exponential($0, $1, $2) }
    }

    /// `scale · exp(x + shift)`: a lognormal level from its logarithmic change.
    public static func scaledExponential(
        scale: Double, shift: Double, _ x: Row, into out: MutableRow, kernels: KernelSet = .best
    ) {
        map(x, into: out) { kernels.loops.pointee.scaled_exponential(scale, shift, $0, $1, $2) }
    }

    /// The natural logarithm; error below 0.8 units in the last place, subnormal arguments included.
    ///
    /// `-infinity` at zero, not a number below.
    public static func logarithm(_ x: Row, into out: MutableRow, kernels: KernelSet = .best) {
        map(x, into: out) { kernels.loops.pointee.logarithm($0, $1, $2) }
    }

    /// sin 2πu and cos 2πu; error below 1.7 units in the last place for u in [0, 1).
    ///
    /// - Parameter turns: angles in turns, at most 2²⁰ in size.
    public static func sineAndCosine(
        ofTurns turns: Row, sine: MutableRow, cosine: MutableRow, kernels: KernelSet = .best
    ) {
        precondition(turns.count == sine.count && turns.count == cosine.count, "rows of different lengths")
        guard let input = turns.baseAddress, let first = sine.baseAddress, let second = cosine.baseAddress else {
            return
        }
        kernels.loops.pointee.sine_cosine(input, first, second, turns.count)
    }

    /// The standard normal distribution function Φ; relative error below 1.3e-15 down to Φ(−37.5) = 4.6e-308.
    public static func normalDistribution(_ x: Row, into out: MutableRow, kernels: KernelSet = .best) {
        map(x, into: out) { kernels.loops.pointee.normal_distribution($0, $1, $2) }
    }

    /// The standard normal quantile, the inverse of Φ; relative error below 1e-15, subnormal arguments included.
    ///
    /// `-infinity` at 0, `infinity` at 1, not a number outside.
    public static func normalQuantile(_ p: Row, into out: MutableRow, kernels: KernelSet = .best) {
        map(p, into: out) { kernels.loops.pointee.normal_quantile($0, $1, $2) }
    }

    /// `exp(logScale − ½·((x − mean)·precision)²)`: one number's density under many normal laws.
    public static func normalDensity(
        of x: Double, means: Row, precisions: Row, logScales: Row, into out: MutableRow, kernels: KernelSet = .best
    ) {
        precondition(
            means.count == out.count && precisions.count == out.count && logScales.count == out.count,
            "rows of different lengths")
        guard let mean = means.baseAddress, let precision = precisions.baseAddress,
            let scale = logScales.baseAddress, let output = out.baseAddress
        else { return }
        kernels.loops.pointee.normal_density(x, mean, precision, scale, output, out.count)
    }
}
