import Foundation
import MarketTwin
import TestSupport
import Testing

/// What every way of coming by a figure owes its reader, over random books.
@Suite("Value-at-risk rises with confidence, shortfall lies above it, and nobody loses more than he has")
struct EstimatorPropertyTests {
    private static let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Scenarios/data/us-equities-2008-2022.csv").path

    struct Estimator: CustomTestStringConvertible, Sendable {
        var settings: String
        var testDescription: String { settings }
        var isParametric: Bool { settings.hasPrefix("kind: parametric") }
    }

    static let estimators: [Estimator] = Catalog.standard.kinds.simulations.members.flatMap { type -> [Estimator] in
        guard type.kind != "parametric" else {
            return ["delta-normal", "delta-gamma", "cornish-fisher", "imhof"].map {
                Estimator(settings: "kind: parametric, method: \($0)")
            }
        }
        let hasPaths = type.settings.contains { $0.name == "paths" }
        return [Estimator(settings: "kind: \(type.kind)" + (hasPaths ? ", paths: 4_000" : ""))]
    }

    /// Options and shares of random sizes in three books: some long, some short, one of bought options alone.
    private static func positions(_ seed: UInt64) -> String {
        var random = Sequence64(seed: seed)
        var lines: [String] = []
        for number in 0..<9 {
            let book = ["Mixed", "Written", "Bought"][number % 3]
            let size = (100 * (0.6 + random.next())).rounded()
            let sign = book == "Bought" || (book == "Mixed" && random.next() > 0) ? 1.0 : -1
            let strike = (4_000 * (1 + 0.3 * random.next())).rounded()
            let right = random.next() > 0 ? "call" : "put"
            let instrument =
                book != "Bought" && random.next() > 0.2
                ? "{kind: equity, factor: EQ.AAPL}"
                : "{kind: european-option, factor: EQ.SP500, right: \(right), strike: \(Int(strike)), expiry: 3M,"
                    + " volatility: 25%, rate: 3%}"
            lines.append(
                "    - {id: p\(number), book: \(book), quantity: \(Int(sign * size)), instrument: \(instrument)}")
        }
        return lines.joined(separator: "\n")
    }

    @Test("of every estimator, for every book", arguments: estimators, 1...6 as ClosedRange<UInt64>)
    func coherent(estimator: Estimator, seed: UInt64) throws {
        let folder = try ScratchFolder([
            "s.yaml": """
            version: 1
            title: Random books
            asOf: 2022-12-28
            market:
              history: [{kind: csv, path: \(Self.data)}]
            calibration: {window: 400d}
            portfolio:
              positions:
            \(Self.positions(seed))
            simulation: {\(estimator.settings), horizon: 10d}
            measures:
              - {kind: value-at-risk, confidence: [80%, 90%, 95%, 97.5%, 99%]}
              - {kind: expected-shortfall, confidence: [80%, 90%, 95%, 97.5%, 99%]}

            """
        ])
        defer { folder.remove() }
        let report = try RiskStudy().run(folder.path("s.yaml"), in: .standard(workers: 2))
        for book in report.books {
            var last: (risk: Double, shortfall: Double)?
            for confidence in [0.8, 0.9, 0.95, 0.975, 0.99] {
                func value(_ kind: String) throws -> Double {
                    try #require(report.figure(kind, confidence: confidence, book: book.path)).estimate.value
                }
                let (risk, shortfall) = (try value("value-at-risk"), try value("expected-shortfall"))
                let digits = 1e-9 * (1 + abs(risk))
                #expect(shortfall >= risk - digits, "\(book.path) at \(confidence)")
                if let last {
                    #expect(risk >= last.risk - digits, "\(book.path) at \(confidence)")
                    #expect(shortfall >= last.shortfall - digits, "\(book.path) at \(confidence)")
                }
                if book.path == "Bought", shortfall > book.value * (1 + 1e-9) {
                    // Sensitivities may go beyond, and then say so; full revaluation may not.
                    #expect(estimator.isParametric && report.notes.contains { $0.contains("all that can be lost") })
                }
                last = (risk, shortfall)
            }
        }
    }

    /// A straddle: short of nothing, long of all curvature, the loss is greatest where nothing moves.
    @Test("a long straddle by Cornish–Fisher is the exact law of its quadratic loss, and says so")
    func straddle() throws {
        func figures(_ method: String) throws -> (values: [Double], notes: [String]) {
            let folder = try ScratchFolder([
                "s.yaml": """
                version: 1
                title: A long straddle
                asOf: 2024-06-28
                market:
                  levels: {EQ.S: 100}
                  volatilities: {EQ.S: 30%}
                portfolio:
                  positions:
                    - {id: c, quantity: 100, instrument: {kind: european-option, factor: EQ.S, right: call, strike: 100,
                       expiry: 1M, volatility: 30%}}
                    - {id: p, quantity: 100, instrument: {kind: european-option, factor: EQ.S, right: put, strike: 100,
                       expiry: 1M, volatility: 30%}}
                simulation: {kind: parametric, horizon: 10d, method: \(method)}
                measures:
                  - {kind: value-at-risk, confidence: [90%, 95%, 99%]}
                  - {kind: expected-shortfall, confidence: [90%, 95%, 99%]}

                """
            ])
            defer { folder.remove() }
            let report = try RiskStudy().run(folder.path("s.yaml"), in: .standard(workers: 2))
            return (
                ["value-at-risk", "expected-shortfall"].flatMap { kind in
                    [0.9, 0.95, 0.99].compactMap { report.figure(kind, confidence: $0)?.estimate.value }
                }, report.notes
            )
        }
        let expansion = try figures("cornish-fisher")
        let exact = try figures("imhof")
        #expect(expansion.values == exact.values && expansion.values.count == 6)
        #expect(expansion.notes.contains { $0.contains("is no distribution") && $0.contains("imhof") })
        #expect(!exact.notes.contains { $0.contains("is no distribution") })
        // By full revaluation 187.5, 190.1 and 191.0.
        for (value, known) in zip(expansion.values, [187.5, 190.1, 191.0]) { #expect(abs(value / known - 1) < 0.08) }
    }
}
