import Foundation
import MarketTwin
import TestSupport
import Testing

@Suite("Runs whose result is no number")
struct NotFiniteTests {
    @Test("values that overflow are refused in words, not by a trap")
    func overflow() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let file = try folder.write(
            "s.yaml",
            """
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
            """)
        #expect { try RiskRun().report(file) } throws: { error in
            if case .notFinite? = error as? RiskRunError { return true }
            return false
        }
    }
}
