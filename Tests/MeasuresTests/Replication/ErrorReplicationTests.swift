import Market
import Measures
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// The ratio of the error that a figure claims to the one it has is 1 within 4 %, or it is written here, and why.
///
/// Value-at-risk rests on order statistics on both sides of it: with few losses in the tail its interval is wider than it
/// need be. Figures of overlapping losses count each day's change h times (see `SampleDesign`), which is right for a mean
/// and too much for anything bent, for products of shared days correlate less than sums: errors are on the safe side.
@Suite("Errors are those that replications show")
struct ErrorReplicationTests {
    static let measures: [any RiskMeasure] = [
        ValueAtRisk(confidence: 0.9), ValueAtRisk(confidence: 0.95), ExpectedShortfall(confidence: 0.9),
        ExpectedShortfall(confidence: 0.975), MeanLoss(), StandardDeviation(), ProbabilityOfLoss(),
    ]
    static let tailMeasures = measures.filter { type(of: $0).canBeTakenApart }

    enum Count: CaseIterable {
        case plain, weighted

        var size: Int { self == .plain ? 4_000 : 3_000 }

        /// The oldest loss of a weighted sample counts a fifth of the newest.
        var design: SampleDesign {
            self == .plain
                ? .independent
                : SampleDesign(weights: (0..<size).map { pow(0.9995, Double(size - 1 - $0)) })
        }
    }

    @Test("of figures: normal gains, and the skewed ones of an option book", arguments: Count.allCases, [0, 0.2])
    func figures(count: Count, curvature: Double) {
        let measures = Self.measures
        var results = measures.map { _ in Replications() }
        let ranks = Set(measures.flatMap { $0.ranks(count: count.size) }).sorted()
        let design = count.design
        Draws(count: count.size).replicate { gains, _ in
            for index in gains.indices { gains[index] -= curvature * gains[index] * gains[index] }
            let losses = LossDistribution(profitAndLoss: UnsafeBufferPointer(gains), ranks: ranks, design: design)
            for index in results.indices { results[index].add(measures[index].estimate(losses)) }
        }
        for (measure, result) in zip(measures, results) { result.expectErrors("\(count) \(measure.name)") }
    }

    @Test("of figures of overlapping losses")
    func overlap() {
        let known = [
            "value-at-risk 90.0%": 1.26, "value-at-risk 95.0%": 1.33, "expected-shortfall 90.0%": 1.21,
            "expected-shortfall 97.5%": 1.4, "standard-deviation": 1.21, "probability-of-loss": 1.16,
        ]
        let measures = Self.measures
        var results = measures.map { _ in Replications() }
        Draws(count: 1_510).replicateSums(1_500) { gains, _ in
            let losses = LossDistribution(losses: gains, design: SampleDesign(overlap: Draws.span))
            for index in results.indices { results[index].add(measures[index].estimate(losses)) }
        }
        for (measure, result) in zip(measures, results) {
            result.expectErrors(measure.name, ratio: known[measure.name] ?? 1)
        }
    }

    /// The largest loss of another run scatters by less than its interval says, which is that of a power-law tail.
    @Test("of the worst loss")
    func worst() {
        var result = Replications()
        let measure = WorstLoss()
        Draws(count: 4_000).replicate(7_200) { gains, _ in
            let losses = LossDistribution(
                profitAndLoss: UnsafeBufferPointer(gains), ranks: measure.ranks(count: gains.count))
            result.add(measure.estimate(losses))
        }
        result.expectErrors(measure.name, ratio: 1.87)
    }

    // MARK: - Changes

    /// Value-at-risk's density is that of each sample's interval: what these are too wide, the change is too.
    @Test("of changes on the same paths", arguments: Count.allCases)
    func changes(count: Count) {
        let measures = Self.measures
        var results = measures.map { _ in Replications() }
        let design = count.design
        Draws(count: count.size).replicate { before, after in
            for index in after.indices { after[index] = 1.1 * before[index] + 0.3 * after[index] - 0.05 }
            let sample = PairedSample(UnsafeBufferPointer(before), measures: measures, design: design)
            for (index, change) in sample.changes(to: UnsafeBufferPointer(after)).enumerated() {
                results[index].add(change.change)
            }
        }
        for (measure, result) in zip(measures, results) {
            result.expectErrors("\(count) \(measure.name)", ratio: measure is ValueAtRisk ? 1.05 : 1)
        }
    }

    @Test("of changes of overlapping losses")
    func overlappingChanges() {
        let known = [
            "value-at-risk 90.0%": 1.95, "value-at-risk 95.0%": 2.01, "expected-shortfall 90.0%": 1.33,
            "expected-shortfall 97.5%": 1.48, "standard-deviation": 1.2, "probability-of-loss": 1.91,
        ]
        let measures = Self.measures
        var results = measures.map { _ in Replications() }
        Draws(count: 1_510).replicateSums(1_500) { before, noise in
            let after = zip(before, noise).map { 1.1 * $0 + 0.3 * $1 }
            let changes = before.withUnsafeBufferPointer { before in
                after.withUnsafeBufferPointer {
                    PairedSample(before, measures: measures, design: SampleDesign(overlap: Draws.span)).changes(to: $0)
                }
            }
            for (index, change) in changes.enumerated() { results[index].add(change.change) }
        }
        for (measure, result) in zip(measures, results) {
            result.expectErrors(measure.name, ratio: known[measure.name] ?? 1)
        }
    }

    // MARK: - Components

    /// Of a part of which the whole is that and another, 1.2 times as wide.
    private func component(
        _ measure: any RiskMeasure, of part: UnsafeBufferPointer<Double>, in whole: UnsafeBufferPointer<Double>,
        _ design: SampleDesign
    ) -> Estimate {
        guard let weights = measure.tailWeights(whole, design: design) else {
            return Estimate(value: .nan, standardError: .nan, low: nil, high: nil)
        }
        var sums = TailMoments()
        for (index, path) in weights.paths.enumerated() {
            let loss = -part[path]
            sums += TailMoments(linear: weights.loads[index] * loss, square: weights.spreads[index] * loss * loss)
        }
        return weights.estimate(sums)
    }

    @Test("of components", arguments: Count.allCases)
    func components(count: Count) {
        var results = Self.tailMeasures.map { _ in Replications() }
        let design = count.design
        Draws(count: count.size).replicate { part, whole in
            for index in part.indices { whole[index] = part[index] + 1.2 * whole[index] }
            for (index, measure) in Self.tailMeasures.enumerated() {
                results[index].add(
                    component(measure, of: UnsafeBufferPointer(part), in: UnsafeBufferPointer(whole), design))
            }
        }
        for (measure, result) in zip(Self.tailMeasures, results) {
            result.expectErrors("\(count) \(measure.name)", ratio: measure.name == "value-at-risk 95.0%" ? 1.05 : 1)
        }
    }

    @Test("of components of overlapping losses")
    func overlappingComponents() throws {
        let known = [
            "value-at-risk 90.0%": 1.8, "value-at-risk 95.0%": 2.05, "expected-shortfall 90.0%": 1.38,
            "expected-shortfall 97.5%": 1.62,
        ]
        var results = Self.tailMeasures.map { _ in Replications() }
        Draws(count: 1_510).replicateSums(1_500) { part, other in
            let whole = zip(part, other).map { $0 + 1.2 * $1 }
            part.withUnsafeBufferPointer { part in
                whole.withUnsafeBufferPointer { whole in
                    for (index, measure) in Self.tailMeasures.enumerated() {
                        results[index].add(
                            component(measure, of: part, in: whole, SampleDesign(overlap: Draws.span)))
                    }
                }
            }
        }
        for (measure, result) in zip(Self.tailMeasures, results) {
            result.expectErrors(measure.name, ratio: try #require(known[measure.name]))
        }
    }

    // MARK: - Weights that depend on the losses

    /// Draws moved towards losses by one standard deviation, and weighted by the ratio of the densities.
    ///
    /// `SampleDesign` says that errors are not meant for this: they are made of Σw·d² and the effective count in place of
    /// Σw²·d², so tails, which such weights are for, claim three times their error. Sampling that steers has to bring 1.
    @Test("of losses weighted by what they are: known to be wrong")
    func steered() throws {
        let known = ["value-at-risk 95.0%": (2.78, 2.8), "expected-shortfall 90.0%": (2.85, 2.9)]
        let measures = Self.measures.filter { known[$0.name] != nil }
        var figures = measures.map { _ in Replications() }
        var changes = figures
        Draws(count: 1_000).replicate { before, after in
            for index in before.indices {
                before[index] -= 1
                after[index] = 1.1 * before[index] + 0.3 * after[index] - 0.05
            }
            let design = SampleDesign(weights: before.map { exp($0 + 0.5) })
            let sample = PairedSample(UnsafeBufferPointer(before), measures: measures, design: design)
            for (index, change) in sample.changes(to: UnsafeBufferPointer(after)).enumerated() {
                figures[index].add(sample.figures[index])
                changes[index].add(change.change)
            }
        }
        for (index, measure) in measures.enumerated() {
            let (figure, change) = try #require(known[measure.name])
            figures[index].expectErrors(measure.name, ratio: figure)
            changes[index].expectErrors("change of \(measure.name)", ratio: change)
        }
    }
}
