import Kernels
import Market
import MarketTwin
import Parametric
import Randomness
import Settings
import Testing

/// Every registered measure, at several confidences where it takes one.
@Suite("Measures keep their contract")
struct MeasureContractTests {
    private static func measures(confidences: [Double] = [0.05, 0.5, 0.9, 0.95, 0.99, 0.999]) -> [any RiskMeasure] {
        Catalog.standard.kinds.measures.members.flatMap { type -> [any RiskMeasure] in
            guard type.settings.contains(where: { $0.name == "confidence" }) else {
                return [type.init(Specification(kind: type.kind).completed(KindDescription(type)))]
            }
            return confidences.map {
                type.init(
                    Specification(kind: type.kind, settings: ["confidence": .number($0)])
                        .completed(KindDescription(type)))
            }
        }
    }

    private static func name(_ measure: any RiskMeasure) -> String {
        "\(type(of: measure).kind) \(measure.confidence.map { "\($0)" } ?? "")"
    }

    /// Losses of a standard normal, plus a little for a mean that is not zero.
    private static func losses(_ count: Int, replication: Int = 0) -> [Double] {
        let storage = RowStorage(rowCount: 1, pathCount: count)
        PhiloxDraws(seed: 11).normals(step: replication, paths: 0..<count, into: storage.rows)
        return storage.copy(row: 0).map { $0 + 0.25 }
    }

    @Test("it keeps the confidence it was given and names its estimator")
    func description() {
        for measure in Self.measures() {
            let takesConfidence = type(of: measure).settings.contains { $0.name == "confidence" }
            #expect((measure.confidence != nil) == takesConfidence)
            #expect(measure.estimator.count > 10)
        }
        #expect(Set(Self.measures().compactMap(\.confidence)) == [0.05, 0.5, 0.9, 0.95, 0.99, 0.999])
    }

    @Test("its settings make it again, and stand in no place where they are at their defaults")
    func specification() {
        for measure in Self.measures() {
            let type = type(of: measure)
            let own = measure.specification
            #expect(own.kind == type.kind && type.init(own).specification == own)
            #expect(type.init(own.completed(KindDescription(type))).specification == own)
            let needed = type.settings.filter { !$0.isDefaulted }.map(\.name)
            #expect(Set(own.settings.keys) == Set(needed), "\(Self.name(measure))")
            #expect(type.confidenceSetting.map { [$0] } ?? [] == needed.filter { own.settings[$0] != nil })
        }
    }

    @Test("a law has it or not, as it says")
    func laws() {
        let law = NormalLoss(title: "any", mean: 3, standardDeviation: 2)
        for measure in Self.measures() {
            #expect((measure.value(under: law) != nil) == type(of: measure).isOfLaw, "\(Self.name(measure))")
        }
    }

    @Test("any sample has a figure, an error that is not negative, and an interval around the figure")
    func samples() {
        for count in [1, 2, 3, 4, 5, 7, 10, 20, 50, 99, 100, 101, 199, 200, 1_000, 5_000] {
            let sample = LossDistribution(losses: Self.losses(count))
            for measure in Self.measures() {
                let estimate = measure.estimate(sample)
                let name = "\(Self.name(measure)) of \(count)"
                #expect(estimate.value.isFinite, "\(name)")
                #expect(estimate.standardError >= 0 && estimate.standardError.isFinite, "\(name)")
                #expect((estimate.low ?? -.infinity) <= estimate.value, "\(name)")
                #expect((estimate.high ?? .infinity) >= estimate.value, "\(name)")
            }
        }
    }

    /// What a measure says must not depend on how much more of the tail was picked for another measure.
    @Test("it looks at no ranks but those it says, and at sums of the losses before them")
    func ranks() {
        for count in [1, 7, 100, 333, 6_000] {
            let profits = Self.losses(count).map { -$0 }
            let whole = LossDistribution(losses: Self.losses(count))
            for measure in Self.measures() {
                let ranks = measure.ranks(count: count)
                let picked = profits.withUnsafeBufferPointer { LossDistribution(profitAndLoss: $0, ranks: ranks) }
                let (own, known) = (measure.estimate(picked), measure.estimate(whole))
                // Sums in another order differ by rounding.
                for (a, b) in [
                    (own.value, known.value), (own.standardError, known.standardError),
                    (own.low ?? 0, known.low ?? 0), (own.high ?? 0, known.high ?? 0),
                ] {
                    #expect(abs(a - b) <= 1e-11 * abs(b), "\(Self.name(measure)) of \(count)")
                }
            }
        }
    }

    @Test("no path has an error of zero, where losses differ", arguments: [100, 300, 2_000])
    func uncertain(count: Int) {
        let sample = LossDistribution(losses: Self.losses(count))
        for measure in Self.measures(confidences: [0.5, 0.9, 0.95, 0.99]) {
            #expect(measure.estimate(sample).standardError > 0, "\(Self.name(measure)) of \(count)")
        }
    }

    @Test("losses all alike leave no error")
    func constant() throws {
        let sample = LossDistribution(losses: [Double](repeating: 3, count: 500))
        for measure in Self.measures() {
            let estimate = measure.estimate(sample)
            #expect(estimate.standardError == 0, "\(Self.name(measure))")
            #expect(estimate.value == (try MeasureContract.of(measure)).ofThrees, "\(Self.name(measure))")
        }
    }

    @Test("no order of the losses matters")
    func permutation() {
        let losses = Self.losses(3_000)
        let sample = LossDistribution(losses: losses)
        let reversed = LossDistribution(losses: losses.reversed())
        for measure in Self.measures() {
            let (a, b) = (measure.estimate(sample), measure.estimate(reversed))
            #expect(abs(a.value - b.value) < 1e-13, "\(Self.name(measure))")
            #expect(abs(a.standardError - b.standardError) < 1e-13, "\(Self.name(measure))")
        }
    }

    /// Powers of two and sums that are exact, so that no tolerance hides a mistake in the tail measures.
    @Test("four times the losses and a constant more have the figure, the error and the interval that follow")
    func homogeneityAndTranslation() throws {
        let losses = Self.losses(4_000).map { ($0 * 1_024).rounded() / 1_024 }
        let sample = LossDistribution(losses: losses)
        let moved = LossDistribution(losses: losses.map { 4 * $0 + 16 })
        for measure in Self.measures() {
            let (name, own, other) = (Self.name(measure), measure.estimate(sample), measure.estimate(moved))
            let contract = try MeasureContract.of(measure)
            let known = contract.moved(own, losses)
            #expect(abs(other.value - known.value) < 1e-12, "\(name)")
            #expect(abs(other.standardError - known.standardError) < 1e-12, "\(name)")
            for (end, knownEnd) in [(other.low, known.low), (other.high, known.high)] {
                #expect((end == nil) == (knownEnd == nil), "\(name)")
                if let end, let knownEnd { #expect(abs(end - knownEnd) < 1e-11, "\(name)") }
            }
        }
    }

    @Test(
        "every measure has a figure that is known by hand",
        arguments: Catalog.standard.kinds.measures.members.map { $0.kind })
    func known(kind: String) throws {
        let type = try #require(Catalog.standard.kinds.measures.members.first { $0.kind == kind })
        let contract = try #require(
            MeasureContract.all[kind], "write down what \(kind) is for the losses −49, −48, …, 50")
        let sample = LossDistribution(losses: (-49...50).map(Double.init))
        #expect(!contract.figures.isEmpty)
        for (settings, value) in contract.figures {
            let measure = type.init(Specification(kind: kind, settings: settings).completed(KindDescription(type)))
            #expect(abs(measure.estimate(sample).value - value) < 1e-12, "\(Self.name(measure))")
        }
    }

    /// 3,600 replications know the standard deviation of normal estimates to 1.2 %.
    @Test("the error it claims is the scatter of replications within 4 %")
    func errors() throws {
        let count = 4_000
        let measures = Self.measures(confidences: [0.5, 0.9, 0.95])
        let ranks = Set(measures.flatMap { $0.ranks(count: count) }).sorted()
        var estimates = measures.map { _ in [Estimate]() }
        let storage = RowStorage(rowCount: 1, pathCount: count)
        for replication in 0..<3_600 {
            PhiloxDraws(seed: 12).normals(step: replication, paths: 0..<count, into: storage.rows)
            let sample = LossDistribution(profitAndLoss: UnsafeBufferPointer(storage.rows[0]), ranks: ranks)
            for index in measures.indices { estimates[index].append(measures[index].estimate(sample)) }
        }
        for (measure, own) in zip(measures, estimates) {
            let scatter = LossDistribution(losses: own.map(\.value)).standardDeviation
            let claimed = own.reduce(0) { $0 + $1.standardError } / Double(own.count)
            let ratio = claimed / scatter / (try MeasureContract.of(measure)).errorRatio
            #expect(abs(ratio - 1) < 0.04, "\(Self.name(measure)) claims \(ratio)")
        }
    }

    @Test("a tail further out is worse, and expected shortfall is never less than value-at-risk")
    func order() {
        for count in [1, 2, 10, 250, 999, 4_000] {
            let sample = LossDistribution(losses: Self.losses(count))
            var before = (-Double.infinity, -Double.infinity)
            let levels: [ConfidenceLevel] = [1e-6, 0.01, 0.5, 0.9, 0.95, 0.975, 0.99, 0.999, 0.999999]
            for confidence in levels {
                let valueAtRisk = ValueAtRisk(confidence: confidence).estimate(sample).value
                let shortfall = ExpectedShortfall(confidence: confidence).estimate(sample).value
                #expect(shortfall >= valueAtRisk)
                #expect(valueAtRisk >= before.0 && shortfall >= before.1 - 1e-12)
                before = (valueAtRisk, shortfall)
            }
            let all = ExpectedShortfall(confidence: 1e-12).estimate(sample).value
            #expect(abs(all - sample.mean) < 1e-9)
        }
    }

    @Test("four times the paths halve the error")
    func rate() {
        for measure in Self.measures(confidences: [0.5, 0.9, 0.95, 0.99]) where type(of: measure).kind != "worst-loss" {
            func error(_ count: Int) -> Double {
                (0..<40).reduce(0) { sum, replication in
                    let sample = LossDistribution(losses: Self.losses(count, replication: replication + 1))
                    return sum + measure.estimate(sample).standardError
                } / 40
            }
            let ratio = error(2_500) / error(10_000)
            #expect(ratio > 1.8 && ratio < 2.2, "\(Self.name(measure)): \(ratio)")
        }
    }
}
