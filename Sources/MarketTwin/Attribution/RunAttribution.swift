import Market
import Measures
import Reports
import Scenarios
import Simulation

/// Takes the leading figures of a measured run apart: by position, book, factor and class.
struct RunAttribution {
    let measured: MeasuredRun
    let settings: Decomposition
    private let dates: [CalendarDate]
    /// The value of every position today.
    let worths: [Double]
    var run: BoundRun { measured.run }

    /// Positions times paths up to which every position is measured by itself without being asked for.
    static let incrementalLimit = 2_000_000
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
        guard let sample = measured.profitAndLoss else {
            return try parametricAttribution(measures, workers: workers)
        }
        let design = run.sampleDesign
        let weights = sample.withNode(0) { gains in measures.compactMap { $0.tailWeights(gains, design: design) } }
        let replay = run.attribute(weights, wantsFactors: settings.hasFactors, workers: workers)
        var components: [RiskComponent] = []
        if settings.hasPositions {
            let own = incremental(sample, measures, workers: workers)
            for (index, figure) in weights.enumerated() {
                components += books(figure, replay.measures[index])
                components += positions(figure, replay.measures[index], own?.positions.map { $0[index] })
            }
        }
        if settings.hasFactors {
            for (index, figure) in weights.enumerated() {
                components += factors(figure, replay, replay.measures[index])
            }
        }
        try check(components)
        return RiskAttribution(
            components: components,
            tail: TailSummary(
                diversification: weights.flatMap { diversification(of: $0.key, components) },
                scenarios: zip(weights, replay.measures).map(scenario), worst: worst(sample, workers: workers),
                remarks: remarks(weights, replay)))
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
        guard let sample = measured.profitAndLoss else { return false }
        // A tail, and as many paths before it.
        let paths = able.reduce(0.0) { $0 + 2 * (1 - ($1.confidence?.value ?? 0)) * Double(sample.pathCount) }
        return paths * Double(run.positions.count) > Self.measureLimit
    }

    // MARK: - Components

    private func component(
        _ figure: TailWeights, _ part: RiskComponent.Part, _ name: String, _ moments: TailMoments,
        weights: TailWeights? = nil, worth: Double? = nil
    ) -> RiskComponent {
        let estimate = (weights ?? figure).estimate(moments)
        let total = figure.figure.value
        return RiskComponent(
            key: figure.key, by: part, name: name, value: estimate.value,
            standardError: estimate.standardError, share: Self.ratio(estimate.value, to: total),
            marginal: worth.flatMap { Self.ratio(estimate.value, to: $0) })
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
        throw RiskRunError(run, sample: measured.profitAndLoss)
    }

    /// Nil where the worth is so small that there is none.
    static func ratio(_ value: Double, to worth: Double) -> Double? {
        let ratio = value / worth
        return ratio.isFinite ? ratio : nil
    }

    private func books(_ figure: TailWeights, _ sums: TailReplay.Sums) -> [RiskComponent] {
        let nodes = run.tree.nodes
        return nodes.indices.dropFirst().map { node in
            var book = component(
                figure, .book, nodes[node].path, sums.nodes[node], worth: run.valuesToday[node])
            let key = figure.key.of(book: nodes[node].path)
            let alone = measured.measurement.figures.first { $0.key == key }
            book.standAlone = alone?.estimate.value
            book.standAloneError = alone?.estimate.standardError
            return book
        }
    }

    private func positions(
        _ figure: TailWeights, _ sums: TailReplay.Sums, _ own: [PositionFigures.Figures]?
    ) -> [RiskComponent] {
        return run.positions.indices.map { index in
            var position = component(
                figure, .position, run.positions[index].id, sums.positions[index], worth: worths[index])
            if let figures = own?[index] {
                position.standAlone = figures.standAlone.value
                position.standAloneError = figures.standAlone.standardError
                position.incremental = figures.incremental.value
                position.incrementalError = figures.incremental.standardError
            }
            return position
        }
    }

    private func factors(_ figure: TailWeights, _ replay: TailReplay, _ sums: TailReplay.Sums) -> [RiskComponent] {
        let byFactor = run.market.factors.indices.map { index in
            component(
                figure, .factor, run.market.factors[index].id.name, sums.factors[index], weights: sums.factorWeights)
        }
        let byClass = replay.classes.indices.map { index in
            component(
                figure, .factorClass, replay.classes[index].title, sums.classes[index], weights: sums.factorWeights)
        }
        func time(_ part: RiskComponent.Part) -> RiskComponent {
            component(figure, part, RiskComponent.time, sums.time, weights: sums.factorWeights)
        }
        return byFactor + [time(.factor)] + byClass + [time(.factorClass)]
    }

    private func incremental(
        _ sample: ProfitAndLoss, _ measures: [any RiskMeasure], workers: Int
    ) -> PositionFigures? {
        switch settings.incremental {
        case .none: return nil
        case .auto where run.positions.count * sample.pathCount > Self.incrementalLimit: return nil
        case .auto, .all:
            return PositionFigures(run, whole: sample, measures: measures, workers: workers)
        }
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

    private func scenario(_ figure: TailWeights, _ sums: TailReplay.Sums) -> TailScenario {
        let losses =
            sums.factors.isEmpty
            ? nil : sums.factors.map { sums.factorWeights.estimate($0).value }
        return TailScenario(
            key: figure.key,
            moves: FactorMoves(run).moves(changes: sums.moves, losses: losses))
    }

    private func worst(_ sample: ProfitAndLoss, workers: Int) -> [WorstPath] {
        let worst = sample.withNode(0) { WorstPaths.largest(Self.worstCount, of: $0) }
        let replay = run.replay(worst.map(\.path), workers: workers)
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

    private func remarks(_ weights: [TailWeights], _ replay: TailReplay) -> [String] {
        var remarks: [String] = []
        if settings.hasPositions, settings.incremental == .auto,
            run.positions.count * run.sampling.paths > Self.incrementalLimit
        {
            remarks.append(
                "Figures of each position alone, and of the portfolio without it, need every position on every path;"
                    + " decomposition: {incremental: all} computes them.")
        }
        if settings.measures == .auto, able.count > weights.count {
            remarks.append(
                "Only the first value-at-risk and the first expected shortfall are taken apart; decomposition:"
                    + " {measures: all} does the others.")
        }
        for (figure, sums) in zip(weights, replay.measures) where sums.isThinned {
            remarks.append(
                "The factors of \(figure.key.measure.kind) at \(NumberText.percent(figure.confidence)) were taken from \(sums.factorWeights.paths.count) of"
                    + " \(figure.paths.count) paths, spread evenly over the tail, with weights that keep the sum.")
        }
        let nearest = weights.filter(\.key.measure.isQuantile).map {
            "\(NumberText.integer($0.neighbours)) at \(NumberText.percent($0.confidence))"
        }
        if !nearest.isEmpty {
            remarks.append(
                "Components of value-at-risk are a local linear fit at it to the nearest losses: "
                    + nearest.joined(separator: ", ") + ".")
        }
        return remarks
    }
}

extension MarketStates {
    /// First and last day of a historical scenario; empty for others.
    ///
    /// - Parameter dates: of the changes.
    func scenarioDates(_ path: Int, in dates: [CalendarDate]) -> [CalendarDate] {
        guard let span = repeatedDays, dates.indices.contains(path + span - 1) else { return [] }
        return span == 1 ? [dates[path]] : [dates[path], dates[path + span - 1]]
    }
}
