import Market
import Measures
import Parametric
import Scenarios
import Simulation

extension RunAttribution {
    /// The same in closed form, for a delta-normal run; nil for other methods.
    func parametricAttribution(workers: Int) -> RiskAttribution? {
        guard run.parametricMethod == .deltaNormal, settings.hasPositions || settings.hasFactors else { return nil }
        let parts = simulator.linearAttribution(workers: workers)
        guard parts.variance > 0 else { return nil }
        let wanted = leading
        let components = wanted.flatMap { measure in
            divided(Split(measure: measure, parts: parts, deviation: parts.variance.squareRoot()), parts)
        }
        return RiskAttribution(
            components: components,
            tail: TailSummary(
                diversification: diversification(wanted, components), scenarios: [], worst: [],
                remarks: ["Components are those of a normal loss, in closed form."]))
    }

    /// A figure of a normal loss: mean + reach · deviation.
    private struct Split {
        let measure: any RiskMeasure
        let reach: Double
        let deviation: Double
        let total: Double

        init(measure: any RiskMeasure, parts: LinearAttribution, deviation: Double) {
            self.measure = measure
            self.deviation = deviation
            let standard = NormalLoss(title: "", mean: 0, standardDeviation: 1)
            reach = measure.value(under: standard) ?? .nan
            total = parts.positions.reduce(0) { $0 + $1.mean } + reach * deviation
        }

        func component(_ by: RiskComponent.Part, _ name: String, mean: Double, covariance: Double) -> RiskComponent {
            let value = mean + reach * covariance / deviation
            return RiskComponent(
                measure: type(of: measure).kind, confidence: measure.confidence ?? 0, by: by, name: name, value: value,
                standardError: 0, share: RunAttribution.ratio(value, to: total))
        }
    }

    private func divided(_ split: Split, _ parts: LinearAttribution) -> [RiskComponent] {
        var components: [RiskComponent] = []
        if settings.hasPositions {
            let nodes = simulator.tree.nodes
            var sums = [(mean: Double, covariance: Double)](repeating: (0, 0), count: nodes.count)
            let worths = simulator.positionValuesToday
            for (index, part) in parts.positions.enumerated() {
                let position = run.positions[index]
                var node = simulator.tree.index(of: position.book)
                while let place = node {
                    sums[place].mean += part.mean
                    sums[place].covariance += part.covariance
                    node = nodes[place].parent
                }
                var component = split.component(.position, position.id, mean: part.mean, covariance: part.covariance)
                component.marginal = Self.ratio(component.value, to: worths[index])
                component.standAlone = part.mean + split.reach * part.variance.squareRoot()
                component.standAloneError = 0
                if settings.incremental != .none {
                    let rest = max(0, parts.variance - 2 * part.covariance + part.variance)
                    component.incremental = part.mean + split.reach * (split.deviation - rest.squareRoot())
                    component.incrementalError = 0
                }
                components.append(component)
            }
            for node in nodes.indices.dropFirst() {
                var book = split.component(
                    .book, nodes[node].path, mean: sums[node].mean, covariance: sums[node].covariance)
                book.marginal = Self.ratio(book.value, to: simulator.valuesToday[node])
                book.standAlone =
                    measured.measurement.figures.first {
                        $0.book == nodes[node].path && $0.kind == book.measure && $0.confidence == book.confidence
                    }?.estimate.value
                book.standAloneError = book.standAlone.map { _ in 0 }
                components.append(book)
            }
        }
        if settings.hasFactors {
            let factors = run.market.factors.indices.map { index in
                split.component(
                    .factor, run.market.factors[index].id.name, mean: parts.factors[index].mean,
                    covariance: parts.factors[index].covariance)
            }
            components += factors
            components.append(split.component(.factor, RiskComponent.time, mean: parts.time, covariance: 0))
            for wanted in FactorClass.allCases {
                let own = run.market.factors.indices.filter { run.market.factors[$0].id.factorClass == wanted }
                guard !own.isEmpty else { continue }
                components.append(
                    split.component(
                        .factorClass, wanted.title, mean: own.reduce(0) { $0 + parts.factors[$1].mean },
                        covariance: own.reduce(0) { $0 + parts.factors[$1].covariance }))
            }
            components.append(split.component(.factorClass, RiskComponent.time, mean: parts.time, covariance: 0))
        }
        return components
    }

    private func diversification(
        _ measures: [any RiskMeasure], _ components: [RiskComponent]
    ) -> [DiversificationRatio] {
        measures.compactMap { measure in
            let own = components.filter {
                $0.by == .position && $0.measure == type(of: measure).kind && $0.confidence == measure.confidence
            }
            let total = own.reduce(0) { $0 + $1.value }
            guard own.count > 1, total != 0 else { return nil }
            let sum = own.reduce(0) { $0 + ($1.standAlone ?? 0) }
            return DiversificationRatio(
                measure: type(of: measure).kind, confidence: measure.confidence ?? 0, by: .position,
                standAloneSum: sum, ratio: sum / total)
        }
    }
}
