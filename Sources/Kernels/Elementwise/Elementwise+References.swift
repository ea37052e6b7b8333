#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The plain twins: what each kernel says, one element at a time, with the C library's functions.
extension Elementwise {
    public static func exponentialReference(_ x: Row, into out: MutableRow) {
        for i in out.indices { out[i] = exp(x[i]) }
    }

    public static func scaledExponentialReference(scale: Double, shift: Double, _ x: Row, into out: MutableRow) {
        for i in out.indices { out[i] = scale * exp(x[i] + shift) }
    }

    public static func logarithmReference(_ x: Row, into out: MutableRow) {
        for i in out.indices { out[i] = log(x[i]) }
    }

    /// The angle is reduced exactly, by quarters of a turn, before π enters.
    public static func sineAndCosineReference(ofTurns turns: Row, sine: MutableRow, cosine: MutableRow) {
        for i in turns.indices {
            let quarters = (4 * turns[i]).rounded(.toNearestOrEven)
            let angle = 2 * Double.pi * (turns[i] - quarters / 4)
            let (s, c) = (sin(angle), cos(angle))
            switch Int(quarters) & 3 {
            case 0: (sine[i], cosine[i]) = (s, c)
            case 1: (sine[i], cosine[i]) = (c, -s)
            case 2: (sine[i], cosine[i]) = (-s, -c)
            default: (sine[i], cosine[i]) = (-c, s)
            }
        }
    }

    /// By erfc; its relative error grows like x²/2 roundings in the left tail, the kernel's does not.
    public static func normalDistributionReference(_ x: Row, into out: MutableRow) {
        for i in out.indices { out[i] = 0.5 * erfc(-x[i] / 2.0.squareRoot()) }
    }

    /// By bisection of the lower tail; the upper one is its mirror image.
    public static func normalQuantileReference(_ p: Row, into out: MutableRow) {
        for i in out.indices { out[i] = p[i] <= 0.5 ? lowerQuantile(p[i]) : -lowerQuantile(1 - p[i]) }
    }

    private static func lowerQuantile(_ p: Double) -> Double {
        guard p > 0 else { return p == 0 ? -.infinity : .nan }
        var low = -40.0
        var high = 0.0
        for _ in 0..<64 {
            let middle = 0.5 * (low + high)
            if 0.5 * erfc(-middle / 2.0.squareRoot()) < p { low = middle } else { high = middle }
        }
        return 0.5 * (low + high)
    }

    public static func accumulateReference(
        weights: [Double], rows: [Int], of block: Rows, into y: MutableRow
    ) {
        for i in y.indices {
            for (weight, row) in Swift.zip(weights, rows) { y[i] += weight * block[row, i] }
        }
    }

    public static func discountReference(
        weights: [Double], rows: [Int], of block: Rows, constant: Double, time: Double, into out: MutableRow
    ) {
        for i in out.indices {
            var rate = constant
            for (weight, row) in Swift.zip(weights, rows) { rate += weight * block[row, i] }
            out[i] = exp(-time * rate)
        }
    }
}
