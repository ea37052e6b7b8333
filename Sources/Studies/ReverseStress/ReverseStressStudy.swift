import Market
import Measures
import Reports
import Scenarios
import Settings
import Simulation
import StudyKit

/// `twin reverse`: the most plausible moves that lose an amount, and what they do.
public struct ReverseStressStudy: Study {
    public static let name = "reverse"
    public static let outline = DocumentOutline.reverse

    /// The confidence of the value-at-risk that twice is taken of where nobody states a loss, and that factor.
    private static let confidence: ConfidenceLevel = 0.99
    private static let multiple = 2.0

    public init() {}

    public func document(of report: ReverseStressReport) -> Document { Document(report) }

    public func run(_ request: ScenarioRequest, in workshop: Workshop) throws -> ReverseStressReport {
        let resolved = try workshop.resolve(request, sections: .only([ReverseSettings.self]))
        let (run, settings) = (resolved.run, resolved.reverse)
        guard let node = run.tree.index(of: settings.book), run.valuesToday.allSatisfy(\.isFinite) else {
            throw RiskRunError(run).placed(in: resolved.places)
        }
        let target = try target(resolved, in: workshop)
        workshop.tell(.measuring)
        let law = run.moveLaw
        guard let coordinates = try? MoveCoordinates(law) else {
            throw RiskRunError(run).placed(in: resolved.places)
        }
        let valuation = StateValuation(run, node: node, at: settings.valuation)
        let result = ReverseStressTest(
            target: target.loss, starts: settings.starts, scenarios: settings.scenarios
        ).solve(LossField(coordinates, valuation), workers: workshop.workers)
        guard result.expectedLoss.isFinite else { throw RiskRunError(run).placed(in: resolved.places) }
        let reverseLaw = self.law(resolved, directions: coordinates.count)
        let effects = ReverseEffects(
            run, coordinates: coordinates, valuation: valuation, node: node, at: settings.valuation,
            law: reverseLaw, workers: workshop.workers)
        let scenarios = effects.scenarios(result.solutions)
        guard scenarios.allSatisfy({ $0.distance.isFinite && $0.residual.isFinite }) else {
            throw RiskRunError(run).placed(in: resolved.places)
        }
        var report = ReverseStressReport(
            run: RunSummary(resolved, of: request),
            version: Machine.version, currency: run.baseCurrency, book: settings.book,
            bookValue: run.valuesToday[node], portfolioValue: run.valuesToday[0], target: target,
            law: reverseLaw,
            search: ReverseSearch(
                isLinear: result.isLinear, expectedLoss: result.expectedLoss, searches: result.searches,
                unconverged: result.unconverged, isReduced: result.isReduced, largestLoss: result.largest?.loss,
                largestDistance: result.largest?.distance),
            simulated: simulated(
                resolved, node: node, target: target.loss, isExact: reverseLaw.isExact, in: workshop),
            scenarios: scenarios, notes: notes(resolved, scenarios))
        try workshop.checkCancellation()
        report.past = settings.past?.losses(
            of: target.loss, node: node, run, at: settings.valuation, workers: workshop.workers)
        report.kernels = Machine.kernels
        report.finding = resolved.finding(of: Self.name, reading: [ReverseSettings.self])
        return report
    }

    // MARK: - How much to lose

    private func target(_ resolved: ResolvedRun, in workshop: Workshop) throws -> ReverseTarget {
        let settings = resolved.reverse
        switch settings.loss {
        case .amount(let amount): return ReverseTarget(loss: amount, origin: .stated)
        case .share(let share):
            let value = resolved.run.valuesToday[0]
            guard value > 0 else {
                throw Issues([
                    Issue(
                        "the portfolio is worth \(value), of which there is no share to lose",
                        hint: "write the loss as an amount, as in 5M",
                        at: resolved.places.location(of: ["reverse", "loss"]),
                        path: "reverse.loss")
                ])
            }
            return ReverseTarget(loss: share * value, origin: .share(share))
        case .limit:
            guard let limit = settings.limit else {
                preconditionFailure("a resolved scenario has the limit that it names")
            }
            return ReverseTarget(loss: limit.breach, origin: .limit(limit.key))
        case nil:
            return try usualTarget(resolved, book: settings.book, in: workshop)
        }
    }

    /// A multiple of the book's own value-at-risk.
    private func usualTarget(_ resolved: ResolvedRun, book: String, in workshop: Workshop) throws -> ReverseTarget {
        try Machine.checkMemory(resolved)
        let usual = ValueAtRisk(confidence: Self.confidence)
        let key = FigureKey(usual, book: book)
        let figures = try workshop.measured(resolved.run.with(measures: [usual]), at: resolved.places).measurement
            .figures
        let risk = figures.first { $0.key == key }?.estimate.value ?? 0
        guard risk > 0 else {
            throw Issues([
                Issue(
                    "nobody says how much to lose, and the 99% value-at-risk, of which twice is taken then, is no loss",
                    hint: "state one, as in --loss 5M", at: resolved.places.location(of: ["reverse", "loss"]),
                    path: "reverse.loss")
            ])
        }
        return ReverseTarget(loss: Self.multiple * risk, origin: .multiple(Self.multiple, of: key))
    }

    // MARK: - How often

    /// Where no law tells how likely the amount is: how many paths lose it over the horizon; nil where none are drawn, or they
    /// do not fit into memory.
    private func simulated(
        _ resolved: ResolvedRun, node: Int, target: Double, isExact: Bool, in workshop: Workshop
    ) -> SimulatedLosses? {
        let run = resolved.run
        guard !isExact, run.isDrawn, (try? Machine.checkMemory(resolved)) != nil else { return nil }
        let paths = run.sampling.paths
        let sample = run.profitAndLoss(
            workers: workshop.workers, cancellation: workshop.cancellation, progress: workshop.tellPaths(of: paths))
        return SimulatedLosses(count: sample.withNode(node) { $0.count { -$0 >= target } }, paths: paths)
    }

    // MARK: - Words about the law

    private func law(_ resolved: ResolvedRun, directions: Int) -> ReverseLaw {
        let run = resolved.run
        let distribution = run.moveDistribution
        return ReverseLaw(
            factors: run.market.factors.count, directions: directions, horizonDays: run.sampling.horizonDays,
            degreesOfFreedom: distribution.degreesOfFreedom, reason: distribution.reason,
            isAtHorizon: resolved.reverse.valuation == .horizon)
    }

    private func notes(_ resolved: ResolvedRun, _ scenarios: [ReverseScenario]) -> [String] {
        var notes = resolved.notes
        for (index, scenario) in scenarios.enumerated() {
            let impossible = scenario.moves.filter { $0.factor.factorClass.isPositive && $0.moved <= 0 }
            guard !impossible.isEmpty else { continue }
            let names = impossible.prefix(3).map(\.factor.name).joined(separator: ", ")
            notes.append(
                "Scenario \(index + 1) takes \(names)\(impossible.count > 3 ? " and others" : "") to zero or below, which"
                    + " its process allows and its market does not.")
        }
        return notes
    }
}
