import Foundation
import MarketTwin
import TestSupport
import Testing

@Suite("Studies")
struct StudyContractTests {
    private static let scenario = Shipped.folder + "/limits.yaml"
    private static let few = Override(path: "simulation.paths", value: "4_000")

    private func request(_ changes: String...) -> ScenarioRequest {
        ScenarioRequest(Self.scenario, overrides: [Self.few] + changes.compactMap { Override($0) })
    }

    @Test("each has a name and an outline of its own, without a name twice")
    func names() {
        let studies = Catalog.studies.map { type(of: $0) }
        #expect(Set(studies.map { $0.name }).count == studies.count)
        for study in studies {
            let names = study.outline.names
            #expect(!names.isEmpty && Set(names).count == names.count, "\(study.name)")
        }
    }

    @Test("told to stop, a study ends without a finding")
    func cancelled() throws {
        let folder = try ScratchFolder([
            "trades.csv": "id,book,kind,quantity,currency,factor\nmore,,equity,10,,EQ.AAPL\n"
        ])
        defer { folder.remove() }
        let shop = Workshop.standard()
        shop.cancellation.cancel()
        let request = request()
        let work: [() throws -> Void] = [
            { _ = try RiskStudy().run(request, in: shop) },
            { _ = try StressStudy().run(request, in: shop) },
            { _ = try ReverseStressStudy().run(request, in: shop) },
            { _ = try WhatIfStudy().run(.init(request, trades: folder.path("trades.csv")), in: shop) },
            { _ = try BacktestStudy().run(Shipped.folder + "/backtest.yaml", in: shop) },
            { _ = try ComparisonStudy().run(.init(Self.scenario, Self.scenario), in: shop) },
        ]
        for (index, work) in work.enumerated() { #expect(throws: CancellationError.self, "\(index)") { try work() } }
    }

    @Test("a finding is told apart by its run, its study and what it was asked")
    func findings() throws {
        let shop = Workshop.standard()
        let known = try RiskStudy().run(request(), in: shop)
        let again = try RiskStudy().run(request("title=Another"), in: shop)
        let limit = "limits.0.breach=5.5M"
        let limited = try RiskStudy().run(request(limit), in: shop)
        let seeded = try RiskStudy().run(request("simulation.seed=7"), in: shop)
        #expect(known.finding?.count == 64 && known.finding == again.finding)
        #expect(known.run.id == limited.run.id && known.finding != limited.finding)
        #expect(known.finding != seeded.finding)

        let stressed = try StressStudy().run(request("stress=[{name: x, shocks: {EQ.*: -10%}}]"), in: shop)
        let harder = try StressStudy().run(request("stress=[{name: x, shocks: {EQ.*: -20%}}]"), in: shop)
        let paths = try [3, 4].map { path in
            try ReplayStudy().run(.init(request(), paths: [.path(path)]), in: shop).finding
        }
        let reversed = try ["1M", "2M"].map { loss in
            try ReverseStressStudy().run(request("reverse={loss: \(loss)}"), in: shop).finding
        }
        let all = [known.finding, limited.finding, seeded.finding, stressed.finding, harder.finding] + paths + reversed
        #expect(Set(all.compactMap(\.self)).count == all.count)
        #expect([stressed.run.id, known.run.id] == [harder.run.id, limited.run.id])

        let text = try RiskStudy().json(of: known) { 0 }
        let read = try JSONReport.decode(text, measures: Catalog.standard.kinds.measures.members)
        #expect(read.finding == known.finding)
    }
}
