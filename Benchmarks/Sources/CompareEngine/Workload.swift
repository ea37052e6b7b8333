import LinearAlgebra
import Market
import Settings
import Simulation

/// A run of the comparison: the market, the book and the sampling that `peers/` hold too, number for number.
struct Workload {
    let run: Run

    private static let rate = 0.02
    private static let yield = 0.01

    /// - Parameters:
    ///   - name: `linear`, `options`, `small`, `steps`, `memory`, `large`, `large-cholesky`, or `tails-` with a number of
    ///     factors and, for Student-t drivers, `-t`: `tails-100-t`.
    ///   - paths: as many as asked for on the command line.
    /// - Returns: nil for an unknown name.
    init?(_ name: String, precision: Sampling.Precision, paths: Int) throws {
        let counts = [
            "linear": 500, "options": 50, "small": 20, "steps": 50, "memory": 20, "large": 5_000,
            "large-cholesky": 5_000,
        ]
        let tails = name.hasPrefix("tails-") ? name.split(separator: "-") : []
        guard let count = counts[name] ?? (tails.count > 1 ? Int(tails[1]) : nil), count > 0 else { return nil }
        let factors = (0..<count).map(Self.factor)
        let steps = name == "steps" ? 250 : 1
        let positions =
            name == "options"
            ? (0..<1_000).map { Self.option($0, on: factors) }
            : factors.indices.map { Self.holding($0, of: factors, books: name == "memory" ? 3 : 1) }
        run = Run(
            title: name, asOf: CalendarDate(dayNumber: 19_723), baseCurrency: .usDollar,
            market: MarketModel(
                factors: factors, root: try Self.root(name, count: count),
                dependence: tails.last == "t"
                    ? Specification(kind: "student-t", settings: ["degreesOfFreedom": .number(4)])
                    : Specification(kind: "gaussian")),
            positions: positions,
            sampling: Sampling(
                paths: paths, horizonDays: steps == 1 ? 10 : 250, steps: steps, seed: 20_240_101,
                precision: precision),
            measures: [])
    }

    private static func factor(_ i: Int) -> ModelledFactor {
        guard let id = FactorID("EQ.S\(i)") else { preconditionFailure("a factor's name") }
        return ModelledFactor(
            id: id, level: 50 + 10 * Double(i % 17), volatility: 0.15 + 0.02 * Double(5 * i % 13), drift: 0,
            process: Specification(kind: "geometric-brownian-motion"))
    }

    private static func correlation(_ count: Int) -> Matrix {
        let loadings = (0..<count).map { 0.3 + 0.04 * Double(7 * $0 % 11) }
        var matrix = Matrix.identity(count)
        for i in 0..<count {
            for j in 0..<count where i != j { matrix[i, j] = loadings[i] * loadings[j] }
        }
        return matrix
    }

    /// The large market has 50 components and nothing else; its Cholesky factor is that of the same market with a
    /// hundredth of every variance set apart, so that it is regular.
    private static func root(_ name: String, count: Int) throws -> CorrelationRoot {
        guard name.hasPrefix("large") else { return .cholesky(try CholeskyFactor(correlation(count))) }
        var loadings = Matrix(rowCount: count, columnCount: 50)
        for i in 0..<count {
            // All components weigh alike, the first more; every row has length one.
            for k in 0..<50 { loadings[i, k] = (k == 0 ? 0.7 : 0.1) * (Self.isOdd(i, k) ? -1 : 1) }
            let length = loadings.row(i).reduce(0) { $0 + $1 * $1 }.squareRoot()
            for k in 0..<50 { loadings[i, k] /= length }
        }
        var matrix = loadings.multiplied(byTransposed: loadings)
        if name == "large" { return .components(try PrincipalComponents(matrix, componentCount: 50)) }
        for i in 0..<count {
            for j in 0..<count where i != j { matrix[i, j] *= 0.99 }
            matrix[i, i] = 1
        }
        return .cholesky(try CholeskyFactor(matrix))
    }

    /// A sign for each factor and component but the first, spread evenly.
    private static func isOdd(_ i: Int, _ k: Int) -> Bool {
        k > 0 && ((i &+ 1) &* (2 &* k &+ 1) &* 2_654_435_761 >> 13) & 1 == 1
    }

    private static func holding(_ i: Int, of factors: [ModelledFactor], books: Int) -> Position {
        Position(
            id: "P\(i)", book: "Book\(i % books)", quantity: 100 * Double(1 + i % 5) * (i % 4 == 3 ? -1 : 1),
            currency: .usDollar, instrument: Specification(kind: "equity", settings: ["factor": .factor(factors[i].id)])
        )
    }

    private static func option(_ k: Int, on factors: [ModelledFactor]) -> Position {
        let factor = factors[k % factors.count]
        let rank = k / factors.count
        return Position(
            id: "O\(k)", book: "Options", quantity: 10 * Double(1 + k % 3) * (k % 4 == 3 ? -1 : 1),
            currency: .usDollar,
            instrument: Specification(
                kind: "european-option",
                settings: [
                    "factor": .factor(factor.id), "right": .text(rank % 2 == 0 ? "call" : "put"),
                    "strike": .number(factor.level * (0.80 + 0.02 * Double(rank))),
                    "expiry": .term(.years(0.25 * Double(1 + k % 8))),
                    "volatility": .quantity(.number(factor.volatility)), "rate": .quantity(.number(rate)),
                    "dividendYield": .quantity(.number(yield)),
                ]))
    }
}
