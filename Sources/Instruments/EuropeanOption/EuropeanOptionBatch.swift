import Kernels

/// European options, compiled: those on one underlying share the logarithm of its level, equal terms are netted, and
/// points of curves are interpolated once.
struct EuropeanOptionBatch: ValuationBatch {
    /// One contract, whoever holds it.
    private struct Contract: Hashable {
        var spot: Int
        var isCall: Bool
        var strike: Double
        var time: Double
        var rate: RowBlend
        var dividendYield: RowBlend
        var volatility: RowBlend
        var sink: Int
    }

    /// A contract that has expired before the time of valuation.
    private struct Settled {
        var terms: EuropeanOptionTerms
        var spot: Int
        var quantity: Double
        var sink: Int
    }

    /// Contracts on one underlying.
    private struct Strip {
        var spot: Int
        var contracts: [(contract: Contract, quantity: Double)]
    }

    private let strips: [Strip]
    private let settled: [Settled]
    /// Blends of several rows, and the scratch rows that hold them. Row 0 holds the logarithm of the level.
    private let blends: [(blend: RowBlend, row: Int)]
    private let blendRows: [RowBlend: Int]

    init(_ holdings: [Holding<EuropeanOption>], layout: MarketLayout) {
        var quantities: [Contract: Double] = [:]
        var order: [Contract] = []
        var settled: [Settled] = []
        for holding in holdings {
            let option = holding.instrument
            let time = layout.time(to: option.expiry)
            guard time > 0 else {
                settled.append(
                    Settled(
                        terms: EuropeanOptionTerms(isCall: option.right == .call, strike: option.strike, time: 0),
                        spot: layout.row(option.factor, at: option.expiry), quantity: holding.quantity,
                        sink: holding.sink))
                continue
            }
            let contract = Contract(
                spot: layout.row(option.factor), isCall: option.right == .call, strike: option.strike, time: time,
                rate: layout.blend(option.rate, tenor: time),
                dividendYield: layout.blend(option.dividendYield, tenor: time),
                volatility: layout.blend(option.volatility, tenor: time), sink: holding.sink)
            if quantities[contract] == nil { order.append(contract) }
            quantities[contract, default: 0] += holding.quantity
        }
        self.settled = settled
        var strips: [Strip] = []
        var stripOfSpot: [Int: Int] = [:]
        var blends: [(blend: RowBlend, row: Int)] = []
        var blendRows: [RowBlend: Int] = [:]
        for contract in order {
            let strip = stripOfSpot[contract.spot] ?? strips.count
            if strip == strips.count {
                stripOfSpot[contract.spot] = strip
                strips.append(Strip(spot: contract.spot, contracts: []))
            }
            strips[strip].contracts.append((contract, quantities[contract] ?? 0))
            for blend in [contract.rate, contract.dividendYield, contract.volatility]
            where blend.fixed == nil && blend.bare == nil && blendRows[blend] == nil {
                blendRows[blend] = blends.count + 1
                blends.append((blend, blends.count + 1))
            }
        }
        // By the row of the level, so that a sum does not depend on what other sums read.
        self.strips = strips.sorted { $0.spot < $1.spot }
        self.blends = blends
        self.blendRows = blendRows
    }

    var scratchRowCount: Int { blends.count + 1 }

    func addValues(_ market: MarketBlock, to sums: MutableRows, scratch: MutableRows) {
        for (blend, row) in blends { blend.evaluate(market.rows, into: scratch[row]) }
        let logSpot = scratch[0]
        for strip in strips {
            let spot = market.rows[strip.spot]
            // A level that an arithmetic process took to zero or below counts as next to nothing.
            for path in logSpot.indices { logSpot[path] = spot[path] > 1e-300 ? spot[path] : 1e-300 }
            Elementwise.logarithm(UnsafeBufferPointer(logSpot), into: logSpot)
            for (contract, quantity) in strip.contracts {
                Elementwise.accumulateEuropeanOption(
                    EuropeanOptionTerms(isCall: contract.isCall, strike: contract.strike, time: contract.time),
                    weight: quantity, spot: spot, logSpot: UnsafeBufferPointer(logSpot),
                    rate: input(contract.rate, market, scratch),
                    dividendYield: input(contract.dividendYield, market, scratch),
                    volatility: input(contract.volatility, market, scratch), into: sums[contract.sink])
            }
        }
        for option in settled {
            Elementwise.accumulateEuropeanOption(
                option.terms, weight: option.quantity, spot: market.rows[option.spot], rate: .constant(0),
                dividendYield: .constant(0), volatility: .constant(0), into: sums[option.sink])
        }
    }

    private func input(_ blend: RowBlend, _ market: MarketBlock, _ scratch: MutableRows) -> EuropeanOptionInput {
        if let number = blend.fixed { return .constant(number) }
        if let row = blend.bare { return .row(market.rows[row]) }
        guard let row = blendRows[blend] else { preconditionFailure("a blend without a row") }
        return .row(UnsafeBufferPointer(scratch[row]))
    }
}
