import Kernels

/// A row of a block as a weighted sum of others, times or over exchange rates.
///
/// Each element adds its rows in the order given, whatever the block, so its bits depend on nothing else.
struct RowSum: Hashable, Sendable {
    /// An exchange rate along the path.
    struct Rate: Hashable, Sendable {
        var row: Int
        /// Divide by the rate instead of multiplying.
        var isInverse: Bool
    }

    let row: Int
    private let first: RowTerm?
    /// After the first.
    private let rows: [Int]
    private let weights: [Double]
    private let rates: [Rate]

    init(row: Int, of terms: [RowTerm], rates: [Rate] = []) {
        self.row = row
        first = terms.first
        rows = terms.dropFirst().map(\.row)
        weights = terms.dropFirst().map(\.weight)
        self.rates = rates
    }

    /// - Parameter block: all rows there are; those summed up are other ones than `row`.
    func evaluate(_ block: MutableRows) {
        let sum = block[row]
        if let first {
            Elementwise.affine(0, first.weight, UnsafeBufferPointer(block[first.row]), into: sum)
        } else {
            sum.update(repeating: 0)
        }
        Elementwise.accumulate(weights: weights, rows: rows, of: block.readOnly, into: sum)
        for rate in rates {
            let value = UnsafeBufferPointer(block[rate.row])
            if rate.isInverse {
                Elementwise.divide(UnsafeBufferPointer(sum), value, into: sum)
            } else {
                Elementwise.multiply(UnsafeBufferPointer(sum), value, into: sum)
            }
        }
    }

    /// Whether one of some rows is among those it is made of.
    func reads(_ isChanged: [Bool]) -> Bool {
        first.map { isChanged[$0.row] } ?? false || rows.contains { isChanged[$0] }
            || rates.contains { isChanged[$0.row] }
    }
}
