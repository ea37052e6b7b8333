import CKernels

extension Elementwise {
    /// `y += Σ weights[k] · block[rows[k]]`: a linear book in one pass.
    ///
    /// Each element adds its rows in the order given, so the bits do not depend on how they are grouped.
    public static func accumulate(
        weights: [Double], rows: [Int], of block: Rows, into y: MutableRow, kernels: KernelSet = .best
    ) {
        precondition(block.pathCount == y.count, "rows of different lengths")
        guard let output = y.baseAddress else { return }
        withWeightedRows(weights, rows, of: block) { weighted in
            kernels.loops.pointee.accumulate_rows(weighted, output, y.count)
        }
    }

    /// `exp(−time · (constant + Σ weights[k] · block[rows[k]]))`: discount factors from nodes of a zero curve.
    ///
    /// - Parameters:
    ///   - weights: of the interpolation between nodes; with their rows, none for a constant rate.
    ///   - constant: a continuously compounded rate, a spread for instance.
    ///   - time: years.
    public static func discount(
        weights: [Double], rows: [Int], of block: Rows, constant: Double, time: Double, into out: MutableRow,
        kernels: KernelSet = .best
    ) {
        precondition(block.pathCount == out.count, "rows of different lengths")
        guard let output = out.baseAddress else { return }
        withWeightedRows(weights, rows, of: block) { weighted in
            kernels.loops.pointee.discount(weighted, constant, time, output, out.count)
        }
    }

    private static func withWeightedRows(
        _ weights: [Double], _ rows: [Int], of block: Rows, _ body: (UnsafePointer<CKWeightedRows>) -> Void
    ) {
        precondition(weights.count == rows.count, "as many weights as rows")
        precondition(rows.allSatisfy { $0 >= 0 && $0 < block.rowCount }, "a row outside the block")
        // The arrays outlive the call, and the loops read `count` entries of each.
        weights.withUnsafeBufferPointer { weights in
            rows.withUnsafeBufferPointer { rows in
                var weighted = CKWeightedRows(
                    base: block.base, stride: block.stride, rows: rows.baseAddress, weights: weights.baseAddress,
                    count: rows.count)
                body(&weighted)
            }
        }
    }
}
