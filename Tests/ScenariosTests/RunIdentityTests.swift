import MarketTwin
import Settings
import TestSupport
import Testing

@Suite("Identities by parts")
struct RunIdentityTests {
    private func identity(_ changes: [String] = []) throws -> RunIdentity {
        try ScratchFolder(["s.yaml": inlineScenario]).resolve("s.yaml", changes).run.identity
    }

    private func lines(_ identity: RunIdentity) -> [String: Substring] {
        let pairs = identity.header.split(separator: "\n").dropFirst().map { line in
            let name = line.prefix { $0 != " " }
            return (String(name), line.dropFirst(name.count + 1))
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    @Test("the header has a version, and a line for each part")
    func header() throws {
        let identity = try identity()
        let (header, parts) = (identity.header, lines(identity))
        #expect(header.hasPrefix("identity/3\nasOf 2022-12-28\ncurrency USD\nfactors "))
        #expect(header.hasSuffix("\n") && parts.count == 16)
        #expect(parts["simulation"] == "monte-carlo")
        #expect(identity.digest.count == 64)
    }

    @Test(
        "a change moves the line of its part, and no other",
        arguments: [
            ("market.levels.EQ.A=101", "levels"), ("market.volatilities.EQ.A=31%", "processes"),
            ("dependence={kind: student-t, degreesOfFreedom: 5}", "dependence"),
            ("portfolio.positions.0.quantity=11", "positions"), ("simulation.paths=100_001", "paths"),
            ("simulation.steps=2", "steps"), ("simulation.precision=single", "precision"),
            ("asOf=2022-12-29", "asOf"), ("measures=[{kind: value-at-risk, confidence: 99%}]", "measures"),
            ("market.correlations.0.is=0.25", "correlations"),
        ])
    func parts(change: String, part: String) throws {
        let (known, changed) = (lines(try identity()), lines(try identity([change])))
        #expect(known.keys.filter { known[$0] != changed[$0] } == [part])
    }

    @Test("a finding has an identity of its own: the run's, the study's, and what was asked")
    func findings() throws {
        let run = try identity()
        let limits: [Value.Content] = [.mapping([.init("breach", .number(1e6))])]
        let known = RunIdentity.finding(of: "run", in: [run.digest], asked: limits)
        #expect(known.count == 64 && known == RunIdentity.finding(of: "run", in: [run.digest], asked: limits))
        #expect(known != RunIdentity.finding(of: "run", in: [run.digest], asked: []))
        #expect(known != RunIdentity.finding(of: "stress", in: [run.digest], asked: limits))
        #expect(
            known != RunIdentity.finding(of: "run", in: [try identity(["simulation.seed=1"]).digest], asked: limits))
        #expect(known != run.digest)
    }

    @Test("no two sequences of values have the same bytes")
    func unambiguous() throws {
        let run = try identity()
        func finding(_ content: Value.Content...) -> String {
            RunIdentity.finding(of: "x", in: [run.digest], asked: content)
        }
        let all = [
            finding(.text("ab"), .text("c")), finding(.text("a"), .text("bc")), finding(.text("abc")),
            finding(.list([.text("abc")])), finding(.number(1)), finding(.count(1)), finding(.flag(true)),
            finding(.list([.number(1), .number(2)])), finding(.list([.number(1)]), .number(2)), finding(),
            finding(.mapping([.init("a", .number(1))])), finding(.list([.text("a"), .number(1)])),
        ]
        #expect(Set(all).count == all.count)
        #expect(finding(.number(0)) == finding(.number(-0.0)))
    }
}
