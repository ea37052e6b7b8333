import MarketTwin
import Simulation
import TestSupport
import Testing

/// The order of rows and columns of a file says nothing, so it changes nothing.
@Suite("Rows and columns in another order")
struct ShuffledFilesTests {
    private static let factors = ["EQ.A", "EQ.B", "EQ.C", "FX.EURUSD", "IR.USD.1Y", "IR.USD.5Y", "VOL.A"]

    /// A hundred days that wander a little, each factor in its own way.
    private static func history(columns: [Int]) -> String {
        let starts = [100.0, 50, 20, 1.06, 0.03, 0.04, 0.2]
        var lines = ["date," + columns.map { factors[$0] }.joined(separator: ",")]
        for day in 0..<100 {
            let levels = columns.map { column in
                let swing = Double((day + 3) * (7 * column + 5) % 23 - 11)
                return "\(starts[column] * (1 + 0.004 * swing))"
            }
            lines.append(
                "2022-\(9 + day / 28)-\(pad(1 + day % 28)),".replacing("-9-", with: "-09-")
                    + levels.joined(separator: ","))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func pad(_ day: Int) -> String { day < 10 ? "0\(day)" : "\(day)" }

    private static let positions = [
        "a,X/Y,equity,10,USD,EQ.A,,,,,", "b,X/Z,equity,-20,EUR,EQ.B,,,,,", "c,X/Y,equity,5,USD,EQ.C,,,,,",
        "d,Options,european-option,3,USD,EQ.A,call,105,0.5y,VOL.A,IR.USD",
        "e,Options,european-option,-3,USD,EQ.A,put,95,0.75y,VOL.A,IR.USD",
        "f,X/Z,equity,7,EUR,EQ.A,,,,,", "g,Options,european-option,2,USD,EQ.C,put,19,0.5y,VOL.A,IR.USD.1Y",
    ]

    private func resolved(rows: [String], columns: [Int], _ simulation: String) throws -> BoundRun {
        let scenario = """
            version: 1
            title: Files
            market: {history: [{kind: csv, path: prices.csv}]}
            calibration: {window: 60d}
            portfolio: {file: book.csv}
            simulation: \(simulation)
            measures: [{kind: value-at-risk, confidence: 90%}]

            """
        let book = (["id,book,kind,quantity,currency,factor,right,strike,expiry,volatility,rate"] + rows)
            .joined(separator: "\n")
        return try ScratchFolder([
            "s.yaml": scenario, "book.csv": book + "\n", "prices.csv": Self.history(columns: columns),
        ]).resolve().run
    }

    @Test(
        "figures and identity stay",
        arguments: ["{paths: 1_500, horizon: 10d, steps: 2}", "{kind: historical, horizon: 1d, window: 60d}"])
    func shuffled(simulation: String) throws {
        func bits(_ run: BoundRun) -> [String: [UInt64]] {
            let gains = run.profitAndLoss(workers: 2)
            return Dictionary(
                uniqueKeysWithValues: run.tree.nodes.enumerated().map { index, node in
                    (node.path, gains.withNode(index) { $0.map(\.bitPattern) })
                })
        }
        let known = try resolved(rows: Self.positions, columns: Array(0..<7), simulation)
        let figures = bits(known)
        for shift in 1..<4 {
            let rows = Self.positions.indices.map { Self.positions[($0 * 3 + shift) % 7] }
            let columns = (0..<7).map { ($0 * 2 + shift) % 7 }
            let other = try resolved(rows: rows, columns: columns, simulation)
            #expect(bits(other) == figures)
            #expect(other.identity.digest == known.identity.digest)
        }
    }
}
