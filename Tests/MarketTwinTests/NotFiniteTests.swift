import Foundation
import MarketTwin
import Testing

@Suite("Runs whose result is no number")
struct NotFiniteTests {
    @Test("values that overflow are refused in words, not by a trap")
    func overflow() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).yaml")
        try """
        version: 1
        title: Overflow
        asOf: 2022-12-28
        market:
          levels: {EQ.A: 100}
          volatilities: {EQ.A: 1e300}
        factors: {EQ.A: {process: {kind: arithmetic-brownian-motion}}}
        portfolio:
          positions:
            - {id: a, quantity: 1e300, instrument: {kind: equity, factor: EQ.A}}
        simulation: {paths: 2_000, horizon: 10d, steps: 2}
        """.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect { try RiskRun().report(file.path) } throws: { error in
            if case .notFinite? = error as? RiskRunError { return true }
            return false
        }
    }
}
