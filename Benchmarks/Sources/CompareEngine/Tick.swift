import Glibc
import LinearAlgebra
import Market
import MarketTwin
import Measures
import Settings
import Simulation

/// A desk in memory: 500 factors, 1,000 positions of five kinds in four books, and what happens to it in a day.
struct Tick {
    private let live: LiveRun
    private let workers: Int
    private var round = 0

    init(paths: Int, precision: Sampling.Precision, workers: Int) throws {
        let run = try BoundRun(Self.run(paths: paths, precision: precision), kinds: Catalog.standard.kinds)
        live = LiveRun(run, workers: workers)
        self.workers = workers
    }

    /// Processor seconds: of a tick of one share (the median of several), of the dearest tick of any factor, of a tick of all
    /// factors, of a trade, and of the identity of the run.
    mutating func measured() -> [Double] {
        round += 1
        let ticks = (0..<25).map { share in seconds { move([share * 13]) } }.sorted()
        let others = (0..<live.levels.count).filter { $0 % 10 == 7 }.map { factor in seconds { move([factor]) } }
        let all = seconds { move(Array(live.levels.indices)) }
        let held = live.positions
        let traded = held.map { position -> BoundPosition in
            guard position.id == "P0" else { return position }
            var changed = position.position
            changed.id = "trade \(round)"
            return BoundPosition(changed, held: position.held)
        }
        let trade = seconds { live.hold(held + traded.filter { $0.id.hasPrefix("trade") }, workers: workers) }
        live.hold(held, workers: workers)
        let run = live.run
        let identity = seconds { _ = run.identity.digest }
        return [ticks[ticks.count / 2], others.max() ?? 0, all, trade, identity]
    }

    /// Value-at-risk and expected shortfall of the whole, for the check that something was computed.
    var figures: [Double] { live.estimates[0].map(\.value) }

    private func move(_ factors: [Int]) {
        var levels = live.levels
        for factor in factors { levels[factor] *= round.isMultiple(of: 2) ? 1.001 : 0.999 }
        live.move(to: levels, workers: workers)
    }

    private func seconds(_ body: () -> Void) -> Double {
        let begin = Self.processorTime()
        body()
        return Self.processorTime() - begin
    }

    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    // MARK: - The desk

    private static let tenors = ["3M", "6M", "1Y", "2Y", "3Y", "5Y", "7Y", "10Y", "20Y", "30Y"]

    private static func run(paths: Int, precision: Sampling.Precision) throws -> Run {
        var factors: [ModelledFactor] = []
        func add(_ name: String, _ level: Double, _ volatility: Double, _ process: String) {
            guard let id = FactorID(name) else { preconditionFailure("a factor's name") }
            factors.append(
                ModelledFactor(
                    id: id, level: level, volatility: volatility, drift: 0, process: Specification(kind: process)))
        }
        let (relative, absolute) = ("geometric-brownian-motion", "arithmetic-brownian-motion")
        for i in 0..<350 { add("EQ.S\(i)", 50 + 10 * Double(i % 17), 0.15 + 0.02 * Double(5 * i % 13), relative) }
        for i in 0..<10 { add("CM.C\(i)", 80 + Double(i), 0.3, relative) }
        for i in 0..<10 {
            add(
                "FX.\(["EUR", "GBP", "AUD", "NZD", "CAD", "CHF", "SEK", "NOK", "DKK", "PLN"][i])USD", 1.1, 0.09,
                relative)
        }
        for tenor in tenors { add("IR.USD.\(tenor)", 0.04, 0.01, absolute) }
        for tenor in tenors { add("IR.EUR.\(tenor)", 0.03, 0.01, absolute) }
        for i in 0..<30 { add("CS.N\(i).5Y", 0.015, 0.005, absolute) }
        for i in 0..<80 { add("VOL.V\(i)", 0.2 + 0.001 * Double(i), 0.05, absolute) }
        factors.sort { $0.id < $1.id }
        var correlation = Matrix(rowCount: factors.count, columnCount: factors.count, filledWith: 0.2)
        for i in factors.indices { correlation[i, i] = 1 }
        return Run(
            title: "tick", asOf: CalendarDate(dayNumber: 19_723), baseCurrency: .usDollar,
            market: MarketModel(
                factors: factors, root: .cholesky(try CholeskyFactor(correlation)),
                dependence: Specification(kind: "gaussian")),
            positions: (0..<1_000).map(position),
            sampling: Sampling(paths: paths, horizonDays: 10, steps: 1, seed: 7, precision: precision),
            measures: [
                Specification(kind: "value-at-risk", settings: ["confidence": .number(0.99)]),
                Specification(kind: "expected-shortfall", settings: ["confidence": .number(0.975)]),
            ])
    }

    private static func position(_ k: Int) -> Position {
        let books = ["Equity/Cash", "Equity/Options", "Rates", "Macro"]
        let quantity = 100 * Double(1 + k % 5) * (k % 4 == 3 ? -1 : 1)
        func make(_ book: Int, _ kind: String, _ settings: [String: Value.Content], _ currency: Currency = .usDollar)
            -> Position
        {
            guard let description = Catalog.standard.kinds.instruments.description[kind] else {
                preconditionFailure(kind)
            }
            return Position(
                id: "P\(k)", book: books[book], quantity: quantity, currency: currency,
                instrument: Specification(kind: kind, settings: settings).completed(description))
        }
        func factor(_ name: String) -> Value.Content {
            guard let id = FactorID(name) else { preconditionFailure(name) }
            return .factor(id)
        }
        func rate(_ name: String) -> Value.Content {
            guard let id = FactorID(name) else { preconditionFailure(name) }
            return .quantity(.factor(id))
        }
        let n = k / 10
        switch k % 10 {
        case 0...3: return make(0, "equity", ["factor": factor("EQ.S\((4 * n + k % 10) % 350)")])
        case 4...6:
            return make(
                1, "european-option",
                [
                    "factor": factor("EQ.S\((3 * n + k % 10) % 350)"), "right": .text(k % 2 == 0 ? "call" : "put"),
                    "strike": .number(60 + 10 * Double(n % 15)), "expiry": .term(.years(0.25 * Double(1 + n % 8))),
                    "volatility": rate("VOL.V\(n % 80)"), "rate": .quantity(.curve("IR.USD")),
                ])
        case 7:
            return make(
                2, "fixed-rate-bond",
                [
                    "coupon": .number(0.03), "maturity": .term(.years(1 + Double(n % 20) + 0.01)),
                    "rate": .quantity(.curve(n % 3 == 0 ? "IR.EUR" : "IR.USD")), "spread": rate("CS.N\(n % 30).5Y"),
                ], n % 3 == 0 ? Currency("EUR") ?? .usDollar : .usDollar)
        case 8:
            return make(
                3, "fx-forward",
                [
                    "factor": factor("FX.EURUSD"), "strike": .number(1.05 + 0.001 * Double(n)),
                    "maturity": .term(.years(0.1 + 0.05 * Double(n % 30))), "rate": .quantity(.curve("IR.USD")),
                    "foreignRate": .quantity(.curve("IR.EUR")),
                ])
        default: return make(3, "commodity", ["factor": factor("CM.C\(n % 10)")])
        }
    }
}
