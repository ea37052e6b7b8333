import Calibration
import LinearAlgebra
import MarketTwin
import Settings
import TestSupport
import Testing

@Suite("Kinds within kinds, from a file")
struct NestedKindTests {
    private static let inner = Catalog.standard.repairs

    /// A repair that does what another one does.
    private struct Delegating: PositiveDefiniteRepair {
        static let kind = "delegating"
        static let summary = "what another repair does"
        static let settings = [Setting("to", NestedKindTests.inner.shape, .required, "which one")]

        private let other: any PositiveDefiniteRepair

        init(_ specification: Specification) {
            guard let chosen = try? NestedKindTests.inner.choose(specification.kind("to")) else {
                preconditionFailure("what was decoded is known")
            }
            other = chosen.type.init(chosen.specification)
        }

        func replacement(for correlation: Matrix) throws(RepairError) -> Matrix {
            try other.replacement(for: correlation)
        }
    }

    /// Correlations that contradict each other, under a repair.
    private static func resolve(_ repair: String) throws -> ResolvedRun {
        var catalog = Catalog.standard
        catalog.repairs = Family("positive-definite repair", inner.members + [Delegating.self]) { $0 }
        let folder = try ScratchFolder([
            "s.yaml": """
            version: 1
            title: Nested
            asOf: 2022-12-28
            market:
              levels: {EQ.A: 100, EQ.B: 50, EQ.C: 20}
              volatilities: {EQ.A: 30%, EQ.B: 20%, EQ.C: 10%}
              correlations:
                - {between: [EQ.A, EQ.B], is: 0.9}
                - {between: [EQ.A, EQ.C], is: 0.9}
                - {between: [EQ.B, EQ.C], is: -0.9}
            portfolio:
              positions:
                - {id: a, quantity: 10, instrument: {kind: equity, factor: EQ.A}}
                - {id: b, quantity: 20, instrument: {kind: equity, factor: EQ.B}}
                - {id: c, quantity: 30, instrument: {kind: equity, factor: EQ.C}}
            calibration: {repair: \(repair)}

            """
        ])
        defer { folder.remove() }
        return try ScenarioResolver(catalog: catalog).resolve(folder.path("s.yaml"))
    }

    @Test("one within the settings of another arrives, complete")
    func decoding() throws {
        let nested = try Self.resolve("{kind: delegating, to: {kind: nearest-correlation}}")
        let plain = try Self.resolve("{kind: nearest-correlation}")
        #expect(nested.correlation == plain.correlation)
        #expect(nested.model.repair?.kind == "delegating")
        let clipped = try Self.resolve("{kind: delegating, to: {kind: eigenvalue-clip}}")
        #expect(clipped.correlation != plain.correlation)
    }

    @Test("a mistake within is told with its place")
    func mistake() throws {
        let issues = #expect(throws: Issues.self) {
            try Self.resolve("{kind: delegating, to: {kind: nearst-correlation}}")
        }
        let issue = try #require(issues?.all.first)
        #expect(issue.message == "unknown positive-definite repair “nearst-correlation”")
        #expect(issue.path == "calibration.repair.to")
        #expect(issue.location?.line == 16)
    }
}
