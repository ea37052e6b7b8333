import Market
import Measures
import Reports
import Scenarios
import Simulation
import StudyKit

/// Takes the leading figures of a measured run apart: by position, book, factor and class.
struct RunAttribution {
    let measured: MeasuredRun
    let settings: Decomposition
    private let dates: [CalendarDate]
    /// The value of every position today.
    let worths: [Double]
    var run: BoundRun { measured.run }

    /// Positions times paths of the tails up to which all of them are taken apart without being asked for.
    static let measureLimit = 10_000_000.0
    private static let worstCount = 10

    /// - Parameter dates: of the changes that historical scenarios are made of.
    init(_ measured: MeasuredRun, settings: Decomposition, dates: [CalendarDate]) {
        self.measured = measured
        self.settings = settings
        self.dates = dates
        worths = measured.run.positionValuesToday
    }

    /// Nil where nothing was asked for, or no figure can be taken apart.
    ///
    /// - Throws: `RiskRunError` where a parametric loss has no principal axes, or a part of a figure is no number.
    func attribution(workers: Int) throws(RiskRunError) -> RiskAttribution? {
        let measures = measures
        guard settings.hasPositions || settings.hasFactors, !measures.isEmpty else { return nil }
        let parts: LossParts
        do throws(LossModelError) {
            parts = try measured.losses.parts(of: run, measures: measures, wanted: wanted, workers: workers)
        } catch { throw RiskRunError(run) }
        var components: [RiskComponent] = []
        if settings.hasPositions {
            for figure in parts.figures { components += books(figure) + positions(figure) }
        }
        if settings.hasFactors {
            for figure in parts.figures { components += factors(figure, parts.classes) }
        }
        try check(components)
        return RiskAttribution(
            components: components,
            tail: TailSummary(
                diversification: parts.figures.flatMap { diversification(of: $0.key, components) },
                scenarios: parts.figures.map(scenario), worst: worst(workers: workers), remarks: remarks(parts)))
    }

    private var wanted: WantedParts {
        let holdings: WantedParts.Holdings =
            switch settings.incremental {
            case .none: .none
            case .auto: .ifCheap
            case .all: .all
            }
        return WantedParts(positions: settings.hasPositions, factors: settings.hasFactors, holdings: holdings)
    }

    /// What is taken apart: figures of the tail, as many as the scenario wants.
    private var measures: [any RiskMeasure] {
        switch settings.measures {
        case .first: leading
        case .all: able
        case .auto: isLarge ? leading : able
        }
    }

    private var able: [any RiskMeasure] {
        run.measures.filter { $0.tailFigure != nil && type(of: $0).canBeTakenApart }
    }

    /// The first value-at-risk and the first expected shortfall.
    private var leading: [any RiskMeasure] {
        able.enumerated().filter { index, measure in
            able.firstIndex { type(of: $0).kind == type(of: measure).kind } == index
        }.map(\.element)
    }

    /// Whether positions times the paths of all tails are so many that a run is noticeably longer for them.
    private var isLarge: Bool {
        // A tail, and as many paths before it.
        let paths = able.reduce(0.0) { $0 + 2 * (1 - ($1.confidence?.value ?? 0)) * Double(measured.losses.pathCount) }
        return paths * Double(run.positions.count) > Self.measureLimit
    }

    // MARK: - Components

    private func component(
        _ figure: LossParts.Figure, _ by: RiskComponent.Part, _ name: String, _ part: LossParts.Part,
        worth: Double? = nil
    ) -> RiskComponent {
        RiskComponent(
            key: figure.key, by: by, name: name, value: part.value, standardError: part.standardError,
            share: Self.ratio(part.value, to: figure.total), marginal: worth.flatMap { Self.ratio(part.value, to: $0) })
    }

    /// - Throws: `RiskRunError` where a number is none.
    func check(_ components: [RiskComponent]) throws(RiskRunError) {
        let isWhole = components.allSatisfy { component in
            let numbers = [
                component.value, component.standardError, component.standAlone, component.standAloneError,
                component.incremental, component.incrementalError,
            ]
            return numbers.allSatisfy { $0?.isFinite ?? true }
        }
        guard !isWhole else { return }
        throw RiskRunError(run, sample: measured.losses.profitAndLoss)
    }

    /// Nil where the worth is so small that there is none.
    private static func ratio(_ value: Double, to worth: Double) -> Double? {
        let ratio = value / worth
        return ratio.isFinite ? ratio : nil
    }

    private func books(_ figure: LossParts.Figure) -> [RiskComponent] {
        let nodes = run.tree.nodes
        return nodes.indices.dropFirst().map { node in
            var book = component(figure, .book, nodes[node].path, figure.nodes[node], worth: run.valuesToday[node])
            let key = figure.key.of(book: nodes[node].path)
            let alone = measured.measurement.figures.first { $0.key == key }
            book.standAlone = alone?.estimate.value
            book.standAloneError = alone?.estimate.standardError
            return book
        }
    }

    private func positions(_ figure: LossParts.Figure) -> [RiskComponent] {
        run.positions.indices.map { index in
            var position = component(
                figure, .position, run.positions[index].id, figure.positions[index], worth: worths[index])
            if figure.holdings.indices.contains(index) {
                let holding = figure.holdings[index]
                position.standAlone = holding.alone.value
                position.standAloneError = holding.alone.standardError
                position.incremental = holding.saved.value
                position.incrementalError = holding.saved.standardError
            }
            return position
        }
    }

    private func factors(_ figure: LossParts.Figure, _ classes: [FactorClass]) -> [RiskComponent] {
        let byFactor = zip(run.market.factors, figure.factors).map { component(figure, .factor, $0.id.name, $1) }
        let byClass = zip(classes, figure.classes).map { component(figure, .factorClass, $0.title, $1) }
        func time(_ by: RiskComponent.Part) -> RiskComponent {
            component(figure, by, RiskComponent.time, figure.time)
        }
        return byFactor + [time(.factor)] + byClass + [time(.factorClass)]
    }

    // MARK: - The tail

    func diversification(
        of key: FigureKey, _ components: [RiskComponent]
    ) -> [DiversificationRatio] {
        let total = measured.measurement.figures.first { $0.key == key }?.estimate.value ?? 0
        return [RiskComponent.Part.position, .book].compactMap { part in
            let own = components.filter {
                $0.key == key && $0.by == part && (part == .position || !$0.name.contains("/"))
            }
            let alone = own.compactMap(\.standAlone)
            // Positions that stand in no book are no part of the sum of books.
            let isWhole = part == .position || run.positions.allSatisfy { !$0.book.isEmpty }
            guard own.count > 1, alone.count == own.count, isWhole, total != 0 else { return nil }
            let sum = alone.reduce(0, +)
            return DiversificationRatio(key: key, by: part, standAloneSum: sum, ratio: sum / total)
        }
    }

    private func scenario(_ figure: LossParts.Figure) -> TailScenario {
        TailScenario(
            key: figure.key,
            moves: FactorMoves(run).moves(
                changes: figure.changes, losses: figure.factors.isEmpty ? nil : figure.factors.map(\.value)))
    }

    private func worst(workers: Int) -> [WorstPath] {
        let worst = measured.losses.worstPaths(Self.worstCount)
        guard !worst.isEmpty else { return [] }
        let replay = run.replay(worst.map(\.path), wantsPositions: false, workers: workers)
        let moves = FactorMoves(run)
        return worst.enumerated().map { row, path in
            let all = moves.moves(
                to: Array(replay.levels.row(row)),
                losses: run.market.factors.indices.map { factor in replay.factors.withNode(factor) { -$0[row] } })
            return WorstPath(
                path: path.path, loss: path.loss,
                moves: Array(all.sorted { ($1.loss ?? 0, $0.factor) < ($0.loss ?? 0, $1.factor) }.prefix(3)),
                dates: run.states.scenarioDates(path.path, in: dates))
        }
    }

    private func remarks(_ parts: LossParts) -> [String] {
        var remarks = parts.principles + [parts.holdingsLeftOut].compactMap(\.self)
        if settings.measures == .auto, able.count > parts.figures.count {
            remarks.append(
                "Only the first value-at-risk and the first expected shortfall are taken apart; decomposition:"
                    + " {measures: all} does the others.")
        }
        for figure in parts.figures {
            guard let (kept, all) = figure.thinning else { continue }
            remarks.append(
                "The factors of \(figure.key.measure.kind) at \(NumberText.percent(figure.key.confidence)) were taken"
                    + " from \(kept) of \(all) paths, spread evenly over the tail, with weights that keep the sum.")
        }
        let nearest = parts.figures.compactMap { figure in
            figure.neighbours.map {
                "\(NumberText.integer($0)) at \(NumberText.percent(figure.key.confidence))"
            }
        }
        if !nearest.isEmpty {
            remarks.append(
                "Components of value-at-risk are a local linear fit at it to the nearest losses: "
                    + nearest.joined(separator: ", ") + ".")
        }
        return remarks
    }
}
