import Measures
import Reports

/// How far the headline figures are to be trusted: what the draws, the window of the history and the choice of a model leave
/// unknown, kept apart.
extension RiskReport {
    private var isTrustTold: Bool { uncertainty != nil || !models.isEmpty }

    /// A figure with all that is known of its errors.
    private struct Trust {
        let figure: RiskFigure
        let estimated: EstimatedFigure?
        let others: [RiskFigure]

        /// From the least to the most that any model says, the run's own among them; nil where there is no other.
        var range: ClosedRange<Double>? {
            let values = others.map(\.estimate.value) + [figure.estimate.value]
            guard !others.isEmpty, let low = values.min(), let high = values.max() else { return nil }
            return low...high
        }

        /// Of the figure; nil where that is nothing, of which there is no share.
        func share(_ error: Double) -> Quantity? {
            let value = abs(figure.estimate.value)
            return value > 0 ? .share(error / value, decimals: error / value < 0.1 ? 1 : 0) : nil
        }

        func words(_ report: RiskReport) -> Prose {
            let notation = figure.notation(in: .one)
            var parts: [Prose] = []
            if report.run.hasPaths, let share = share(figure.estimate.standardError) {
                parts.append("simulation ±\(share)")
            }
            if let estimated, let share = share(estimated.standardError) { parts.append("estimation ±\(share)") }
            if let range {
                let count = NumberText.counted(others.count + 1, "model")
                parts.append(
                    "\(count) \(Quantity(range.lowerBound, notation)) to \(Quantity(range.upperBound, notation))")
            }
            let value = Quantity(figure.estimate.value, notation, of: figure.key)
            let rest: Prose = parts.isEmpty ? "" : " (\(Prose(parts, separator: ", ")))"
            return "\(MeasureWords(figure).label) \(value)\(rest)"
        }
    }

    private var trusts: [Trust] {
        headlines.map { figure in
            Trust(
                figure: figure, estimated: uncertainty?.figure(figure.key),
                others: models.compactMap { $0.figure(figure.key) })
        }
    }

    /// What each of the intervals is, in a sentence each.
    private var trustRemarks: [Prose] {
        var sentences: [Prose] = []
        if run.hasPaths {
            sentences.append(
                run.isDrawn
                    ? "Simulation: one standard error of \(.count(run.paths)) draws; more of them make it smaller."
                    : "Simulation: one standard error of so many \(run.unit)s.")
        }
        if let uncertainty {
            if let length = uncertainty.meanBlock {
                let block = Quantity.decimal(length, length < 10 ? 1 : 0)
                sentences.append(
                    """
                    Estimation: one standard deviation over \(.count(uncertainty.replications - uncertainty.failed)) histories \
                    drawn from \(.count(uncertainty.days)) days in blocks of \(block) on average, each calibrated to and measured \
                    on the same draws; only a longer window makes it smaller.
                    """)
            } else {
                sentences.append(
                    """
                    Estimation: one standard error of volatilities from \(.count(uncertainty.days)) independent days, in closed \
                    form; only a longer window makes it smaller.
                    """)
            }
            if let scenarios = run.scenarios, !scenarios.usesModel, !scenarios.isDrawn {
                sentences.append(
                    "The states of this run are days of that history, so both tell of the same: do not add them.")
            }
        }
        if !models.isEmpty {
            sentences.append("Models: the same book under every model below, from the least to the most.")
        }
        sentences.append("They are errors of different kinds; none is in another.")
        return sentences
    }

    /// One line for each headline figure, and what its errors are.
    package var trustInShort: DocumentSection? {
        guard isTrustTold else { return nil }
        var blocks = trusts.map { DocumentBlock.item($0.words(self)) }
        blocks.append(.remark(Prose(trustRemarks, separator: " ")))
        if let table = modelTable(in: nil) { blocks.append(.table(table)) }
        return DocumentSection(
            anchor: "trust", heading: "How far to trust it", blocks: blocks, in: [.brief, .screen],
            currency: portfolio.currency)
    }

    /// The same with every interval, and a picture.
    package var trustAtLength: DocumentSection? {
        guard isTrustTold else { return nil }
        let amounts = trusts.map(\.figure.estimate)
        let unit = CountingUnit(fitting: amounts.map(\.value))
        let resolution = Resolution(values: amounts.map(\.value), standardErrors: amounts.map(\.standardError))
        let rows = trusts.map { trust -> DocumentTable.Row in
            let notation = trust.figure.notation(amounts: resolution, in: unit)
            let interval = trust.figure.estimate.interval(notation)
            func range(_ low: Double?, _ high: Double?) -> DocumentTable.Cell {
                guard let low, let high else { return .init(NumberText.none) }
                return .init(from: Quantity(low, notation), to: Quantity(high, notation))
            }
            let simulation: [DocumentTable.Cell] = run.hasPaths ? [.init(from: interval.low, to: interval.high)] : []
            let estimation = uncertainty.map { _ in range(trust.estimated?.low, trust.estimated?.high) }
            let others = models.isEmpty ? nil : range(trust.range?.lowerBound, trust.range?.upperBound)
            return .init(
                MeasureWords(trust.figure).title,
                [.init(trust.figure.estimate.value, notation, of: trust.figure.key)] + simulation
                    + [estimation, others].compactMap(\.self))
        }
        var columns: [DocumentTable.Column] = [.init("Value")]
        if run.hasPaths { columns.append(.init("Simulation, 95%")) }
        if uncertainty != nil { columns.append(.init("Estimation, 95%")) }
        if !models.isEmpty { columns.append(.init(NumberText.counted(models.count + 1, "model"))) }
        let remarks: [Prose] = ["In \(portfolio.currency.code)\(unit.title)."] + trustRemarks
        var blocks = trusts.map { DocumentBlock.paragraph($0.words(self)) }
        blocks += [
            .remark(Prose(remarks, separator: " ")),
            .table(DocumentTable(caption: "Intervals", stub: "Measure", columns: columns, rows: rows)),
            .charts(
                trusts.map { trust in
                    DocumentChart(
                        title: "\(MeasureWords(trust.figure).title), \(portfolio.currency.code)", chart(trust),
                        width: 464)
                }),
        ]
        if let table = modelTable(in: unit) { blocks += [.heading("Models"), .table(table)] }
        return DocumentSection(anchor: "trust", heading: "How far to trust it", blocks: blocks, in: [.page])
    }

    private func chart(_ trust: Trust) -> IntervalChart {
        let estimate = trust.figure.estimate
        let role = ChartRole(of: trust.figure.key.measure)
        func span(_ low: Double?, _ high: Double?) -> ClosedRange<Double>? {
            guard let low, let high, low <= high else { return nil }
            return low...high
        }
        var rows: [IntervalChart.Row] = []
        if run.hasPaths {
            rows.append(
                .init("simulation", value: estimate.value, interval: span(estimate.low, estimate.high), role: role))
        }
        if let estimated = trust.estimated {
            rows.append(
                .init(
                    "estimation", value: estimate.value, interval: span(estimated.low, estimated.high), role: role))
        }
        for model in models {
            guard let other = model.figure(trust.figure.key)?.estimate else { continue }
            rows.append(
                .init(model.name, value: other.value, interval: span(other.low, other.high), role: .neutral))
        }
        return IntervalChart(
            rows: rows, title: MeasureWords(trust.figure).title, unit: portfolio.currency.code)
    }

    /// A row for the run itself and for every other model.
    private func modelTable(in unit: CountingUnit?) -> DocumentTable? {
        guard !models.isEmpty else { return nil }
        let figures = headlines
        let amounts =
            figures.map(\.estimate)
            + models.flatMap { model in
                figures.compactMap { model.figure($0.key)?.estimate }
            }
        let resolution = Resolution(values: amounts.map(\.value), standardErrors: amounts.map(\.standardError))
        func row(_ name: String, _ words: String?, _ find: (FigureKey) -> RiskFigure?) -> DocumentTable.Row {
            let cells = figures.map { figure -> DocumentTable.Cell in
                guard let own = find(figure.key) else { return .init(NumberText.none) }
                return .init(own.estimate.value, own.notation(amounts: resolution, in: unit), of: own.key)
            }
            return .init(name, cells + (unit == nil ? [] : [.init(words ?? "as written")]))
        }
        return DocumentTable(
            caption: "Models", stub: "Model",
            columns: figures.map { .init(MeasureWords($0).label) } + (unit == nil ? [] : [.init("What it is", .prose)]),
            rows: [row("the scenario's own", nil) { key in figures.first { $0.key == key } }]
                + models.map { model in row(model.name, model.description) { model.figure($0) } })
    }
}
