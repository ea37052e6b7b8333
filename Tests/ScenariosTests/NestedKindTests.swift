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

    private static func resolve(_ repair: String) throws -> ResolvedRun {
        var catalog = Catalog.standard
        catalog.repairs = Family("positive-definite repair", inner.members + [Delegating.self]) { $0 }
        let indefinite = """
              - {between: [EQ.A, IR.USD.1Y], is: 0.9}
              - {between: [EQ.B, IR.USD.1Y], is: -0.9}
            """
        let scenario = inlineScenario.replacing("is: 0.5}", with: "is: 0.9}\n" + indefinite)
            .replacing(
                "quantity: 20,",
                with: "quantity: 20, currency: USD, ")
        let folder = try ScratchFolder([
            "s.yaml": scenario
                + "    - {id: c, quantity: 1, instrument: {kind: zero-coupon-bond, rate: IR.USD.1Y, maturity: 1y}}\n"
                + "calibration: {repair: \(repair)}\n"
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
