import Dispatch
import Kernels
import Market
import Measures
import Scenarios
import Settings
import Simulation

/// The incremental risk of candidate trades: the market is simulated once, every trade is valued on its paths.
///
/// Incremental value-at-risk is that with the trade less that without. Source: P. Jorion, “Value at Risk”, 3rd ed.,
/// McGraw-Hill 2007, section 7.2.3.
public struct WhatIfRun: Sendable {
    private let catalog: Catalog

    public init(catalog: Catalog = .standard) { self.catalog = catalog }

    /// - Parameters:
    ///   - trades: a file with the columns of a portfolio.
    ///   - progress: called now and then, from any thread but one at a time.
    /// - Throws: `Issues` where the scenario, its data or the trades are wrong, `RiskRunError` where a figure is no number.
    public func assess(
        _ file: String, trades: String, options: RiskRun.Options = .init(),
        progress: (@Sendable (RiskRun.Phase) -> Void)? = nil
    ) throws -> WhatIf {
        progress?(.loading)
        let resolved = try ScenarioResolver(catalog: catalog).resolve(
            file, overrides: options.overrides, trades: trades)
        let run = resolved.run
        guard run.parametricMethod == nil else {
            throw Issues([
                Issue(
                    "a parametric run has no paths to value trades on", hint: "choose another kind of simulation",
                    path: "simulation")
            ])
        }
        try Machine.checkMemory(run)
        var watch = Stopwatch()
        let simulator = Simulator(run, models: catalog.models)
        let (today, gains) = simulator.candidateProfitAndLoss(
            heldCount: resolved.heldCount, workers: options.workers
        ) { done in progress?(.simulating(pathsDone: done, of: run.sampling.paths)) }
        let simulated = watch.lap()
        progress?(.measuring)
        let desk = Desk(run: run, gains: gains, measures: catalog.measures(run.measures))
        let candidates = Array(run.positions.dropFirst(resolved.heldCount))
        let changes = desk.changes(ofEach: candidates.count, workers: options.workers)
        let together = candidates.count > 1 ? desk.change(adding: Array(1...candidates.count)) : nil
        let measured = watch.lap()
        let figures = zip(desk.measures, desk.held).map { measure, estimate in
            RiskFigure(
                kind: type(of: measure).kind, confidence: measure.confidence, book: "", estimate: estimate,
                estimator: measure.estimator)
        }
        guard figures.allSatisfy({ $0.estimate.value.isFinite }), today.allSatisfy(\.isFinite) else {
            throw RiskRunError.notFinite
        }
        return WhatIf(
            run: RunSummary(resolved, file: file), currency: run.baseCurrency, version: Machine.version,
            trades: trades, value: today[0], held: figures,
            candidates: candidates.indices.map { index in
                WhatIf.Candidate(
                    id: candidates[index].id, book: candidates[index].book, kind: candidates[index].instrument.kind,
                    quantity: candidates[index].quantity, value: today[index + 1], changes: changes[index])
            },
            together: together.map { changes in
                WhatIf.Candidate(
                    id: "all together", book: "", kind: "", quantity: nil, value: today.dropFirst().reduce(0, +),
                    changes: changes)
            }, seconds: (simulated, measured), notes: resolved.notes + Self.remarks(resolved))
    }

    private static func remarks(_ resolved: ResolvedRun) -> [String] {
        guard !resolved.furtherFactors.isEmpty else { return [] }
        let names = resolved.furtherFactors.map(\.name).joined(separator: ", ")
        return [
            "The trades need factors that the portfolio does not: \(names). The market was simulated with them, so the"
                + " figures of what is held differ from those of “twin run” within their errors."
        ]
    }
}

/// The losses of what is held and of each trade, and the measures that look at their sums.
private struct Desk: @unchecked Sendable {
    let measures: [any RiskMeasure]
    let held: [Estimate]
    private let heldLosses: LossDistribution
    private let gains: ProfitAndLoss
    private let design: SampleDesign
    private let ranks: [Int]

    init(run: Run, gains: ProfitAndLoss, measures: [any RiskMeasure]) {
        self.measures = measures
        self.gains = gains
        design = run.sampleDesign
        ranks = Set(measures.flatMap { $0.ranks(count: gains.pathCount) }).sorted()
        let (ranks, design) = (ranks, design)
        let losses = gains.withNode(0) { LossDistribution(profitAndLoss: $0, ranks: ranks, design: design) }
        heldLosses = losses
        held = measures.map { $0.estimate(losses) }
    }

    /// Each of the trades by itself.
    func changes(ofEach count: Int, workers: Int) -> [[WhatIf.Change]] {
        [[WhatIf.Change]](unsafeUninitializedCapacity: count) { buffer, made in
            // Every slot is written once, by one worker.
            nonisolated(unsafe) let slots = buffer
            let lanes = max(1, min(workers, count))
            DispatchQueue.concurrentPerform(iterations: lanes) { lane in
                for trade in stride(from: lane, to: count, by: lanes) {
                    slots.initializeElement(at: trade, to: change(adding: [trade + 1]))
                }
            }
            made = count
        }
    }

    /// The measures of what is held and some trades together.
    ///
    /// - Parameter rows: of the gains.
    func change(adding rows: [Int]) -> [WhatIf.Change] {
        gains.withNode(0) { before in
            var sum = Array(before)
            for row in rows {
                gains.withNode(row) { own in
                    sum.withUnsafeMutableBufferPointer { Elementwise.accumulate(1, own, into: $0) }
                }
            }
            return sum.withUnsafeBufferPointer { after in
                let losses = LossDistribution(profitAndLoss: after, ranks: ranks, design: design)
                let errors = PairedChange(
                    from: (before, heldLosses), to: (after, losses), measures: measures, weights: design.weights
                ).standardErrors
                return measures.indices.map { index in
                    let estimate = measures[index].estimate(losses)
                    let squares =
                        held[index].standardError * held[index].standardError
                        + estimate.standardError * estimate.standardError
                    return WhatIf.Change(
                        after: estimate,
                        change: FigureChange(
                            value: estimate.value - held[index].value,
                            standardError: errors[index] ?? squares.squareRoot()))
                }
            }
        }
    }
}
