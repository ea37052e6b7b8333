import Market
import Measures
import Reports
import Risk
import Scenarios
import Settings
import Simulation
import StudyKit

/// `twin compare`: two scenarios, or two results, side by side, and the change from one to the other explained.
public struct ComparisonStudy: Study {
    /// Two scenario files, or results as JSON, each with its changes.
    public struct Request: Sendable {
        public var first: ScenarioRequest
        public var second: ScenarioRequest

        /// - Parameters:
        ///   - first: a scenario file, or a result as JSON.
        ///   - second: the same, later or otherwise.
        ///   - overrides: changes to both.
        ///   - further: changes to the second alone.
        public init(_ first: String, _ second: String, overrides: [Override] = [], ofSecond further: [Override] = []) {
            self.first = ScenarioRequest(first, overrides: overrides)
            self.second = ScenarioRequest(second, overrides: overrides + further)
        }
    }

    public static let name = "compare"
    public static let outline = DocumentOutline.compare

    public init() {}

    public func document(of comparison: RunComparison) -> Document { Document(comparison) }

    public func run(_ request: Request, in workshop: Workshop) throws -> RunComparison {
        var comparison = try compared(request, in: workshop)
        comparison.kernels = Machine.kernels
        comparison.finding = RunIdentity.finding(
            of: Self.name, in: [comparison.first.run.id, comparison.second.run.id], asked: [])
        return comparison
    }

    private func compared(_ request: Request, in workshop: Workshop) throws -> RunComparison {
        let (first, second) = (request.first.file, request.second.file)
        let (a, b) = try inputs(request, in: workshop)
        guard let currency = a.currency, currency == b.currency else {
            throw Issues([
                Issue(
                    "\(first) is in \(a.currency?.code ?? "?") and \(second) in \(b.currency?.code ?? "?"):"
                        + " their losses cannot be compared",
                    hint: "give both the same baseCurrency, as with --set baseCurrency=USD",
                    at: b.location(of: ["baseCurrency"]))
            ])
        }
        if let one = a.scenario, let other = b.scenario {
            return try other.resolved.places.placing {
                try explain(a, one.resolved, b, other, in: workshop)
            }
        }
        return try beside(a, b, in: workshop)
    }

    /// Both sides, or the mistakes of both.
    private func inputs(
        _ request: Request, in workshop: Workshop
    ) throws(Issues) -> (ComparisonInput, ComparisonInput) {
        let a: ComparisonInput
        do throws(Issues) {
            a = try ComparisonInput(request.first, in: workshop)
        } catch {
            var issues = error.all
            do throws(Issues) {
                _ = try ComparisonInput(request.second, in: workshop)
            } catch { issues += error.all.filter { !issues.contains($0) } }
            throw Issues(issues)
        }
        return (a, try ComparisonInput(request.second, in: workshop))
    }

    // MARK: - With both scenarios at hand

    private func explain(
        _ a: ComparisonInput, _ first: ResolvedRun, _ b: ComparisonInput,
        _ other: ComparisonInput.Traced, in workshop: Workshop
    ) throws -> RunComparison {
        let second = other.resolved
        for resolved in [first, second] { try Machine.checkMemory(resolved, samples: 3) }
        let measures = comparable(first.run, second.run)
        let path = RunPath(
            from: first, to: second, wide: wide(other, for: first.run, in: workshop),
            wideFirst: a.scenario.flatMap { wide($0, for: second.run, in: workshop) },
            measures: measures.map(\.specification))
        let books = Self.commonBooks(first.run, second.run)
        let start = first.run.with(measures: measures)
        let origin = Measured(
            try workshop.measured(start, at: first.places), identity: start.identity)
        var last = origin
        var steps: [ComparisonStep] = []
        var changes: [[[FigureChange]]] = []
        for stage in path.stages {
            let identity = stage.run.identity
            let isSame = identity == last.identity
            let next = isSame ? last : Measured(try workshop.measured(stage.run), identity: identity)
            let change = SampleChange(
                from: last.run, to: next.run, books: books, isSame: isSame, workers: workshop.workers)
            steps.append(ComparisonStep(parts: stage.parts, reasons: stage.reasons, isPaired: change.isPaired))
            changes.append(change.changes)
            last = next
        }
        let total = SampleChange(
            from: origin.run, to: last.run, books: books, isSame: origin.identity == last.identity,
            workers: workshop.workers)
        let rows = books.indices.flatMap { book in
            origin.run.run.measures.indices.map { measure in
                MeasureChange(
                    key: FigureKey(origin.run.run.measures[measure], book: books[book]),
                    from: origin.run.estimate(books[book], measure), to: last.run.estimate(books[book], measure),
                    steps: changes.map { $0[book][measure] }, total: total.changes[book][measure])
            }
        }
        return RunComparison(
            first: Self.compared(a, first, value: origin.run.run.valuesToday[0]),
            second: Self.compared(b, second, value: last.run.run.valuesToday[0]),
            currency: first.run.baseCurrency, version: Machine.version, steps: steps, changes: rows,
            differences: RunDifferences(from: first, to: second),
            notes: notes(on: measures, first.run, second.run))
    }

    private struct Measured {
        let run: MeasuredRun
        let identity: RunIdentity

        init(_ run: MeasuredRun, identity: RunIdentity) {
            self.run = run
            self.identity = identity
        }
    }

    /// A scenario with the factors that only the other needs; nil where it needs none of them, or its data do not
    /// let it have them.
    private func wide(
        _ other: ComparisonInput.Traced, for first: BoundRun, in workshop: Workshop
    ) -> ResolvedRun? {
        let known = Set(other.resolved.run.market.factors.map(\.id))
        let further = first.market.factors.map(\.id).filter { !known.contains($0) }
        guard !further.isEmpty else { return nil }
        return try? workshop.resolve(other.request, further: further)
    }

    /// The measures that both runs ask for, and both can have.
    private func comparable(_ first: BoundRun, _ second: BoundRun) -> [any RiskMeasure] {
        first.measures.filter { measure in
            let own = MeasureDescription(measure)
            return second.measures.contains { $0.specification == own.specification } && first.states.has(own)
                && second.states.has(own)
        }
    }

    private func notes(on measures: [any RiskMeasure], _ first: BoundRun, _ second: BoundRun) -> [String] {
        let common = Set(measures.map { MeasureDescription($0) })
        let left = (first.measures + second.measures).map { MeasureDescription($0) }.filter { !common.contains($0) }
        let names = left.reduce(into: [String]()) { names, measure in
            if !names.contains(measure.kindWords) { names.append(measure.kindWords) }
        }
        return names.isEmpty ? [] : ["Only one of the runs has these figures: " + names.joined(separator: ", ") + "."]
    }

    private static func commonBooks(_ first: BoundRun, _ second: BoundRun) -> [String] {
        first.tree.nodes.map(\.path).filter { second.tree.index(of: $0) != nil }
    }

    private static func compared(_ input: ComparisonInput, _ resolved: ResolvedRun, value: Double) -> ComparedRun {
        let request = input.scenario?.request ?? ScenarioRequest(input.file)
        return ComparedRun(
            file: input.file, run: RunSummary(resolved, of: request), value: value,
            positions: resolved.run.positions.count)
    }

    // MARK: - With figures alone

    private func beside(
        _ a: ComparisonInput, _ b: ComparisonInput, in workshop: Workshop
    ) throws -> RunComparison {
        func report(_ input: ComparisonInput) throws -> RiskReport {
            if let result = input.result { return result }
            let overrides = input.scenario?.request.overrides ?? []
            return try RiskStudy().run(input.file, overrides: overrides, in: workshop)
        }
        let (first, second) = (try report(a), try report(b))
        let changes = first.figures.compactMap { figure -> MeasureChange? in
            guard let match = second.figures.first(where: { $0.key == figure.key }) else { return nil }
            let (from, to) = (figure.estimate, match.estimate)
            let squares = from.standardError * from.standardError + to.standardError * to.standardError
            // The same run gives the same figures, by chance and all, on the same kernel set.
            let isSame = first.run.id == second.run.id && first.engine.kernelSet == second.engine.kernelSet
            return MeasureChange(
                key: figure.key, from: from, to: to, steps: [],
                total: FigureChange(value: to.value - from.value, standardError: isSame ? 0 : squares.squareRoot()))
        }
        let reasons = [a.reason, b.reason].compactMap(\.self)
        return RunComparison(
            first: ComparedRun(
                file: a.file, run: first.run, value: first.portfolio.value, positions: first.portfolio.positions),
            second: ComparedRun(
                file: b.file, run: second.run, value: second.portfolio.value, positions: second.portfolio.positions),
            currency: first.portfolio.currency, version: Machine.version, steps: [], changes: changes,
            differences: nil,
            notes: ["The change is not explained by steps: " + reasons.joined(separator: "; and ") + "."])
    }
}
