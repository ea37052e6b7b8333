import Market
import Measures
import Testing

@Suite("Changes of figures from one sample to others on the same paths")
struct PairedSampleTests {
    private static let measures: [any RiskMeasure] = [
        ValueAtRisk(confidence: 0.95), ExpectedShortfall(confidence: 0.95), MeanLoss(), StandardDeviation(),
        ProbabilityOfLoss(), WorstLoss(),
    ]

    private static func changes(
        _ before: [Double], _ after: [Double], _ measures: [any RiskMeasure] = measures,
        design: SampleDesign = .independent
    ) -> [PairedSample.Change] {
        before.withUnsafeBufferPointer { before in
            after.withUnsafeBufferPointer { PairedSample(before, measures: measures, design: design).changes(to: $0) }
        }
    }

    private static func normals(_ count: Int) -> (first: [Double], second: [Double]) {
        var rows = ([Double](), [Double]())
        Draws(count: count).replicate(1) { rows = (Array($0), Array($1)) }
        return rows
    }

    /// Gains 1, 2, 3, 4 become 1, 2, 4, 5: changes of the loss are 0, 0, −1, −1, whose variance is ¼.
    @Test("the mean by hand: plain, weighted, overlapping")
    func mean() throws {
        func change(_ design: SampleDesign) throws -> Estimate {
            try #require(Self.changes([1, 2, 3, 4], [1, 2, 4, 5], [MeanLoss()], design: design).first).change
        }
        let plain = try change(.independent)
        #expect(plain.value == -0.5 && abs(plain.standardError - 0.25) < 1e-15)
        #expect(abs(try #require(plain.low) + 0.5 + 0.25 * 1.959963984540054) < 1e-12)
        #expect(abs(try #require(plain.high) + 0.5 - 0.25 * 1.959963984540054) < 1e-12)
        // Σw·d = −0.7, Σw·d² = 0.7, Σw² = 0.3.
        let weighted = try change(SampleDesign(weights: [1, 2, 3, 4]))
        #expect(abs(weighted.value + 0.7) < 1e-15 && abs(weighted.standardError - (0.21 * 0.3).squareRoot()) < 1e-15)
        let overlapping = try change(SampleDesign(overlap: 2))
        #expect(abs(overlapping.standardError - 0.25 * 2.0.squareRoot()) < 1e-15)
    }

    /// Losses 1, 2, …, 10; the worst becomes 12. Beyond the quantile 9 lies that one path, where (L − 9)/0.2 grows by 10:
    /// the mean over ten paths is 1, of the squares 10.
    @Test("expected shortfall by hand, however the paths are ordered", arguments: [0, 4, 9])
    func shortfall(place: Int) throws {
        var before = (1...9).map { -Double($0) }
        before.insert(-10, at: place)
        var after = before
        after[place] = -12
        let change = try #require(Self.changes(before, after, [ExpectedShortfall(confidence: 0.8)]).first)
        #expect(abs(change.after.value - 10.5) < 1e-12 && abs(change.change.value - 1) < 1e-12)
        #expect(abs(change.change.standardError - 0.9.squareRoot()) < 1e-12)
    }

    @Test("figures are those of each sample by itself")
    func figures() {
        let (first, second) = Self.normals(3_000)
        for design in [
            .independent, SampleDesign(weights: first.indices.map { 1 + Double($0 % 5) }), .init(overlap: 4),
        ] {
            let (own, other) = [first, second].map { gains in
                let losses = LossDistribution(losses: gains.map { -$0 }, design: design)
                return Self.measures.map { $0.estimate(losses) }
            }.pair
            let sample = first.withUnsafeBufferPointer { PairedSample($0, measures: Self.measures, design: design) }
            let figures = second.withUnsafeBufferPointer { sample.figures(of: $0) }
            let changes = second.withUnsafeBufferPointer { sample.changes(to: $0) }
            for index in Self.measures.indices {
                let name = Self.measures[index].name
                #expect(abs(sample.figures[index].value - own[index].value) < 1e-12, "\(name)")
                #expect(abs(figures[index].value - other[index].value) < 1e-12, "\(name)")
                #expect(abs(changes[index].after.standardError - other[index].standardError) < 1e-12, "\(name)")
                #expect(changes[index].change.value == changes[index].after.value - sample.figures[index].value)
            }
        }
    }

    @Test("errors are those of a pair, path by path", arguments: [1, 4])
    func pairs(overlap: Int) throws {
        let (first, noise) = Self.normals(4_000)
        let after = zip(first, noise).map { 1.1 * $0 + 0.3 * $1 - 0.05 }
        for weights in [[], first.indices.map { 1 + Double($0 % 5) }] {
            let design = SampleDesign(weights: weights, overlap: overlap)
            let errors = first.withUnsafeBufferPointer { before in
                after.withUnsafeBufferPointer {
                    PairedChange(from: before, to: $0, measures: Self.measures, design: design).standardErrors
                }
            }
            let changes = Self.changes(first, after, design: design)
            for (index, measure) in Self.measures.enumerated() where measure.name != WorstLoss.kind {
                let (own, known) = (changes[index].change.standardError, try #require(errors[index]))
                #expect(abs(own / known - 1) < 1e-9, "\(measure.name)")
            }
        }
    }

    @Test("what has no influence function errs like two samples that have nothing in common")
    func apart() throws {
        let (first, second) = Self.normals(1_000)
        let change = try #require(Self.changes(first, second, [WorstLoss()]).first)
        let before = WorstLoss().estimate(LossDistribution(losses: first.map { -$0 }))
        let known =
            (change.after.standardError * change.after.standardError
            + before.standardError * before.standardError).squareRoot()
        #expect(change.change.standardError == known && known > 0)
    }

    @Test("no change has no error")
    func same() {
        let (first, _) = Self.normals(2_000)
        for (measure, change) in zip(Self.measures.prefix(5), Self.changes(first, first)) {
            #expect(change.change.value == 0 && change.change.standardError == 0, "\(measure.name)")
        }
    }
}

extension [[Estimate]] {
    fileprivate var pair: ([Estimate], [Estimate]) { (self[0], self[1]) }
}
