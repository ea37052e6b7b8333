import Kernels
import Market
import Measures
import Parallelism
import Reports
import Scenarios
import Settings
import Simulation
import StudyKit

/// `twin whatif`: candidate trades on the simulated market of a scenario, and the figures with each of them and with all.
public struct WhatIfStudy: Study {
    /// A scenario, and a CSV file of trades with the columns of a portfolio.
    public struct Request: Sendable {
        public var scenario: ScenarioRequest
        public var trades: String

        public init(_ scenario: ScenarioRequest, trades: String) {
            self.scenario = scenario
            self.trades = trades
        }
    }

    public static let name = "whatif"
    public static let outline = DocumentOutline.whatIf

    /// Trades times paths whose gains are kept at a time.
    private let chunk: Int

    /// - Parameter chunk: trades times paths whose gains are kept at a time: 400 MB. The result does not depend on it.
    public init(chunk: Int = 50_000_000) { self.chunk = chunk }

    public func document(of report: WhatIfReport) -> Document { Document(report) }

    public func run(_ request: Request, in workshop: Workshop) throws -> WhatIfReport {
        let resolved = try workshop.resolve(request.scenario, trades: request.trades)
        let (run, file) = (resolved.run, request.scenario.file)
        guard run.states.hasPaths else {
            throw Issues([
                Issue(
                    "a parametric simulation has no paths to value trades on",
                    hint: "choose another kind, as with --set simulation.kind=monte-carlo",
                    at: SourceLocation(file: file, line: 1, column: 1), path: "simulation")
            ])
        }
        try Machine.checkMemory(resolved)
        let measures = run.measures.filter { $0.confidence != nil }
        guard !measures.isEmpty else {
            throw Issues([
                Issue(
                    "no measure of the scenario is a figure of the tail",
                    hint: "ask for value-at-risk or expected-shortfall",
                    at: SourceLocation(file: file, line: 1, column: 1), path: "measures")
            ])
        }
        return try report(resolved, of: request.scenario, measures: measures, in: workshop)
    }

    private func report(
        _ resolved: ResolvedRun, of request: ScenarioRequest, measures: [any RiskMeasure], in workshop: Workshop
    ) throws -> WhatIfReport {
        let run = resolved.run
        let heldCount = resolved.heldCount
        let tradeCount = run.positions.count - heldCount
        let step = max(1, chunk / run.sampling.paths)
        var watch = Stopwatch()
        // The portfolio and the first trades, in one pass over the market.
        let first = min(tradeCount, step)
        let sample = run.gains(
            heldAsOne: heldCount, further: first, workers: workshop.workers,
            progress: workshop.tellPaths(of: run.sampling.paths))
        try workshop.checkCancellation()
        var simulated = watch.lap()
        workshop.tell(.measuring)
        let base = sample.withNode(0) { PairedSample($0, measures: measures, design: run.sampleDesign) }
        _ = watch.lap()
        var together = sample.withNode(0) { Array($0) }
        var changes: [Measured] = []
        for start in stride(from: 0, to: tradeCount, by: step) {
            try workshop.checkCancellation()
            let range = start..<min(tradeCount, start + step)
            let gains =
                start == 0
                ? sample
                : run.positionGains(
                    heldCount + range.lowerBound..<heldCount + range.upperBound, workers: workshop.workers)
            if start > 0 { simulated += watch.lap() }
            changes += concurrentMap(range.count, workers: workshop.workers) { place in
                sample.withNode(0) { held in
                    gains.withNode(start == 0 ? place + 1 : place) { Measured(own: $0, held: held, base) }
                }
            }
            for place in range.indices {
                gains.withNode((start == 0 ? 1 : 0) + place - range.lowerBound) { own in
                    together.withUnsafeMutableBufferPointer { Elementwise.accumulate(1, own, into: $0) }
                }
            }
        }
        let perTrade = watch.lap() / Double(max(1, tradeCount))
        let all = together.withUnsafeBufferPointer { base.changes(to: $0) }
        let values = run.positionValuesToday
        let trades = changes.enumerated().map { index, measured in
            let position = run.positions[heldCount + index]
            return WhatIfReport.Trade(
                id: position.id, book: position.book, instrument: position.instrument.kind,
                quantity: position.quantity, value: values[heldCount + index], standAlone: measured.standAlone,
                changes: measured.changes)
        }
        let figures = base.figures + trades.flatMap { $0.standAlone + $0.changes.map(\.after) } + all.map(\.after)
        guard figures.allSatisfy({ $0.value.isFinite && $0.standardError.isFinite }) else {
            throw RiskRunError(run, sample: run.profitAndLoss(workers: workshop.workers))
                .placed(in: resolved.places)
        }
        var report = WhatIfReport(
            run: RunSummary(resolved, of: request), version: Machine.version,
            currency: run.baseCurrency,
            value: values[..<heldCount].reduce(0, +),
            measures: measures.map { MeasureDescription($0) },
            base: base.figures, trades: trades,
            together: .all(trades.count, value: values[heldCount...].reduce(0, +), changes: all),
            notes: notes(resolved), seconds: (simulated, perTrade))
        // The trades are positions of the run, and so in its identity.
        report.kernels = Machine.kernels
        report.finding = resolved.finding(of: Self.name, asked: [.count(heldCount)])
        return report
    }

    private struct Measured: Sendable {
        var standAlone: [Estimate]
        var changes: [PairedSample.Change]

        init(
            own: UnsafeBufferPointer<Double>, held: UnsafeBufferPointer<Double>, _ base: PairedSample
        ) {
            var sum = Array(held)
            sum.withUnsafeMutableBufferPointer { Elementwise.accumulate(1, own, into: $0) }
            standAlone = base.figures(of: own)
            changes = sum.withUnsafeBufferPointer { base.changes(to: $0) }
        }
    }

    private func notes(_ resolved: ResolvedRun) -> [String] {
        guard !resolved.furtherFactors.isEmpty else { return resolved.notes }
        let names = resolved.furtherFactors.map(\.name)
        let listed = names.prefix(6).joined(separator: ", ") + (names.count > 6 ? " and \(names.count - 6) more" : "")
        let draws =
            resolved.scenarios?.isDrawn ?? true
            ? " The figures of the portfolio come from a market with these, so they may differ from those of “twin run”"
                + " by the noise of other draws." : ""
        return resolved.notes + ["The trades need factors that the portfolio does not: \(listed).\(draws)"]
    }
}
