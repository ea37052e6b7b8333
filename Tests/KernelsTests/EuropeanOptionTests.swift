import Kernels
import Testing

@Suite("European options on rows")
struct EuropeanOptionTests {
    static let kernelSets = KernelSet.available

    /// Prices on paths, all inputs rows or constants as asked.
    private func prices(
        _ terms: EuropeanOptionTerms, spot: [Double], logSpot: [Double]? = nil, rate: EuropeanOptionInput,
        dividendYield: EuropeanOptionInput, volatility: EuropeanOptionInput, kernels: KernelSet
    ) -> [Double] {
        let storage = RowStorage(rowCount: 2, pathCount: spot.count)
        for (path, value) in (logSpot ?? []).enumerated() { storage.rows[1, path] = value }
        spot.withUnsafeBufferPointer {
            Elementwise.accumulateEuropeanOption(
                terms, weight: 1, spot: $0, logSpot: logSpot.map { _ in storage.rows.readOnly[1] }, rate: rate,
                dividendYield: dividendYield, volatility: volatility, into: storage.rows[0], kernels: kernels)
        }
        return Array(storage.rows[0])
    }

    @Test("published and 40-digit prices", arguments: kernelSets)
    func known(kernels: KernelSet) {
        // mpmath; the last two are J. C. Hull's example, 4.76 and 0.81.
        let cases: [(Bool, Double, Double, Double, Double, Double, Double, Double)] = [
            (true, 100, 100, 1, 0.05, 0, 0.2, 10.450583572185568),
            (false, 100, 100, 1, 0.05, 0, 0.2, 5.573526022256968),
            (true, 4200, 4000, 0.25, 0.047, 0.015, 0.18, 289.65935469601123),
            (false, 4200, 4000, 0.25, 0.047, 0.015, 0.18, 58.65490700533399),
            (true, 42, 40, 0.5, 0.1, 0, 0.2, 4.759422392871533),
            (false, 42, 40, 0.5, 0.1, 0, 0.2, 0.8085993729000936),
        ]
        for (isCall, spot, strike, time, rate, yield, volatility, expected) in cases {
            let price = prices(
                EuropeanOptionTerms(isCall: isCall, strike: strike, time: time), spot: [spot], rate: .constant(rate),
                dividendYield: .constant(yield), volatility: .constant(volatility), kernels: kernels)
            #expect(abs(price[0] - expected) <= 1e-14 * (spot + strike))
        }
    }

    @Test("every form agrees with the textbook formula to 1e-12 of spot and strike", arguments: kernelSets)
    func forms(kernels: KernelSet) {
        let count = 701
        let block = RowStorage(rowCount: 5, pathCount: count)
        let (spot, logSpot, rates, yields, volatilities) = (0, 1, 2, 3, 4)
        for path in 0..<count {
            block.rows[spot, path] = 100 * Double(path + 1) / 350
            block.rows[rates, path] = -0.01 + 0.0002 * Double(path % 307)
            block.rows[yields, path] = 0.0003 * Double(path % 101)
            block.rows[volatilities, path] = 0.004 * Double(path % 211) - 0.1
        }
        let view = block.rows.readOnly
        Elementwise.logarithm(view[spot], into: block.rows[logSpot])
        let inputs: [(EuropeanOptionInput, EuropeanOptionInput, EuropeanOptionInput)] = [
            (.constant(0.03), .constant(0.01), .constant(0.22)), (.constant(0.03), .constant(0.01), .constant(1e-4)),
            (.constant(0.03), .constant(0.01), .row(view[volatilities])),
            (.row(view[rates]), .constant(0.01), .constant(0.22)),
            (.constant(0.03), .row(view[yields]), .row(view[volatilities])),
            (.row(view[rates]), .row(view[yields]), .row(view[volatilities])),
        ]
        for isCall in [true, false] {
            for time in [1e-9, 0.02, 1, 25] {
                for (rate, yield, volatility) in inputs {
                    let terms = EuropeanOptionTerms(isCall: isCall, strike: 95, time: time)
                    for shared in [nil, view[logSpot]] {
                        let fast = mapped(Array(view[spot])) {
                            Elementwise.accumulateEuropeanOption(
                                terms, weight: 1.5, spot: $0, logSpot: shared, rate: rate, dividendYield: yield,
                                volatility: volatility, into: $1, kernels: kernels)
                        }
                        let plain = mapped(Array(view[spot])) {
                            Elementwise.accumulateEuropeanOptionReference(
                                terms, weight: 1.5, spot: $0, rate: rate, dividendYield: yield,
                                volatility: volatility, into: $1)
                        }
                        let worst = zip(zip(fast, plain), view[spot]).map { abs($0.0 - $0.1) / ($1 + 95) }.max() ?? 0
                        #expect(worst <= 1e-12)
                    }
                }
            }
        }
    }

    @Test("no volatility, no time, no spot: the discounted intrinsic value", arguments: kernelSets)
    func limits(kernels: KernelSet) {
        let spots: [Double] = [-5, 0, .leastNonzeroMagnitude, 1e-12, 50, 99.9999, 100, 100.0001, 1e6]
        for isCall in [true, false] {
            for (time, volatility) in [(1.0, 0.0), (1.0, -0.3), (0.0, 0.2), (0.5, 1e-300)] {
                let terms = EuropeanOptionTerms(isCall: isCall, strike: 100, time: time)
                for input in [EuropeanOptionInput.constant(0), .row(UnsafeBufferPointer(start: nil, count: 0))] {
                    var volatilities = [Double](repeating: volatility, count: spots.count)
                    let fast = volatilities.withUnsafeMutableBufferPointer { row in
                        var form = EuropeanOptionInput.constant(volatility)
                        if case .row = input { form = .row(UnsafeBufferPointer(row)) }
                        return prices(
                            terms, spot: spots, rate: .constant(0), dividendYield: .constant(0), volatility: form,
                            kernels: kernels)
                    }
                    for (price, spot) in zip(fast, spots) {
                        let intrinsic = max(isCall ? spot - 100 : 100 - spot, 0)
                        #expect(abs(price - intrinsic) <= 1e-13 * (abs(spot) + 100), "\(isCall) \(spot)")
                    }
                }
            }
        }
    }

    @Test("call less put is the forward", arguments: kernelSets)
    func parity(kernels: KernelSet) {
        let spot = grid(1, 400, 301)
        let call = EuropeanOptionTerms(isCall: true, strike: 100, time: 2)
        let put = EuropeanOptionTerms(isCall: false, strike: 100, time: 2)
        func price(_ terms: EuropeanOptionTerms) -> [Double] {
            prices(
                terms, spot: spot, rate: .constant(0.05), dividendYield: .constant(0.05), volatility: .constant(0.3),
                kernels: kernels)
        }
        for ((call, put), spot) in zip(zip(price(call), price(put)), spot) {
            #expect(abs(call - put - (spot - 100) * 0.9048374180359595) <= 1e-12 * (spot + 100))
        }
    }

    @Test("NaN in, NaN out", arguments: kernelSets)
    func notANumber(kernels: KernelSet) {
        let terms = EuropeanOptionTerms(isCall: true, strike: 100, time: 2)
        let spot = prices(
            terms, spot: [.nan, 100], rate: .constant(0.05), dividendYield: .constant(0), volatility: .constant(0.3),
            kernels: kernels)
        let volatility = prices(
            terms, spot: [100], rate: .constant(0.05), dividendYield: .constant(0), volatility: .constant(.nan),
            kernels: kernels)
        #expect(spot[0].isNaN && !spot[1].isNaN && volatility[0].isNaN)
    }
}
