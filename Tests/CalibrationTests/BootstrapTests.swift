import Calibration
import Market
import Randomness
import Testing

@Suite("Bootstrap of a history")
struct BootstrapTests {
    @Test("rows follow one another but for a new block one time in its length; each row is as likely as any")
    func rows() {
        let bootstrap = StationaryBootstrap(count: 50, meanBlock: 8, seed: 3)
        var (breaks, total) = (0, 0)
        var counts = [Int](repeating: 0, count: 50)
        for replication in 0..<400 {
            let rows = bootstrap.rows(replication: replication)
            #expect(rows.count == 50 && rows.allSatisfy { (0..<50).contains($0) })
            for row in rows { counts[row] += 1 }
            for (row, next) in zip(rows, rows.dropFirst()) where next != (row + 1) % 50 { breaks += 1 }
            total += rows.count - 1
        }
        // A block begins with probability 1/8, and one time in 50 where the last one would have gone on.
        let share = 1.0 / 8 * 49 / 50
        let error = (share * (1 - share) / Double(total)).squareRoot()
        #expect(abs(Double(breaks) / Double(total) - share) < 4 * error)
        // Rows of a block are drawn together, so counts vary by more than a binomial: by about twice the mean length.
        let expected = Double(400 * 50) / 50
        #expect(counts.allSatisfy { abs(Double($0) - expected) < 5 * (expected * 16).squareRoot() })
    }

    @Test("a replication is the same whatever was drawn before, and as long as is asked")
    func reproducible() {
        let bootstrap = StationaryBootstrap(count: 10, meanBlock: 2, seed: 1)
        #expect(bootstrap.rows(replication: 5) == bootstrap.rows(replication: 5))
        #expect(bootstrap.rows(replication: 5) != bootstrap.rows(replication: 6))
        #expect(bootstrap.rows(replication: 5, length: 25).count == 25)
        #expect(Array(bootstrap.rows(replication: 5, length: 25).prefix(10)) == bootstrap.rows(replication: 5))
    }

    /// For an autoregression R(k) = φ^|k|, so G = 2φ/(1 − φ)² and g(0) = (1 + φ)/(1 − φ): b = (4φ²/(1 − φ²)²)^⅓ n^⅓.
    @Test("the length of a block suits an autoregression, and is short without memory", arguments: [0.0, 0.5, 0.8])
    func length(memory: Double) {
        let count = 20_000
        var stream = UniformStream(seed: 8)
        var value = 0.0
        let series = (0..<count).map { _ in
            value = memory * value + stream.next() - 0.5
            return value
        }
        let known = 4 * memory * memory / ((1 - memory * memory) * (1 - memory * memory)) * Double(count)
        let length = BlockLength.optimal(series)
        if memory == 0 {
            #expect(length < 6)
        } else {
            #expect(abs(length / Double.cubeRoot(known) - 1) < 0.15)
        }
    }

    @Test("a series that never moves has no memory, and a short one gives no more than a third of it")
    func shortSeries() {
        #expect(BlockLength.optimal([Double](repeating: 3, count: 100)) == 1)
        #expect(BlockLength.optimal([1, 2]) == 1)
        let trend = (0..<60).map(Double.init)
        #expect(BlockLength.optimal(trend) <= 20)
    }

    @Test("its intervals hold the volatility of 500 markets in about 95 of a hundred")
    func coverage() {
        let (markets, days, replications) = (500, 250, 200)
        var held = 0
        for market in 0..<markets {
            var stream = UniformStream(seed: 77, stream: market)
            // The sum of twelve uniforms is nearly normal, with a variance of one.
            let moves = (0..<days).map { _ in (0..<12).reduce(-6.0) { sum, _ in sum + stream.next() } }
            let bootstrap = StationaryBootstrap(count: days, meanBlock: 1, seed: UInt64(market))
            let squares = (0..<replications).map { replication in
                bootstrap.rows(replication: replication).reduce(0) { $0 + moves[$1] * moves[$1] } / Double(days)
            }.sorted()
            // The 5th and the 196th of 200 are next to 2.5 % and 97.5 % of 201.
            if squares[4] <= 1, squares[195] >= 1 { held += 1 }
        }
        // Percentiles of so few days hold a little less than they say: 93.5 %; four standard errors of 500 markets.
        #expect(abs(Double(held) / Double(markets) - 0.94) < 4 * (0.05 * 0.95 / Double(markets)).squareRoot())
    }

    @Test("a history that might have been ends with today's levels, and has the moves of the rows drawn")
    func resampled() throws {
        let dates = (1...6).compactMap { CalendarDate(iso: "2024-01-0\($0)") }
        let share = try #require(FactorID("EQ.A"))
        let rate = try #require(FactorID("IR.USD.1Y"))
        let closed = Double.nan
        let history = PriceHistory(
            dates: dates, factors: [share, rate],
            levels: [100, 110, 99, closed, 120, 126, 0.01, 0.02, 0.015, 0.03, 0.02, 0.05])
        let made = history.resampled([2, 3, 4, 1], endingAt: 5, isRelative: [true, false])
        #expect(made.dates == Array(dates[1...]))
        let shares = Array(made.column(0))
        // From row 1: +10 %; from row 4: from 99 to 120, over the closed day; row 3 stays closed; from row 2: −10 %.
        #expect(shares[4] == 126 && abs(shares[3] / (126 / 1.1) - 1) < 1e-14 && shares[2].isNaN)
        #expect(abs(shares[1] / (126 / 1.1 / 120 * 99) - 1) < 1e-14)
        #expect(abs(shares[0] / (126 / 1.1 / 120 * 99 / 0.9) - 1) < 1e-14)
        let rates = Array(made.column(1))
        // Moves of rows 1, 4, 3 and 2: +1 %, −1 %, +1.5 % and −0.5 %.
        #expect(rates[4] == 0.05 && abs(rates[3] - 0.04) < 1e-15 && abs(rates[2] - 0.05) < 1e-15)
        #expect(abs(rates[1] - 0.035) < 1e-15 && abs(rates[0] - 0.04) < 1e-15)
    }
}

extension Double {
    fileprivate static func cubeRoot(_ value: Double) -> Double {
        var root = max(1, value)
        for _ in 0..<200 { root -= (root * root * root - value) / (3 * root * root) }
        return root
    }
}
