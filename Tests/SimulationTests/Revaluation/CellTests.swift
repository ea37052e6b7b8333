import Kernels
import Market
import MarketTwin
import Settings
import Simulation
import Testing

/// Sums whose shape follows from the portfolio, so that order and company change no bit.
@Suite("Cells and the sums above them")
struct CellTests {
    static func market() -> TestMarket {
        var market = TestMarket(
            factors: (0..<40).map { .init(id: "EQ.S\($0 + 10)", level: 50 + Double($0), volatility: 0.2) } + [
                .init(id: "FX.EURUSD", level: 1.06, volatility: 0.09),
                .init(id: "FX.USDJPY", level: 131, volatility: 0.1),
                .init(id: "IR.EUR.1Y", level: 0.03, volatility: 0.01, process: "arithmetic-brownian-motion"),
                .init(id: "IR.USD.1Y", level: 0.04, volatility: 0.01, process: "arithmetic-brownian-motion"),
                .init(id: "IR.USD.5Y", level: 0.045, volatility: 0.01, process: "arithmetic-brownian-motion"),
                .init(id: "VOL.A", level: 0.25, volatility: 0.1, process: "arithmetic-brownian-motion"),
            ])
        let books = ["Shares/US", "Shares/EU", "Options/Short", "Options/Long", "Rates", "Shares"]
        for index in 0..<60 {
            market.hold(
                Double(index % 7) - 2.5, "equity", ["factor": .factor("EQ.S\(10 + index * 7 % 40)")],
                book: books[index % 6], currency: ["USD", "EUR", "JPY"][index % 3])
        }
        for index in 0..<24 {
            market.hold(
                1.5 - Double(index % 5), "european-option",
                [
                    "factor": .factor("EQ.S\(10 + index * 3 % 40)"), "right": .text(index % 2 == 0 ? "put" : "call"),
                    "strike": .number(60 + Double(index % 4)), "expiry": .term(.years([0.02, 0.3, 0.7][index % 3])),
                    "volatility": .rate("VOL.A"), "rate": .quantity(.curve("IR.USD")),
                ], book: books[2 + index % 2])
        }
        for index in 0..<12 {
            market.hold(
                Double(index) - 3, "fixed-rate-bond",
                [
                    "coupon": .number(0.03), "maturity": .term(.years(2.01 + Double(index % 3))),
                    "rate": .quantity(.curve(index % 2 == 0 ? "IR.USD" : "IR.EUR")),
                ], book: books[4], currency: index % 2 == 0 ? "USD" : "EUR")
            market.hold(
                100, "fx-forward",
                [
                    "factor": .factor("FX.EURUSD"), "strike": .number(1.05),
                    "maturity": .term(.years(index % 3 == 0 ? 0.02 : 0.5)), "rate": .quantity(.curve("IR.USD")),
                ], book: index % 2 == 0 ? "Rates/FX" : "Shares/EU")
        }
        return market
    }

    /// Every book's losses, by its path.
    static func bits(_ result: ProfitAndLoss, _ tree: BookTree) -> [String: [UInt64]] {
        Dictionary(
            uniqueKeysWithValues: tree.nodes.enumerated().map { index, node in
                (node.path, result.withNode(index) { $0.map(\.bitPattern) })
            })
    }

    @Test("positions in any order give the same bits to every book")
    func order() throws {
        var market = Self.market()
        let known = try market.simulator(paths: 700, days: 10, steps: 2)
        let bits = Self.bits(known.profitAndLoss(workers: 2), known.tree)
        var generator = Xorshift(state: 7)
        for _ in 0..<5 {
            market.positions.shuffle(using: &generator)
            let shuffled = try market.simulator(paths: 700, days: 10, steps: 2)
            #expect(Self.bits(shuffled.profitAndLoss(workers: 2), shuffled.tree) == bits)
        }
    }

    @Test("a book has the bits that it has alone")
    func company() throws {
        var market = Self.market()
        let whole = try market.simulator(paths: 300, days: 10, steps: 2)
        let known = Self.bits(whole.profitAndLoss(workers: 1), whole.tree)
        for book in ["Shares/EU", "Options/Long", "Rates"] {
            market.positions = whole.positions.map(\.position).filter { $0.book.hasPrefix(book) }
            // The dates on which others are fixed make steps, so draws: all stay in one run.
            let alone = whole.with(positions: whole.positions.filter { $0.book.hasPrefix(book) })
            guard alone.positions.flatMap(\.held.requirements.fixings).contains(where: { $0.time < 10.0 / 252 }) else {
                continue
            }
            #expect(Self.bits(alone.profitAndLoss(workers: 1), alone.tree)[book] == known[book], "\(book)")
        }
    }

    @Test("a path made again has the bits of the whole, in every book")
    func replay() throws {
        let run = try Self.market().simulator(paths: 2_000, days: 10, steps: 2)
        let whole = run.profitAndLoss(workers: 2)
        let paths = [0, 3, 255, 256, 1_001, 1_999]
        let again = run.replay(paths, workers: 2)
        for node in run.tree.nodes.indices {
            let known = whole.withNode(node) { row in paths.map { row[$0].bitPattern } }
            #expect(again.nodes.withNode(node) { $0.map(\.bitPattern) } == known)
        }
    }

    @Test("a tree of sums has the same bits whoever comes first, and one shape a count")
    func tree() {
        var generator = Xorshift(state: 3)
        for count in [1, 2, 3, 7, 16, 33, 100] {
            let terms = (0..<count).map { _ in [Double.random(in: -1...1, using: &generator)] }
            var known: [[UInt64]] = []
            for _ in 0..<20 {
                let sum = TreeSum<[Double]> { $0[0] += $1[0] }
                let order = TreeSum<[Int]> { $0 += $1 }
                for number in (0..<count).shuffled(using: &generator) {
                    sum.insert(terms[number], number: number)
                    order.insert([number], number: number)
                }
                known.append((sum.value ?? []).map(\.bitPattern))
                #expect(order.value == Array(0..<count))
            }
            #expect(Set(known).count == 1)
        }
        #expect(TreeSum<Int> { $0 += $1 }.value == nil)
    }
}

/// Numbers that are the same on every machine. Source: G. Marsaglia, “Xorshift RNGs”, J. Statistical Software 8(14), 2003.
struct Xorshift: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
