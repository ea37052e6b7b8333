import Kernels
import LinearAlgebra
import Market
import Measures
import Parallelism
import Scenarios
import Settings
import Simulation
import StudyKit

/// Candidate trades on the simulated market of a scenario: the figures with each of them, and with all.
public struct WhatIfRun: Sendable {
    private let catalog: Catalog
    /// Trades times paths whose gains are kept at a time.
    private let chunk: Int

    /// - Parameter chunk: trades times paths whose gains are kept at a time: 400 MB. The result does not depend on it.
    public init(catalog: Catalog, chunk: Int) {
        self.catalog = catalog
        self.chunk = chunk
    }

    /// - Parameters:
    ///   - trades: a CSV file with the columns of a portfolio.
    ///   - progress: called now and then, from any thread but one at a time.
    /// - Throws: `Issues` where the scenario, its data or the trades are wrong, or something in them is too
    ///   large for figures.
    public func whatIf(
        _ file: String, trades: String, options: WorkOptions = .init(),
        progress: (@Sendable (WorkPhase) -> Void)? = nil
    ) throws -> WhatIfReport {
        _ = BLAS.core
        progress?(.loading)
        let resolved = try ScenarioResolver(catalog: catalog).resolve(
            file, overrides: options.overrides, trades: trades)
        let run = resolved.run
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
        return try report(resolved, file: file, measures: measures, options: options, progress: progress)
    }

    private func report(
        _ resolved: ResolvedRun, file: String, measures: [any RiskMeasure],
        options: WorkOptions, progress: (@Sendable (WorkPhase) -> Void)?
    ) throws -> WhatIfReport {
        let run = resolved.run
        let heldCount = resolved.heldCount
        let tradeCount = run.positions.count - heldCount
        let step = max(1, chunk / run.sampling.paths)
        var watch = Stopwatch()
        // The portfolio and the first trades, in one pass over the market.
        let first = min(tradeCount, step)
        let paths = run.sampling.paths
        let sample = run.gains(
            heldAsOne: heldCount, further: first, workers: options.workers,
            progress: { progress?(.simulating(pathsDone: $0, of: paths)) })
        var simulated = watch.lap()
        progress?(.measuring)
        let base = sample.withNode(0) { PairedSample($0, measures: measures, design: run.sampleDesign) }
        _ = watch.lap()
        var together = sample.withNode(0) { Array($0) }
        var changes: [Measured] = []
        for start in stride(from: 0, to: tradeCount, by: step) {
            let range = start..<min(tradeCount, start + step)
            let gains =
                start == 0
                ? sample
                : run.positionGains(
                    heldCount + range.lowerBound..<heldCount + range.upperBound, workers: options.workers)
            if start > 0 { simulated += watch.lap() }
            changes += concurrentMap(range.count, workers: options.workers) { place in
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
            throw RiskRunError(run, sample: run.profitAndLoss(workers: options.workers))
                .placed(in: resolved.places)
        }
        return WhatIfReport(
            run: RunSummary(resolved, file: file, overrides: options.overrides), version: Machine.version,
            currency: run.baseCurrency,
            value: values[..<heldCount].reduce(0, +),
            measures: measures.map { MeasureDescription($0) },
            base: base.figures, trades: trades,
            together: .init(
                id: "all trades", book: "", instrument: "", quantity: Double(trades.count),
                value: values[heldCount...].reduce(0, +), standAlone: [], changes: all),
            notes: notes(resolved), seconds: (simulated, perTrade))
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
