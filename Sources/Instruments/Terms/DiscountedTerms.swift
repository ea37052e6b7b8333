import Kernels

/// Amounts discounted from fixed times, alone or times a market row: `amount · [row] · exp(−τ · rate)`.
///
/// Every discount factor is computed once for all positions that share its rate and time.
public struct DiscountedTerms: ValuationBatch {
    /// Discounting over `time` years at a continuously compounded rate.
    public struct Discount: Hashable, Sendable {
        public var rate: RowBlend
        public var time: Double

        public init(rate: RowBlend, time: Double) {
            self.rate = rate
            self.time = time
        }

        static func isBefore(_ a: Discount, _ b: Discount) -> Bool {
            a.time == b.time ? RowBlend.isBefore(a.rate, b.rate) : a.time < b.time
        }
    }

    public struct Term: Sendable {
        public var sink: Int
        public var amount: Double
        public var discount: Discount
        /// A market row that multiplies the amount, such as the spot of a forward.
        public var row: Int?

        public init(sink: Int, amount: Double, discount: Discount, row: Int? = nil) {
            self.sink = sink
            self.amount = amount
            self.discount = discount
            self.row = row
        }
    }

    private struct Shared {
        var discount: Discount
        var terms: [(sink: Int, row: Int?, amount: Double)]
    }

    private struct Place: Hashable {
        var sink: Int
        var row: Int?
    }

    private let shared: [Shared]
    private let cash: LinearTerms

    /// - Parameter cash: amounts that are not discounted.
    public init(_ terms: [Term], cash: [(sink: Int, amount: Double)] = []) {
        var amounts: [Discount: [Place: Double]] = [:]
        for term in terms {
            amounts[term.discount, default: [:]][Place(sink: term.sink, row: term.row), default: 0] += term.amount
        }
        // In an order of their own, so that a sum does not depend on what else is discounted.
        shared = amounts.keys.sorted(by: Discount.isBefore).map { discount in
            let places = (amounts[discount] ?? [:]).sorted {
                ($0.key.sink, $0.key.row ?? -1) < ($1.key.sink, $1.key.row ?? -1)
            }
            return Shared(discount: discount, terms: places.map { ($0.key.sink, $0.key.row, $0.value) })
        }
        self.cash = LinearTerms([], cash: cash)
    }

    public var scratchRowCount: Int { 1 }

    public func addValues(_ market: MarketBlock, to sums: MutableRows, scratch: MutableRows) {
        let factor = scratch[0]
        for group in shared {
            group.discount.rate.discount(over: group.discount.time, market.rows, into: factor)
            for term in group.terms {
                if let row = term.row {
                    Elementwise.accumulateProduct(
                        term.amount, UnsafeBufferPointer(factor), market.rows[row], into: sums[term.sink])
                } else {
                    Elementwise.accumulate(term.amount, UnsafeBufferPointer(factor), into: sums[term.sink])
                }
            }
        }
        cash.addValues(market, to: sums, scratch: scratch)
    }
}
